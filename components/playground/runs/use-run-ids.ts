"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { generationKeys } from "../../generations/queries.ts";
import { noteGeneration, recentKey, recentQuery } from "./run-queries.ts";

const CHANNEL = "rushes-generations";

/** Tells other tabs of this browser that there is something new, and hears it from them. */
function useTabs(onNews: () => void): () => void {
  const [channel, setChannel] = useState<BroadcastChannel | null>(null);
  useEffect(() => {
    const opened = new BroadcastChannel(CHANNEL);
    setChannel(opened);
    return () => opened.close();
  }, []);
  useEffect(() => {
    channel?.addEventListener("message", onNews);
    return () => channel?.removeEventListener("message", onNews);
  }, [channel, onNews]);
  return () => channel?.postMessage("created");
}

export type RunIds = {
  ids: readonly string[];
  /** Those of them that this tab started, newest first. */
  startedHere: readonly string[];
  /** Not yet known whether there are any. */
  isPending: boolean;
  /** The one to look at: just started, or named by the address. */
  focusedId: string | null;
  /** Takes in a generation that was just started; it may take the place of another. */
  add: (generation: Generation, replacedId?: string) => void;
};

/** Which generations the page shows, newest first: the latest of the workspace, and the one asked for. */
export function useRunIds(pinnedId: string | null): RunIds {
  const queryClient = useQueryClient();
  const recent = useQuery(recentQuery);
  const [started, setStarted] = useState<readonly string[]>([]);
  const [replaced, setReplaced] = useState<readonly string[]>([]);
  const [refresh] = useState(() => () => {
    void queryClient.invalidateQueries({ queryKey: recentKey });
  });
  const tell = useTabs(refresh);
  const known = new Set([...started, ...(recent.data ?? [])]);
  const isPinnedOld = pinnedId !== null && !known.has(pinnedId);
  // Ids are made so that they sort by time.
  const newestFirst = [...known].sort().reverse();
  return {
    ids: [...(isPinnedOld ? [pinnedId] : []), ...newestFirst].filter(
      (id) => !replaced.includes(id),
    ),
    startedHere: started,
    isPending: recent.isPending,
    focusedId: started[0] ?? pinnedId,
    add: (generation, replacedId) => {
      noteGeneration(queryClient, generation);
      setStarted((ids) => [generation.id, ...ids]);
      if (replacedId !== undefined) setReplaced((ids) => [...ids, replacedId]);
      void queryClient.invalidateQueries({ queryKey: generationKeys.all });
      tell();
    },
  };
}
