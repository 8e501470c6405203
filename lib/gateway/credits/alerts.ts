import type { Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

const ALERTS_MAX = 20;

export type LowBalanceAlert = {
  /** `cra_…`, the same for ever: what is told of the alert elsewhere is known again by it. */
  id: string;
  /** Whole credits: below what the balance fell, and what could be spent then. */
  threshold: number;
  available: number;
  createdAt: Date;
};

/** The last alerts of a workspace in a mode, newest first. */
export async function listAlerts(
  db: Queryable,
  args: { workspaceId: string; mode: Mode },
): Promise<LowBalanceAlert[]> {
  const { rows } = await db.query<LowBalanceAlert>({
    name: "credit-alerts",
    text: `select 'cra_' || id as id, threshold, available, created_at as "createdAt"
      from credit_alerts where workspace_id = $1 and mode = $2
      order by credit_alerts.id desc limit ${ALERTS_MAX}`,
    values: [args.workspaceId, args.mode],
  });
  return rows;
}
