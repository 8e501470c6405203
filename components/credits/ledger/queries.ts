import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import type { CreditEntryPage } from "#lib/contract/credits.ts";
import { unwrap } from "../../generations/queries.ts";
import { type LedgerFilters, toQuery } from "./filters.ts";

/** Entries that one answer holds; the server's first read and the browser's must agree. */
export const LEDGER_PAGE_SIZE = 30;
const HEAD_REFRESH_MS = 4_000;
const AWAY_REFRESH_MS = 20_000;

/**
 * Pages of the ledger, newest first. An entry never changes, so a page once read stays true: what
 * is new comes by `ledgerHead`. Not below `credits`, so that a new balance does not read it all again.
 */
export function ledgerPages(filters: LedgerFilters, firstPage: CreditEntryPage | null) {
  return infiniteQueryOptions({
    queryKey: ["credit-ledger", toQuery(filters)],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { ...toQuery(filters), ...cursor, limit: LEDGER_PAGE_SIZE };
      return unwrap(await browserClient.creditEntries(query, { signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page: CreditEntryPage) => page.next_cursor ?? undefined,
    ...(firstPage && { initialData: { pages: [firstPage], pageParams: [""] } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The newest entries, asked for again while the page is looked at, and whenever the balance moves. */
export function ledgerHead(filters: LedgerFilters) {
  return queryOptions({
    queryKey: ["credits", "entries", toQuery(filters)],
    queryFn: async ({ signal }) => {
      const query = { ...toQuery(filters), limit: LEDGER_PAGE_SIZE };
      return unwrap(await browserClient.creditEntries(query, { signal }));
    },
    refetchInterval: ({ state }) => (state.status === "error" ? AWAY_REFRESH_MS : HEAD_REFRESH_MS),
    retry: false,
  });
}
