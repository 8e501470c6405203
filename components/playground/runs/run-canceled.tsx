"use client";
import { CircleSlash, Repeat2, RotateCcw } from "lucide-react";
import type { Generation } from "#lib/contract/generation.ts";
import { Button } from "../../ui/button.tsx";
import { CardFooter } from "../../ui/card.tsx";
import { formatCredits } from "../format.ts";
import { usePlaygroundActions } from "../playground-actions.ts";

/** A run that somebody ended: what came back, and the way to have it after all. */
export function RunCanceled({ generation }: { generation: Generation }) {
  const { remix, retry } = usePlaygroundActions();
  const credits = generation.usage.total;
  return (
    <CardFooter className="text-sm">
      <CircleSlash aria-hidden className="size-4" />
      <span className="text-muted">
        <span className="font-medium text-fg">Canceled.</span> Not charged
        {credits > 0 && `, ${formatCredits(credits)} returned`}.
      </span>
      <span className="-mr-2 ml-auto flex gap-0.5">
        <Button
          variant="quiet"
          size="sm"
          icon={<RotateCcw aria-hidden />}
          onClick={() => retry(generation)}
        >
          Generate again
        </Button>
        <Button
          variant="quiet"
          size="sm"
          icon={<Repeat2 aria-hidden />}
          onClick={() => remix(generation)}
        >
          Remix
        </Button>
      </span>
    </CardFooter>
  );
}
