import { alertCte, alertedAt, lowCte } from "./alert-sql.ts";
import type { Queryable } from "./ledger.ts";

export type Adjustment = {
  grantId: string;
  /** Credits to take out (negative) or put in; a grant never goes below 0, so less may be taken. */
  delta: number;
  note: string;
  at: Date;
};

const ADJUST_SQL = `
with credit_account as materialized (
  select accounts.workspace_id, accounts.mode, accounts.balance, accounts.held, accounts.alerted_at
  from credit_grants as grants join credit_accounts as accounts using (workspace_id, mode)
  where grants.id = $1 for update of accounts
), target as materialized (
  select grants.id, grants.remaining, greatest($2::int, -grants.remaining) as delta
  from credit_account join credit_grants as grants using (workspace_id, mode)
  where grants.id = $1 for update of grants
), ${lowCte({
  from: "credit_account cross join target",
  before: "credit_account.balance",
  after: "credit_account.balance + delta",
  at: "$4::timestamptz",
})}, credit_account_after as (
  update credit_accounts as accounts
  set balance = credit_account.balance + delta, alerted_at = ${alertedAt("$4::timestamptz")}
  from credit_account, target
  where accounts.workspace_id = credit_account.workspace_id and accounts.mode = credit_account.mode
    and delta <> 0
  returning accounts.workspace_id, accounts.mode, accounts.balance, accounts.held
), ${alertCte("$4::timestamptz")}, grant_after as (
  update credit_grants as grants set remaining = target.remaining + delta
  from target, credit_account_after where grants.id = target.id
)
insert into credit_entries (workspace_id, mode, kind, grant_id, delta, held_delta, balance_after, held_after, note, created_at)
select workspace_id, mode, 'adjust', id, delta, 0, balance, held, $3, $4 from target, credit_account_after
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
