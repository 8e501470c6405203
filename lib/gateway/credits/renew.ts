import { findPlan } from "#lib/contract/plans.ts";
import type { Mode } from "../db/schema.ts";
import { cycleAt } from "./cycle.ts";
import { grantCredits } from "./grant.ts";
import type { Queryable } from "./ledger.ts";

const MODES: readonly Mode[] = ["test", "live"];
const BATCH = 200;

type Due = { id: string; plan: string; plan_started_at: Date };

/** Gives a workspace the credits of the cycle that it is in, each mode once, and notes when the next begins. */
async function renew(db: Queryable, workspace: Due, at: Date): Promise<number> {
  const { start, end } = cycleAt(workspace.plan_started_at, at);
  let given = 0;
  for (const mode of MODES) {
    const amount = findPlan(workspace.plan)?.monthlyCredits[mode] ?? 0;
    if (amount === 0) continue;
    const id = await grantCredits(db, {
      workspaceId: workspace.id,
      mode,
      kind: "subscription",
      amount,
      source: "plan",
      sourceRef: `${workspace.plan}:${start.toISOString()}`,
      expiresAt: end,
      at,
    });
    if (id !== null) given += 1;
  }
  await db.query("update workspaces set plan_renews_at = $2 where id = $1 and plan = $3", [
    workspace.id,
    end,
    workspace.plan,
  ]);
  return given;
}

/**
 * Renews every subscription whose cycle has begun; gives how many grants were made. The grant names
 * its cycle, so whoever comes second, or again after a crash, gives nothing; after a long downtime
 * only the present cycle is given, since credits do not roll over.
 */
export async function renewSubscriptions(db: Queryable, at: Date): Promise<number> {
  let given = 0;
  for (;;) {
    const due = await db.query<Due>(
      `select id, plan, plan_started_at from workspaces
       where plan is not null and (plan_renews_at is null or plan_renews_at <= $1)
       order by id limit ${BATCH}`,
      [at],
    );
    for (const workspace of due.rows) given += await renew(db, workspace, at);
    if (due.rows.length < BATCH) return given;
  }
}
