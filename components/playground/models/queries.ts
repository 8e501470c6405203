import { queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import { unwrap } from "../../generations/queries.ts";

const STALE_MS = 5 * 60_000;

/** All models of the catalogue; the playground has them already and keeps them here for others. */
export const catalogueModels = queryOptions({
  queryKey: ["models"],
  queryFn: async ({ signal }) => unwrap(await browserClient.models({ signal })).items,
  staleTime: STALE_MS,
  retry: false,
});
