import type pg from "pg";
import type { PlanId } from "#lib/contract/plans.ts";
import { renewSubscriptions } from "./renew.ts";

/**
 * Puts a workspace on another plan, or on none (null).
 *
 * - More credits a month: the difference comes at once, for the rest of the present cycle. So a cycle
 *   gives in all what the best of its plans gives, however often the plan changes.
 * - Fewer, or none: what was given lives to the end of its cycle; from the next on it is the new plan.
 * - Cycles go on as they were counted. They are counted anew, from now on, only for a workspace that
 *   had no plan and nothing more of a plan's.
 */
export async function changePlan(
  pool: pg.Pool,
  args: { workspaceId: string; plan: PlanId | null; at: Date },
): Promise<void> {
  await pool.query(
    `update workspaces set plan = $2, plan_renews_at = null,
       plan_started_at = case when plan is null and not exists (
         select from credit_grants
         where workspace_id = $1 and source = 'plan' and expires_at > $3
       ) then $3 else plan_started_at end
     where id = $1`,
    [args.workspaceId, args.plan, args.at],
  );
  await renewSubscriptions(pool, args.at, args.workspaceId);
}
