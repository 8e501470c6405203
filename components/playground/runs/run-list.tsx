"use client";
import type { ReactNode } from "react";
import { RunCard } from "./run-card.tsx";
import { RunSkeleton } from "./run-skeleton.tsx";
import type { RunIds } from "./use-run-ids.ts";
import { useTransports } from "./use-transports.ts";

/** Runs as cards, newest first. */
export function RunList({ runs, empty }: { runs: RunIds; empty: ReactNode }) {
  const transportOf = useTransports(runs.ids, runs.startedHere);
  if (runs.isPending) return <RunSkeleton />;
  if (runs.ids.length === 0) return empty;
  return runs.ids.map((id) => (
    <RunCard key={id} id={id} transport={transportOf(id)} isFocused={id === runs.focusedId} />
  ));
}
