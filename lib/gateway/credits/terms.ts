import type { Credits } from "#lib/contract/credits.ts";
import { findPlan } from "#lib/contract/plans.ts";
import type { Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

/** What a workspace gets by itself, and below how many credits it is warned. */
export type Terms = { plan: Credits["plan"]; lowBalance: number | null };

/** The plan and the threshold of a workspace; a plan that is no longer sold counts as none. */
export async function readTerms(
  db: Queryable,
  args: { workspaceId: string; mode: Mode },
): Promise<Terms> {
  const { rows } = await db.query<{
    plan: string | null;
    plan_renews_at: Date | null;
    low_balance: number | null;
  }>({
    name: "credit-terms",
    text: "select plan, plan_renews_at, low_balance from workspaces where id = $1",
    values: [args.workspaceId],
  });
  const [row] = rows;
  const plan = findPlan(row?.plan ?? null);
  return {
    plan: plan && {
      id: row?.plan ?? "",
      title: plan.title,
      monthly_credits: plan.monthlyCredits[args.mode],
      renews_at: row?.plan_renews_at?.toISOString() ?? null,
    },
    lowBalance: row?.low_balance ?? null,
  };
}
