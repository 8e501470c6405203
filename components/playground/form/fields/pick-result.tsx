"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { AudioLines, Clapperboard, Images } from "lucide-react";
import { useState } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import type { Accepts } from "#lib/contract/models/model.ts";
import { promptOf } from "../../../generations/words.ts";
import { Button } from "../../../ui/button.tsx";
import { cn } from "../../../ui/cn.ts";
import { Popover } from "../../../ui/popover.tsx";
import { resultFiles } from "../../runs/result-files.ts";
import { generationKey, recentQuery } from "../../runs/run-queries.ts";

export type PickResultProps = { accepts: Accepts; label: string; onPick: (url: string) => void };

type Pick = { url: string; title: string };

function picksOf(generation: Generation | undefined, accepts: Accepts): Pick[] {
  if (!generation?.data || generation.data.type !== accepts) return [];
  return resultFiles(generation.data).map(({ url }) => ({ url, title: promptOf(generation) }));
}

const NAMES = { image: "Pictures", video: "Videos", audio: "Voices" } as const;

const ICONS = { image: Images, video: Clapperboard, audio: AudioLines } as const;

/** Takes a picture, film or voice that was made before. */
export function PickResult({ accepts, label, onPick }: PickResultProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (accepts === "file") return null;
  const Icon = ICONS[accepts];
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
      trigger={<Button icon={<Icon aria-hidden />} aria-label={label} title={label} />}
    >
      <Results accepts={accepts} onPick={pick} />
    </Popover>
  );
}

type ResultsProps = { accepts: keyof typeof NAMES; onPick: (url: string) => void };

function Results({ accepts, onPick }: ResultsProps) {
  const queryClient = useQueryClient();
  const { data: ids = [] } = useQuery(recentQuery);
  const picks = ids.flatMap((id) => picksOf(queryClient.getQueryData(generationKey(id)), accepts));
  if (picks.length === 0) {
    return <p className="px-1 py-2 text-muted">{NAMES[accepts]} that you generate appear here.</p>;
  }
  return (
    <div
      className={cn(
        "grid max-h-72 gap-1.5 overflow-y-auto p-0.5",
        accepts !== "audio" && "grid-cols-3",
      )}
    >
      {picks.map(({ url, title }) => (
        <button
          key={url}
          type="button"
          onClick={() => onPick(url)}
          title={title}
          className={cn(
            "overflow-hidden rounded-sm bg-well text-left hover:opacity-85",
            accepts === "audio" ? "flex items-center gap-2 px-2.5 py-2" : "aspect-square",
          )}
        >
          <Thumbnail accepts={accepts} url={url} title={title} />
        </button>
      ))}
    </div>
  );
}

function Thumbnail({ accepts, url, title }: Pick & { accepts: keyof typeof NAMES }) {
  switch (accepts) {
    case "image":
      return <img src={url} alt={title} loading="lazy" className="size-full object-cover" />;
    case "video":
      return (
        <video
          src={`${url}#t=0.001`}
          aria-label={title}
          preload="metadata"
          muted
          playsInline
          className="size-full object-cover"
        />
      );
    case "audio":
      return (
        <>
          <AudioLines aria-hidden className="size-4 shrink-0 text-faint" />
          <span className="truncate text-sm">{title}</span>
        </>
      );
  }
}
