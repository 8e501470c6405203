import type { CreditPacks } from "#lib/contract/credits.ts";

export type Pack = CreditPacks["packs"][number];

/** The pack to offer first: the smallest that gives what is needed, else the one in the middle. */
export function packFor(packs: readonly Pack[], shortfall: number | undefined): Pack | undefined {
  const bySize = [...packs].sort((one, other) => one.credits - other.credits);
  if (shortfall === undefined) return bySize[Math.floor((bySize.length - 1) / 2)];
  return bySize.find(({ credits }) => credits >= shortfall) ?? bySize.at(-1);
}

/** Cents of US dollars that a hundred credits of a pack cost. */
export function centsPerHundred({ credits, price_cents }: Pack): number {
  return Math.round((price_cents * 100) / credits);
}

/** How much less a credit costs than in the dearest pack, in whole percent. */
export function savedPercent(pack: Pack, packs: readonly Pack[]): number {
  const priceOf = ({ price_cents, credits }: Pack) => price_cents / credits;
  const dearest = Math.max(...packs.map(priceOf));
  return Math.round((1 - priceOf(pack) / dearest) * 100);
}
