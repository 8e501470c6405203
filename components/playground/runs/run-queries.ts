import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import type { Result } from "#lib/client/result.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { CallFailed, generationKeys } from "../../generations/queries.ts";
import { laterOf } from "./later-of.ts";

/** How many of the latest generations the playground shows. */
export const RECENT_COUNT = 12;

export const generationKey = (id: string) => ["generation", id] as const;
/** Below `generations`, so that starting one refreshes it with every other list. */
export const recentKey = [...generationKeys.all, "playground"] as const;

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  throw new CallFailed(result.error);
}

/** Takes note of a generation as it was just seen. */
export function noteGeneration(queryClient: QueryClient, seen: Generation): void {
  queryClient.setQueryData<Generation>(generationKey(seen.id), (known) => laterOf(known, seen));
}

/** One generation; the streams write into the same place. */
export function generationQuery(id: string) {
  return queryOptions({
    queryKey: generationKey(id),
    queryFn: async ({ signal, client }) => {
      const seen = unwrap(await browserClient.get(id, { signal }));
      return laterOf(client.getQueryData<Generation>(generationKey(id)), seen);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The latest generations of the workspace, newest first, by id; each is noted as well. */
export const recentQuery = queryOptions({
  queryKey: recentKey,
  queryFn: async ({ signal, client }) => {
    const page = unwrap(await browserClient.list({ limit: RECENT_COUNT }, { signal }));
    for (const seen of page.items) noteGeneration(client, seen);
    return page.items.map((seen) => seen.id);
  },
  staleTime: 10_000,
});
