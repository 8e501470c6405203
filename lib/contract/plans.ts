/** What a workspace subscribes to. Its credits come anew each cycle and do not roll over. */
export type Plan = {
  readonly title: string;
  /** Whole credits a cycle, by mode. Test credits cost nobody anything. */
  readonly monthlyCredits: { readonly test: number; readonly live: number };
};

const TEST_CREDITS = 10_000;

export const PLANS = {
  free: { title: "Free", monthlyCredits: { test: TEST_CREDITS, live: 0 } },
  starter: { title: "Starter", monthlyCredits: { test: TEST_CREDITS, live: 2_000 } },
  pro: { title: "Pro", monthlyCredits: { test: TEST_CREDITS, live: 10_000 } },
} as const satisfies Record<string, Plan>;

export type PlanId = keyof typeof PLANS;

/** The plan of this id, or null: plans leave the table while workspaces still name them. */
export function findPlan(id: string | null): Plan | null {
  return id !== null && Object.hasOwn(PLANS, id) ? PLANS[id as PlanId] : null;
}

/** Purchased credits live so long. */
export const PURCHASED_LIFETIME_MONTHS = 12;

/** Credits that can be bought at once; the price is in cents of US dollars. */
export type Pack = { readonly id: string; readonly credits: number; readonly priceCents: number };

export const PACKS = [
  { id: "pack_500", credits: 500, priceCents: 500 },
  { id: "pack_2500", credits: 2_500, priceCents: 2_300 },
  { id: "pack_10000", credits: 10_000, priceCents: 8_500 },
] as const satisfies readonly Pack[];

export const PACK_IDS = PACKS.map(({ id }) => id) as [
  (typeof PACKS)[number]["id"],
  ...(typeof PACKS)[number]["id"][],
];
