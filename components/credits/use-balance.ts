"use client";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import { liveGenerations } from "../generations/queries.ts";
import { balanceQuery, creditKeys } from "./queries.ts";

/** Many generations may end at once; the balance is asked for once for all of them. */
const GATHER_MS = 250;
/** Work that goes on moves the balance all the time; the rest of the page need not follow each step. */
const FOLLOW_MS = 5_000;

const idsOf = (live: readonly Generation[]) =>
  live
    .map(({ id }) => id)
    .sort()
    .join();

/** Calls when a generation that this page follows starts or ends: streams know it before any list does. */
function watchFollowed(queryClient: QueryClient, onMove: () => void): () => void {
  const ended = new Map<string, boolean>();
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success") return;
    const { queryKey, queryHash, state } = event.query;
    if (queryKey[0] !== "generation") return;
    const hasEnded = isTerminal((state.data as Generation).status);
    const before = ended.get(queryHash);
    ended.set(queryHash, hasEnded);
    if (before === undefined ? !hasEnded : before !== hasEnded) onMove();
  });
}

/** Asks for the balance anew whenever a generation starts or ends. Once, in the frame of the console. */
export function useMovingBalance(): void {
  const queryClient = useQueryClient();
  const { data: liveIds } = useQuery({ ...liveGenerations, select: idsOf });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onMove = useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: creditKeys.balance });
    }, GATHER_MS);
  });
  useEffect(() => watchFollowed(queryClient, () => onMove.current()), [queryClient]);
  useEffect(() => {
    if (liveIds !== undefined) onMove.current();
  }, [liveIds]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Refreshes everything else about credits when the balance has moved. For the page about them. */
export function useCreditsFollowBalance(): void {
  const queryClient = useQueryClient();
  const { data } = useQuery(balanceQuery);
  const stand = data && `${data.total} ${data.held}`;
  const known = useRef(stand);
  const followedAtMs = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (known.current === stand) return;
    known.current = stand;
    const follow = () => {
      followedAtMs.current = Date.now();
      void queryClient.invalidateQueries({
        queryKey: creditKeys.all,
        predicate: ({ queryKey }) => queryKey[1] !== creditKeys.balance[1],
      });
    };
    clearTimeout(timer.current);
    timer.current = setTimeout(follow, followedAtMs.current + FOLLOW_MS - Date.now());
  }, [queryClient, stand]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
