import type { PartKind } from "./balance-parts.ts";

/** Held credits are hatched: neither gone nor to be spent. */
export const PART_LOOKS: Readonly<Record<PartKind, { title: string; fill: string }>> = {
  subscription: { title: "Subscription", fill: "bg-accent-mark" },
  purchased: { title: "Purchased", fill: "bg-caller" },
  promotional: { title: "Promotional", fill: "bg-provider" },
  held: { title: "Held", fill: "hatched" },
};
