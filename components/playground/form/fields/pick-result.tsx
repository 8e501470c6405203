"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Images } from "lucide-react";
import { useState } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import type { Accepts } from "#lib/contract/models/model.ts";
import { promptOf } from "../../../generations/words.ts";
import { Button } from "../../../ui/button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { generationKey, recentQuery } from "../../runs/run-queries.ts";

export type PickResultProps = { accepts: Accepts; label: string; onPick: (url: string) => void };

type Pick = { url: string; title: string };

function picturesOf(generation: Generation | undefined): Pick[] {
  if (generation?.data?.type !== "image") return [];
  return generation.data.images.map(({ url }) => ({ url, title: promptOf(generation) }));
}

/** Takes a picture that was made before. */
export function PickResult({ accepts, label, onPick }: PickResultProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (accepts !== "image") return null;
  const pick = (url: string) => {
    setIsOpen(false);
    onPick(url);
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      align="end"
      className="w-72 p-2.5!"
      trigger={<Button icon={<Images aria-hidden />} aria-label={label} title={label} />}
    >
      <Results onPick={pick} />
    </Popover>
  );
}

function Results({ onPick }: { onPick: (url: string) => void }) {
  const queryClient = useQueryClient();
  const { data: ids = [] } = useQuery(recentQuery);
  const picks = ids.flatMap((id) => picturesOf(queryClient.getQueryData(generationKey(id))));
  if (picks.length === 0) {
    return <p className="px-1 py-2 text-muted">Pictures that you generate appear here.</p>;
  }
  return (
    <div className="grid max-h-72 grid-cols-3 gap-1.5 overflow-y-auto p-0.5">
      {picks.map(({ url, title }) => (
        <button
          key={url}
          type="button"
          onClick={() => onPick(url)}
          title={title}
          className="aspect-square overflow-hidden rounded-sm bg-well hover:opacity-85"
        >
          <img src={url} alt={title} loading="lazy" className="size-full object-cover" />
        </button>
      ))}
    </div>
  );
}
