import type { GrantKind, Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

/** What can be spent at a time, by bucket, and what is held by work that has not ended. */
export type Balance = { total: number; subscription: number; permanent: number; held: number };

export type SpendableGrant = {
  id: string;
  kind: GrantKind;
  amount: number;
  remaining: number;
  expiresAt: Date | null;
};

type Of = { workspaceId: string; mode: Mode; at: Date };

/** A row a grant, or one without when there is none. */
type Row = { held: number } & (
  | { id: null }
  | { id: string; kind: GrantKind; amount: number; remaining: number; expires_at: Date | null }
);

/**
 * The balance of a workspace in a mode with the grants that it consists of, in the order in which they
 * are spent. One look, so they add up whatever moves meanwhile.
 */
export async function readSpendable(
  db: Queryable,
  args: Of,
): Promise<Balance & { grants: SpendableGrant[] }> {
  const { rows } = await db.query<Row>({
    name: "credit-spendable",
    text: `select account.held, id, kind, amount, remaining, expires_at
      from (
        select coalesce((select held from credit_accounts where workspace_id = $1 and mode = $2), 0) as held
      ) as account left join credit_grants on workspace_id = $1 and mode = $2 and is_open
        and (expires_at is null or expires_at > $3)
      order by kind <> 'subscription', expires_at nulls last, id`,
    values: [args.workspaceId, args.mode, args.at],
  });
  const grants: SpendableGrant[] = [];
  const balance = { total: 0, subscription: 0, permanent: 0, held: rows[0]?.held ?? 0 };
  for (const row of rows) {
    if (row.id === null) continue;
    const { id, kind, amount, remaining, expires_at: expiresAt } = row;
    grants.push({ id, kind, amount, remaining, expiresAt });
    balance.total += remaining;
    balance[kind === "subscription" ? "subscription" : "permanent"] += remaining;
  }
  return { ...balance, grants };
}

/** The balance of a workspace in a mode. */
export async function getBalance(db: Queryable, args: Of): Promise<Balance> {
  const { rows } = await db.query<Balance>({
    name: "credit-balance",
    text: `select coalesce(sum(remaining), 0)::int as total,
        coalesce(sum(remaining) filter (where kind = 'subscription'), 0)::int as subscription,
        coalesce(sum(remaining) filter (where kind <> 'subscription'), 0)::int as permanent,
        coalesce((select held from credit_accounts where workspace_id = $1 and mode = $2), 0) as held
      from credit_grants
      where workspace_id = $1 and mode = $2 and is_open and (expires_at is null or expires_at > $3)`,
    values: [args.workspaceId, args.mode, args.at],
  });
  const [row] = rows;
  if (!row) throw new Error("a sum has one row");
  return row;
}
