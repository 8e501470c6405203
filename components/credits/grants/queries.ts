import { infiniteQueryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import type { CreditGrantPage, ListedGrant } from "#lib/contract/credits.ts";
import { unwrap } from "../../generations/queries.ts";

const PAGE_SIZE = 10;
const REFRESH_MS = 10_000;

export type GrantState = ListedGrant["state"];

/** Pages of grants, newest first; what remains of them moves with the work. */
export function grantPages(state: GrantState | null) {
  return infiniteQueryOptions({
    queryKey: ["credits", "grants", state],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { ...(state && { state }), ...cursor, limit: PAGE_SIZE };
      return unwrap(await browserClient.creditGrants(query, { signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page: CreditGrantPage) => page.next_cursor ?? undefined,
    refetchInterval: REFRESH_MS,
  });
}
