import { alertCte, alertedAt, lowCte } from "./alert-sql.ts";
import type { Queryable } from "./ledger.ts";

const BATCH = 500;

/** One account at a time, its row locked before its grants. */
const EXPIRE_SQL = `
with credit_account as materialized (
  select workspace_id, mode, balance, held, alerted_at from credit_accounts
  where workspace_id = $1 and mode = $2 for update
), ended as materialized (
  select grants.id, grants.remaining, row_number() over (order by grants.id) as nth
  from (
    select id, remaining from credit_account join credit_grants using (workspace_id, mode)
    where is_open and expires_at <= $3 order by id limit ${BATCH} for update of credit_grants
  ) as grants
), ended_sum as materialized (
  select sum(remaining)::int as credits from ended having count(*) > 0
), ${lowCte({
  from: "credit_account cross join ended_sum",
  before: "credit_account.balance",
  after: "credit_account.balance - credits",
  at: "$3::timestamptz",
})}, credit_account_after as (
  update credit_accounts as accounts
  set balance = credit_account.balance - credits, alerted_at = ${alertedAt("$3::timestamptz")}
  from credit_account, ended_sum
  where accounts.workspace_id = $1 and accounts.mode = $2
  returning credit_account.balance as balance_before, credit_account.held
), ${alertCte("$3::timestamptz")}, grants_after as (
  update credit_grants as grants set remaining = 0 from ended, credit_account_after where grants.id = ended.id
)
insert into credit_entries (workspace_id, mode, kind, grant_id, delta, held_delta, balance_after, held_after, created_at)
select $1, $2, 'expire', id, -remaining, 0, balance_before - sum(remaining) over (order by nth), held, $3
from ended, credit_account_after order by nth
returning seq`;

/**
 * Takes what remains out of grants that are past their end; gives how many there were. Any process
 * may do it at any time, also late: nobody can spend such credits meanwhile. A workspace that it fails
 * for does not keep the others from it; what it failed by is thrown at the end.
 */
export async function expireGrants(db: Queryable, at: Date): Promise<number> {
  const accounts = await db.query<{ workspace_id: string; mode: string }>(
    "select distinct workspace_id, mode from credit_grants where is_open and expires_at <= $1",
    [at],
  );
  const failures: unknown[] = [];
  let expired = 0;
  for (const { workspace_id: workspaceId, mode } of accounts.rows) {
    try {
      expired += await expireOf(db, [workspaceId, mode, at]);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "some grants were not swept");
  return expired;
}

async function expireOf(db: Queryable, values: [string, string, Date]): Promise<number> {
  let expired = 0;
  for (;;) {
    const result = await db.query({ name: "credit-expire", text: EXPIRE_SQL, values });
    expired += result.rowCount ?? 0;
    if ((result.rowCount ?? 0) < BATCH) return expired;
  }
}
