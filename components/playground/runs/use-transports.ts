"use client";
import { useQueries } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { generationQuery } from "./run-queries.ts";
import type { Transport } from "./use-run.ts";

/** Two streams a tab leave room for actions, pictures and a second tab in a browser's six. */
const STREAMS_MAX = 2;

function subscribeVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

/** Follows nothing in a hidden tab; each stream resumes behind its last event when it is seen again. */
function useIsVisible(): boolean {
  return useSyncExternalStore(
    subscribeVisibility,
    () => document.visibilityState === "visible",
    () => true,
  );
}

/**
 * How each run is followed: running ones stream, those started in this tab first, then the newest;
 * the others are asked now and then.
 */
export function useTransports(
  ids: readonly string[],
  startedHere: readonly string[],
): (id: string) => Transport {
  const isVisible = useIsVisible();
  const running = useQueries({
    queries: ids.map((id) => ({ ...generationQuery(id), enabled: false })),
    combine: (results) =>
      results.flatMap(({ data }) => (data && !isTerminal(data.status) ? [data.id] : [])),
  });
  const isHere = (id: string) => Number(startedHere.includes(id));
  // Ids sort by time.
  const streaming = running
    .toSorted((a, b) => isHere(b) - isHere(a) || (a < b ? 1 : -1))
    .slice(0, STREAMS_MAX);
  return (id) => {
    if (!isVisible) return "none";
    return streaming.includes(id) ? "stream" : "poll";
  };
}
