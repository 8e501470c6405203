import type { GRANT_STATES } from "#lib/contract/credit-kinds.ts";
import type { GrantRow, Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

type GrantState = (typeof GRANT_STATES)[number];

export type GrantFilter = {
  workspaceId: string;
  mode: Mode;
  /** Only grants before this id: newest first. */
  before: string | null;
  state: GrantState | null;
  at: Date;
  limit: number;
};

export type PastGrant = Pick<
  GrantRow,
  "id" | "kind" | "amount" | "remaining" | "held" | "source" | "expiresAt" | "createdAt"
> & { state: GrantState };

/** Past its end a grant has expired, whether the sweep has been there or not. */
const STATE_SQL = `case when expires_at <= $3 then 'expired'
  when remaining = 0 and held = 0 then 'spent' else 'active' end`;

/** One page of the grants of a workspace, newest first, with what became of them. */
export async function listGrants(db: Queryable, filter: GrantFilter): Promise<PastGrant[]> {
  const values: unknown[] = [filter.workspaceId, filter.mode, filter.at];
  const conditions = ["workspace_id = $1", "mode = $2"];
  if (filter.before !== null) conditions.push(`id < $${values.push(filter.before)}`);
  if (filter.state !== null) conditions.push(`${STATE_SQL} = $${values.push(filter.state)}`);
  const { rows } = await db.query<PastGrant>(
    `select id, kind, amount, remaining, held, source, expires_at as "expiresAt",
       created_at as "createdAt", ${STATE_SQL} as state
     from credit_grants where ${conditions.join(" and ")}
     order by id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows;
}
