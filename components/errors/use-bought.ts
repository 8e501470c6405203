"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Billing } from "#lib/contract/errors.ts";
import { balanceQuery } from "../credits/queries.ts";

export type BoughtCredits = {
  /** Credits that can be spent now; null when none were bought from this card. */
  left: number | null;
  /** Some were bought, and the generation that was refused can be paid now. */
  isEnough: boolean;
  onBought: (credits: number) => void;
};

/** What a purchase from an error card changed: reckoned at once, then as the balance says. */
export function useBought(billing: Billing | undefined): BoughtCredits {
  const [bought, setBought] = useState<{ credits: number; atMs: number } | null>(null);
  const { data, dataUpdatedAt } = useQuery({ ...balanceQuery, enabled: bought !== null });
  const onBought = (credits: number) =>
    setBought((before) => ({ credits: credits + (before?.credits ?? 0), atMs: Date.now() }));
  if (!bought) return { left: null, isEnough: false, onBought };
  const isKnown = data !== undefined && dataUpdatedAt > bought.atMs;
  const left = isKnown ? data.total : bought.credits + (billing?.available ?? data?.total ?? 0);
  return { left, isEnough: left >= (billing?.required ?? 0), onBought };
}
