import type { ListedGrant } from "#lib/contract/credits.ts";

type GrantShares = { remaining: number; held: number; gone: number };

/** Which shares of a grant, 0 to 1, remain, are held and are gone. An adjustment may have put more in. */
export function grantShares(
  grant: Pick<ListedGrant, "amount" | "remaining" | "held">,
): GrantShares {
  const whole = Math.max(grant.amount, grant.remaining + grant.held, 1);
  const remaining = grant.remaining / whole;
  const held = grant.held / whole;
  return { remaining, held, gone: 1 - remaining - held };
}
