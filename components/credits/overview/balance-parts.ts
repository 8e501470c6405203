import type { GRANT_KINDS } from "#lib/contract/credit-kinds.ts";
import type { Credits } from "#lib/contract/credits.ts";

export type GrantKind = (typeof GRANT_KINDS)[number];
export type PartKind = GrantKind | "held";

/** A stretch of the bar; shares of all that there is, 0 to 1. */
export type BalancePart = {
  kind: PartKind;
  credits: number;
  share: number;
  /** How much of it, at its beginning, is what expires soonest. */
  soonest: number;
};

export type SoonestExpiry = {
  atMs: number;
  credits: number;
  kind: GrantKind;
  /** Nothing else is used before it. */
  isNext: boolean;
};

const ORDER: readonly GrantKind[] = ["subscription", "purchased", "promotional"];

/** The credits that end first of all; those of grants that end at the same time count together. */
export function soonestExpiry(grants: Credits["grants"]): SoonestExpiry | null {
  const ending = grants.flatMap(({ expires_at, kind, remaining }) =>
    expires_at === null ? [] : [{ atMs: Date.parse(expires_at), kind, remaining }],
  );
  const atMs = Math.min(...ending.map((grant) => grant.atMs));
  const first = ending.find((grant) => grant.atMs === atMs);
  if (!first) return null;
  const together = ending.filter((grant) => grant.atMs === atMs && grant.kind === first.kind);
  const credits = together.reduce((sum, { remaining }) => sum + remaining, 0);
  const isNext =
    first.kind === "subscription" || grants.every(({ kind }) => kind !== "subscription");
  return { atMs, credits, kind: first.kind, isNext };
}

/** What can be spent by kind, then what is held; a kind without credits has no part. */
export function balanceParts({ grants, held }: Pick<Credits, "grants" | "held">): BalancePart[] {
  const soonest = soonestExpiry(grants);
  const sums = ORDER.map((kind) => ({
    kind,
    credits: grants
      .filter((grant) => grant.kind === kind)
      .reduce((sum, { remaining }) => sum + remaining, 0),
  }));
  const all = sums.reduce((sum, { credits }) => sum + credits, held);
  return [...sums, { kind: "held" as const, credits: held }]
    .filter(({ credits }) => credits > 0)
    .map(({ kind, credits }) => ({
      ...{ kind, credits, share: credits / all },
      soonest: soonest?.kind === kind ? soonest.credits / credits : 0,
    }));
}
