"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Coins, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Credits } from "#lib/contract/credits.ts";
import { routes } from "#lib/routes.ts";
import { balanceQuery } from "../credits/queries.ts";
import { useMovingBalance } from "../credits/use-balance.ts";
import { shortCredits } from "../credits/words.ts";
import { cn } from "../ui/cn.ts";

const LOOKS = {
  fine: { icon: Coins, tone: "text-fg [&_svg]:text-faint", word: "" },
  low: { icon: TriangleAlert, tone: "text-accent", word: ", low" },
  zero: { icon: CircleAlert, tone: "text-gateway", word: ", none left" },
} as const;

function lookOf({ total, is_low }: Credits) {
  return total === 0 ? LOOKS.zero : is_low ? LOOKS.low : LOOKS.fine;
}

/** What can be spent and what is held, moving with every generation that starts or ends. */
export function HeaderBalance() {
  useMovingBalance();
  const { data } = useQuery(balanceQuery);
  if (!data) return null;
  const { icon: Icon, tone, word } = lookOf(data);
  const held = data.held > 0 ? `+${shortCredits(data.held)} held` : null;
  return (
    <Link
      href={routes.credits()}
      aria-label={`Credits: ${shortCredits(data.total)}${word}${held ? `, ${held}` : ""}`}
      className={cn(
        "flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 font-mono text-sm tabular-nums transition-colors duration-fast hover:bg-hover max-sm:px-1.5",
        tone,
      )}
    >
      <Icon aria-hidden className={cn("size-4", word === "" && "max-sm:hidden")} />
      <span className="font-semibold">{shortCredits(data.total)}</span>
      {held && <Held words={held} />}
    </Link>
  );
}

/** On small screens a mark only: the number is in the name of the link and on the page. */
function Held({ words }: { words: string }) {
  return (
    <>
      <span className="text-faint text-xs max-md:hidden">{words}</span>
      <span
        aria-hidden
        className="size-1.5 animate-breathe rounded-full bg-accent-mark md:hidden"
      />
    </>
  );
}
