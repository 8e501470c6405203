import { Check, Hourglass, Lock, Plus, SlidersHorizontal, Undo2 } from "lucide-react";
import type { CreditEntry } from "#lib/contract/credits.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { KIND_MEANINGS, KIND_WORDS } from "./entry-words.ts";

const LOOKS: Readonly<Record<CreditEntry["kind"], { tone: Tone; icon: typeof Check }>> = {
  grant: { tone: "ok", icon: Plus },
  hold: { tone: "neutral", icon: Lock },
  capture: { tone: "accent", icon: Check },
  release: { tone: "ok", icon: Undo2 },
  expire: { tone: "neutral", icon: Hourglass },
  adjust: { tone: "caller", icon: SlidersHorizontal },
};

/** What happened to the credits, in a word. */
export function EntryBadge(props: { kind: CreditEntry["kind"]; className?: string }) {
  const { kind, className } = props;
  const { tone, icon: Icon } = LOOKS[kind];
  return (
    <Badge
      tone={tone}
      icon={<Icon aria-hidden />}
      title={KIND_MEANINGS[kind]}
      {...(className && { className })}
    >
      {KIND_WORDS[kind]}
    </Badge>
  );
}
