import type { Queryable } from "./ledger.ts";

/** One invariant of the ledger and how many rows break it. */
export type Finding = { invariant: string; broken: number };

const CHECKS: readonly { invariant: string; sql: string }[] = [
  {
    invariant: "the entries of each grant add up to what remains and what is held of it",
    sql: `select count(*) from credit_grants as grants left join (
        select grant_id, sum(delta) as delta, sum(held_delta) as held_delta from credit_entries group by grant_id
      ) as sums on sums.grant_id = grants.id
      where coalesce(sums.delta, 0) <> grants.remaining or coalesce(sums.held_delta, 0) <> grants.held`,
  },
  {
    invariant: "each account is the sum of its grants",
    sql: `select count(*) from credit_accounts as accounts left join (
        select workspace_id, mode, sum(remaining) as balance, sum(held) as held
        from credit_grants group by workspace_id, mode
      ) as sums using (workspace_id, mode)
      where coalesce(sums.balance, 0) <> accounts.balance or coalesce(sums.held, 0) <> accounts.held`,
  },
  {
    invariant: "each running balance follows from the entry before it",
    sql: `select count(*) from (
        select balance_after - delta as balance_before, held_after - held_delta as held_before,
          lag(balance_after, 1, 0) over account as balance, lag(held_after, 1, 0) over account as held
        from credit_entries window account as (partition by workspace_id, mode order by seq)
      ) as entries where balance_before <> balance or held_before <> held`,
  },
  {
    invariant: "nothing is negative",
    sql: `select (select count(*) from credit_grants where remaining < 0 or held < 0)
        + (select count(*) from credit_accounts where balance < 0 or held < 0)
        + (select count(*) from credit_entries where balance_after < 0 or held_after < 0)`,
  },
  {
    invariant: "each hold is in its entries, and settled at most once",
    sql: `select count(*) from credit_holds as holds left join (
        select generation_id,
          sum(held_delta) filter (where kind = 'hold') as held,
          -coalesce(sum(held_delta) filter (where kind = 'capture'), 0) as captured,
          -coalesce(sum(held_delta) filter (where kind = 'release'), 0) as released
        from credit_entries where generation_id is not null group by generation_id
      ) as sums using (generation_id)
      where coalesce(sums.held, 0) <> holds.amount or coalesce(sums.captured, 0) <> holds.captured
        or coalesce(sums.released, 0) <> holds.released`,
  },
  {
    invariant: "no hold is open without a generation that has not ended",
    sql: `select count(*) from credit_holds as holds left join generations on generations.id = holds.generation_id
      where holds.settled_at is null
        and (generations.id is null or generations.status not in ('IN_QUEUE', 'IN_PROGRESS'))`,
  },
  {
    invariant: "every generation that has ended has its capture or release",
    sql: `select count(*) from generations left join credit_holds as holds on holds.generation_id = generations.id
      where generations.status in ('COMPLETED', 'FAILED', 'CANCELED') and holds.settled_at is null
        and (generations.usage ->> 'total')::int > 0`,
  },
  {
    invariant: "the month of each key is the sum of what its holds cost",
    sql: `select count(*) from credit_key_months as months full join (
        select key_id, date_trunc('month', created_at at time zone 'UTC')::date as month, sum(amount - released) as credits
        from credit_holds where key_id is not null group by 1, 2
      ) as sums using (key_id, month)
      where coalesce(sums.credits, 0) <> coalesce(months.credits, 0)`,
  },
];

/** Looks at the whole ledger, in one snapshot; every finding with `broken` above 0 is a bug of ours. */
export async function auditLedger(db: Queryable): Promise<Finding[]> {
  const text = CHECKS.map(({ sql }, n) => `select ${n} as n, (${sql})::int as broken`).join(
    " union all ",
  );
  const { rows } = await db.query<{ n: number; broken: number }>(`${text} order by n`);
  return rows.map(({ n, broken }) => ({ invariant: CHECKS[n]?.invariant ?? "", broken }));
}
