import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import type { ClientError, Result } from "#lib/client/result.ts";
import type { Generation, GenerationPage } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation-status.ts";
import type { GenerationFilters } from "./filters.ts";
import { PAGE_SIZE } from "./page-size.ts";

const LIVE_REFRESH_MS = 1_500;
const CALM_REFRESH_MS = 20_000;

/** Everything about generations is below `generations`: invalidate that after starting one. */
export const generationKeys = {
  all: ["generations"] as const,
  live: ["generations", "live"] as const,
  list: (filters: GenerationFilters) => ["generations", "list", filters] as const,
};

/** A failed call as something that a query can throw; `error` says why. */
export class CallFailed extends Error {
  readonly error: ClientError;
  constructor(error: ClientError) {
    super(error.message);
    this.error = error;
  }
}

/** What a call gave, for a query that throws when it failed. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  throw new CallFailed(result.error);
}

function isRunning({ status }: Generation): boolean {
  return !isTerminal(status);
}

/** Generations that are not at their end; asked often while there are some. */
export const liveGenerations = queryOptions({
  queryKey: generationKeys.live,
  queryFn: async ({ signal }) => {
    const [queued, running] = await Promise.all([
      browserClient.list({ status: "IN_QUEUE", limit: 100 }, { signal }),
      browserClient.list({ status: "IN_PROGRESS", limit: 100 }, { signal }),
    ]);
    return [...unwrap(running).items, ...unwrap(queued).items];
  },
  refetchInterval: (query) => (query.state.data?.length ? LIVE_REFRESH_MS : CALM_REFRESH_MS),
  retry: false,
});

/** Pages of generations, newest first, refreshed while one of them runs. */
export function generationList(filters: GenerationFilters, firstPage: GenerationPage | null) {
  return infiniteQueryOptions({
    queryKey: generationKeys.list(filters),
    queryFn: async ({ pageParam, signal }) => {
      const { media, status } = filters;
      const query = { ...(media && { media }), ...(status && { status }) };
      const cursor = pageParam ? { cursor: pageParam } : {};
      return unwrap(
        await browserClient.list({ ...query, ...cursor, limit: PAGE_SIZE }, { signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (page: GenerationPage) => page.next_cursor ?? undefined,
    ...(firstPage && { initialData: { pages: [firstPage], pageParams: [""] } }),
    refetchInterval: (query) => {
      const isLive = query.state.data?.pages.some((page) => page.items.some(isRunning));
      return isLive ? LIVE_REFRESH_MS : CALM_REFRESH_MS;
    },
  });
}

/** The last few, for the palette. */
export const recentGenerations = queryOptions({
  queryKey: ["generations", "recent"],
  queryFn: async ({ signal }) => unwrap(await browserClient.list({ limit: 6 }, { signal })).items,
  staleTime: 5_000,
  retry: false,
});
