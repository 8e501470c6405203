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

type Row = {
  id: string;
  kind: GrantKind;
  amount: number;
  remaining: number;
  expires_at: Date | null;
};

/** The grants that can be spent, in the order in which they are. */
export async function listSpendable(
  db: Queryable,
  args: { workspaceId: string; mode: Mode; at: Date },
): Promise<SpendableGrant[]> {
  const { rows } = await db.query<Row>({
    name: "credit-spendable",
    text: `select id, kind, amount, remaining, expires_at from credit_grants
      where workspace_id = $1 and mode = $2 and is_open and (expires_at is null or expires_at > $3)
      order by kind <> 'subscription', expires_at nulls last, id`,
    values: [args.workspaceId, args.mode, args.at],
  });
  return rows.map(({ expires_at: expiresAt, ...grant }) => ({ ...grant, expiresAt }));
}

/** The balance of a workspace in a mode. */
export async function getBalance(
  db: Queryable,
  args: { workspaceId: string; mode: Mode; at: Date },
): Promise<Balance> {
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
