import type { Queryable } from "./ledger.ts";

export type Adjustment = {
  grantId: string;
  /** Credits to take out (negative) or put in; a grant never goes below 0, so less may be taken. */
  delta: number;
  note: string;
  at: Date;
};

const ADJUST_SQL = `
with account as materialized (
  select accounts.workspace_id, accounts.mode, accounts.balance, accounts.held
  from credit_grants as grants join credit_accounts as accounts using (workspace_id, mode)
  where grants.id = $1 for update of accounts
), target as materialized (
  select grants.id, grants.remaining, greatest($2::int, -grants.remaining) as delta
  from account join credit_grants as grants using (workspace_id, mode)
  where grants.id = $1 for update of grants
), account_after as (
  update credit_accounts as accounts set balance = account.balance + delta
  from account, target
  where accounts.workspace_id = account.workspace_id and accounts.mode = account.mode and delta <> 0
  returning accounts.workspace_id, accounts.mode, accounts.balance, accounts.held
), grant_after as (
  update credit_grants as grants set remaining = target.remaining + delta
  from target, account_after where grants.id = target.id
)
insert into credit_entries (workspace_id, mode, kind, grant_id, delta, held_delta, balance_after, held_after, note, created_at)
select workspace_id, mode, 'adjust', id, delta, 0, balance, held, $3, $4 from target, account_after
returning delta`;

/** Corrects a grant and gives the credits really moved: of a refund, what was left of the payment. */
export async function adjustGrant(db: Queryable, adjustment: Adjustment): Promise<number> {
  const { rows } = await db.query<{ delta: number }>({
    name: "credit-adjust",
    text: ADJUST_SQL,
    values: [adjustment.grantId, adjustment.delta, adjustment.note, adjustment.at],
  });
  return rows[0]?.delta ?? 0;
}
