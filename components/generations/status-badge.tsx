import { Ban, CircleCheck, CircleX, Clock } from "lucide-react";
import type { Generation, GenerationStatus } from "#lib/contract/generation.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { duration } from "./words.ts";

export const STATUS_WORDS: Readonly<Record<GenerationStatus, string>> = {
  IN_QUEUE: "Queued",
  IN_PROGRESS: "Running",
  COMPLETED: "Done",
  FAILED: "Failed",
  CANCELED: "Canceled",
};

const LOOKS: Readonly<
  Record<Exclude<GenerationStatus, "COMPLETED">, { tone: Tone; icon: typeof Clock | null }>
> = {
  IN_QUEUE: { tone: "neutral", icon: Clock },
  IN_PROGRESS: { tone: "accent", icon: null },
  FAILED: { tone: "gateway", icon: CircleX },
  CANCELED: { tone: "neutral", icon: Ban },
};

/** Milliseconds from acceptance to the end: what whoever asked had to wait. */
function tookMs({ created_at, finished_at }: Generation): number | null {
  if (!finished_at) return null;
  return new Date(finished_at).getTime() - new Date(created_at).getTime();
}

/** Where a generation stands, and for a finished one how long it took. */
export function StatusBadge({ generation }: { generation: Generation }) {
  const { status } = generation;
  if (status === "COMPLETED") return <Done ms={tookMs(generation)} />;
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge
      tone={tone}
      icon={
        Icon ? (
          <Icon aria-hidden />
        ) : (
          <span aria-hidden className="mx-1 size-1.5 animate-breathe rounded-full bg-current" />
        )
      }
    >
      {STATUS_WORDS[status]}
    </Badge>
  );
}

/** The usual end needs no colour of its own: what was made says it. */
function Done({ ms }: { ms: number | null }) {
  return (
    <span className="flex h-5.5 items-center gap-1.5 text-muted text-xs">
      <CircleCheck aria-hidden className="size-3.5 text-ok" />
      <span>
        {STATUS_WORDS.COMPLETED}
        {ms !== null && (
          <>
            {" in "}
            <span className="font-mono tabular-nums">{duration(ms)}</span>
          </>
        )}
      </span>
    </span>
  );
}
