"use client";
import { useQueries } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { isTerminal } from "#lib/contract/generation.ts";
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

/** How each run is followed: the newest running ones stream, the others are asked now and then. */
export function useTransports(ids: readonly string[]): (id: string) => Transport {
  const isVisible = useIsVisible();
  const running = useQueries({
    queries: ids.map((id) => ({ ...generationQuery(id), enabled: false })),
    combine: (results) =>
      results.flatMap(({ data }) => (data && !isTerminal(data.status) ? [data.id] : [])),
  });
  // Ids sort by time.
  const streaming = running.toSorted().slice(-STREAMS_MAX);
  return (id) => {
    if (!isVisible) return "none";
    return streaming.includes(id) ? "stream" : "poll";
  };
}
