"use client";
import { ListFilter } from "lucide-react";
import type { ListedGrant } from "#lib/contract/credits.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { TimeIn } from "../local-time.tsx";
import { shortId } from "../short-id.ts";
import { expiryWords } from "../time-words.ts";

const STATE_LOOKS: Readonly<Record<ListedGrant["state"], { tone: Tone; word: string }>> = {
  active: { tone: "ok", word: "Active" },
  spent: { tone: "neutral", word: "Spent" },
  expired: { tone: "neutral", word: "Expired" },
};

/** Its turn among the grants that can be spent, or what became of it. */
export function GrantTurn({ grant, turn }: { grant: ListedGrant; turn: number | null }) {
  if (turn !== null) {
    return (
      <span
        title={turn === 1 ? "Used first" : `Used after ${turn - 1} other${turn > 2 ? "s" : ""}`}
        className="inline-grid h-5.5 min-w-5.5 place-items-center rounded-full bg-accent-soft px-1.5 font-mono text-accent text-xs tabular-nums"
      >
        <span className="sr-only">Used as number </span>
        {turn}
      </span>
    );
  }
  const { tone, word } = STATE_LOOKS[grant.state];
  return <Badge tone={tone}>{word}</Badge>;
}

/** When the credits end, soon in the colour of what wants attention. */
export function GrantExpiry({ grant, nowMs }: { grant: ListedGrant; nowMs: number }) {
  const { expires_at: expiresAt, state } = grant;
  const words = expiryWords(expiresAt, nowMs);
  if (expiresAt === null) return <span className="text-muted">{words}</span>;
  const isSoon = state === "active" && new Date(expiresAt).getTime() - nowMs < 7 * 86_400_000;
  return (
    <span className={isSoon ? "text-accent" : "text-muted"}>
      <TimeIn iso={expiresAt}>{words}</TimeIn>
    </span>
  );
}

export type ShowEntries = (grantId: string) => void;

export function EntriesOfGrant({ id, onShow }: { id: string; onShow: ShowEntries }) {
  return (
    <Button
      variant="quiet"
      size="sm"
      icon={<ListFilter aria-hidden />}
      aria-label={`Entries of ${shortId(id)}`}
      onClick={() => onShow(id)}
    >
      <span className="sm:max-lg:hidden">Entries</span>
    </Button>
  );
}
