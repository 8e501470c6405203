import type pg from "pg";
import { findPlan } from "#lib/contract/plans.ts";
import type { Mode } from "../db/schema.ts";
import { inTransaction } from "../db/transaction.ts";
import { cycleAt } from "./cycle.ts";
import { grantCredits } from "./grant.ts";

const MODES: readonly Mode[] = ["test", "live"];
const BATCH = 200;
/**
 * So long before a cycle begins its credits come. It is more than from one look to the next, so that
 * nobody stands without any between the end of a cycle and the look behind it.
 */
const LEAD_MS = 90_000;

type Due = { id: string; plan: string; plan_started_at: Date };

/** What plans have given for a cycle already, by mode. */
async function givenFor(db: pg.ClientBase, id: string, start: Date): Promise<Map<Mode, number>> {
  const { rows } = await db.query<{ mode: Mode; amount: number }>(
    `select mode, sum(amount)::int as amount from credit_grants
     where workspace_id = $1 and source = 'plan' and source_ref like '%:' || $2 group by mode`,
    [id, start.toISOString()],
  );
  return new Map(rows.map(({ mode, amount }) => [mode, amount]));
}

/**
 * Gives a workspace what its plan has more for the cycle than plans have given for it, and notes when
 * the next begins. Whoever comes second changes nothing, and so gives nothing.
 */
async function renew(db: pg.ClientBase, workspace: Due, at: Date): Promise<number> {
  const { id, plan, plan_started_at: anchor } = workspace;
  const dueBy = new Date(at.getTime() + LEAD_MS);
  // The database's clock may be ahead of ours when it notes the begin.
  const { start, end } = cycleAt(anchor, dueBy < anchor ? anchor : dueBy);
  const mine = await db.query(
    `update workspaces set plan_renews_at = $4 where id = $1 and plan = $2 and plan_started_at = $3
       and (plan_renews_at is null or plan_renews_at <= $5)`,
    [id, plan, anchor, end, dueBy],
  );
  if (mine.rowCount === 0) return 0;
  const given = await givenFor(db, id, start);
  let grants = 0;
  for (const mode of MODES) {
    const amount = (findPlan(plan)?.monthlyCredits[mode] ?? 0) - (given.get(mode) ?? 0);
    if (amount <= 0) continue;
    const grant = await grantCredits(db, {
      workspaceId: id,
      mode,
      kind: "subscription",
      amount,
      source: "plan",
      sourceRef: `${plan}:${start.toISOString()}`,
      expiresAt: end,
      at,
    });
    if (grant !== null) grants += 1;
  }
  return grants;
}

/**
 * Renews every subscription whose cycle has begun, or is about to; with `workspaceId` that one alone.
 * Gives how many grants were made. Right at any time and by any number of processes: a cycle is given
 * once, and after a long downtime only the present one, since credits do not roll over. A workspace
 * that cannot be renewed does not keep the others from it; what it failed by is thrown at the end.
 */
export async function renewSubscriptions(
  pool: pg.Pool,
  at: Date,
  workspaceId: string | null = null,
): Promise<number> {
  const dueBy = new Date(at.getTime() + LEAD_MS);
  const failures: unknown[] = [];
  let grants = 0;
  let last = "";
  for (;;) {
    const { rows } = await pool.query<Due>(
      `select id, plan, plan_started_at from workspaces
       where plan is not null and (plan_renews_at is null or plan_renews_at <= $1) and id > $2
         and ($3::text is null or id = $3)
       order by id limit ${BATCH}`,
      [dueBy, last, workspaceId],
    );
    for (const workspace of rows) {
      try {
        grants += await inTransaction(pool, (client) => renew(client, workspace, at));
      } catch (error) {
        failures.push(error);
      }
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < BATCH) break;
  }
  if (failures.length > 0) throw new AggregateError(failures, "some plans were not renewed");
  return grants;
}
