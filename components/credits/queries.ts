import { queryOptions } from "@tanstack/react-query";
import { browserClient } from "#lib/client/browser.ts";
import type { CreditUsage, Payment } from "#lib/contract/credits.ts";
import { unwrap } from "../generations/queries.ts";

const LIVE_REFRESH_MS = 1_500;
const CALM_REFRESH_MS = 20_000;
const PAYMENT_REFRESH_MS = 2_000;
const PAYMENT_FRESH_MS = 600_000;

export type UsageSplit = "media" | "model";

/** Everything about credits is below `credits`: invalidate that after money has moved. */
export const creditKeys = {
  all: ["credits"] as const,
  balance: ["credits", "balance"] as const,
  holds: ["credits", "holds"] as const,
  alerts: ["credits", "alerts"] as const,
  packs: ["credits", "packs"] as const,
  payments: ["credits", "payments"] as const,
  usage: (split: UsageSplit) => ["credits", "usage", split] as const,
};

/** Often while credits are held, unless the last answer was a refusal: those are not hurried. */
function heldRefreshMs(isHeld: boolean, { status }: { status: string }): number {
  return isHeld && status !== "error" ? LIVE_REFRESH_MS : CALM_REFRESH_MS;
}

/** What can be spent and what is held; asked often while something is held. */
export const balanceQuery = queryOptions({
  queryKey: creditKeys.balance,
  queryFn: async ({ signal }) => unwrap(await browserClient.credits({ signal })),
  refetchInterval: ({ state }) => heldRefreshMs((state.data?.held ?? 0) > 0, state),
  retry: false,
});

/** What holds credits right now. */
export const holdsQuery = queryOptions({
  queryKey: creditKeys.holds,
  queryFn: async ({ signal }) => unwrap(await browserClient.creditHolds({ signal })),
  refetchInterval: ({ state }) => heldRefreshMs((state.data?.count ?? 0) > 0, state),
  retry: false,
});

/** What the last 30 days cost, day by day (UTC), each divided by medium or model. */
export function usageQuery(split: UsageSplit) {
  return queryOptions({
    queryKey: creditKeys.usage(split),
    queryFn: async ({ signal }): Promise<CreditUsage> =>
      unwrap(await browserClient.creditUsage({ by: "day", split }, { signal })),
    staleTime: 30_000,
  });
}

/** The last low-balance alerts, newest first. */
export const alertsQuery = queryOptions({
  queryKey: creditKeys.alerts,
  queryFn: async ({ signal }) => unwrap(await browserClient.creditAlerts({ signal })).items,
  retry: false,
});

/** What can be bought, and how it is paid. */
export const packsQuery = queryOptions({
  queryKey: creditKeys.packs,
  queryFn: async ({ signal }) => unwrap(await browserClient.creditPacks({ signal })),
  staleTime: 60_000,
  retry: false,
});

/** It was begun minutes ago, so that its end is being waited for. */
function isFresh({ created_at }: Payment): boolean {
  return Date.now() - Date.parse(created_at) < PAYMENT_FRESH_MS;
}

/** How soon to ask again: a payment that was given up stays pending for a day. */
function paymentRefreshMs(payments: readonly Payment[]): number | false {
  const pending = payments.filter(({ status }) => status === "pending");
  if (pending.some(isFresh)) return PAYMENT_REFRESH_MS;
  return pending.length > 0 && CALM_REFRESH_MS;
}

/** The last purchases, newest first; asked often while one of them has just been begun. */
export const paymentsQuery = queryOptions({
  queryKey: creditKeys.payments,
  queryFn: async ({ signal }) => unwrap(await browserClient.payments({ signal })).items,
  refetchInterval: (query) => paymentRefreshMs(query.state.data ?? []),
  retry: false,
});

/**
 * The last purchases, for a page that shows where one of them stands: that one is asked for often
 * while it is fresh, also once it is paid, since a refund may be told at the same moment.
 */
export function followedPaymentsQuery(id: string) {
  return {
    ...paymentsQuery,
    refetchInterval: ({ state }: { state: { data?: Payment[] | undefined } }) => {
      const payments = state.data ?? [];
      const followed = payments.find((each) => each.id === id);
      return followed && isFresh(followed) ? PAYMENT_REFRESH_MS : paymentRefreshMs(payments);
    },
  };
}
