import { queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import { unwrap } from "../../generations/queries.ts";

const REFRESH_MS = 10_000;

/** Keys with their caps and what they used of them this month. */
export const keyLimitList = queryOptions({
  queryKey: ["credits", "keys"],
  queryFn: async ({ signal }) => unwrap(await browserClient.keyLimits({ signal })).items,
  refetchInterval: REFRESH_MS,
});
