import type { Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

/** One invariant of the ledger and how many rows break it. */
export type Finding = { invariant: string; broken: number };

/** Whose part of the ledger is looked at. */
export type AuditScope = { workspaceId: string; mode: Mode };

/** A condition on the rows of a table, or of its alias, that keeps to what is looked at. */
type Within = (table: string) => string;

const CHECKS: readonly { invariant: string; sql: (within: Within) => string }[] = [
  {
    invariant: "the entries of each grant add up to what remains and what is held of it",
    sql: (within) => `select count(*) from credit_grants as grants left join (
        select grant_id, sum(delta) as delta, sum(held_delta) as held_delta
        from credit_entries as entries where ${within("entries")} group by grant_id
      ) as sums on sums.grant_id = grants.id
      where ${within("grants")}
        and (coalesce(sums.delta, 0) <> grants.remaining or coalesce(sums.held_delta, 0) <> grants.held)`,
  },
  {
    invariant: "each account is the sum of its grants",
    sql: (within) => `select count(*) from credit_accounts as accounts left join (
        select workspace_id, mode, sum(remaining) as balance, sum(held) as held
        from credit_grants as grants where ${within("grants")} group by workspace_id, mode
      ) as sums using (workspace_id, mode)
      where ${within("accounts")}
        and (coalesce(sums.balance, 0) <> accounts.balance or coalesce(sums.held, 0) <> accounts.held)`,
  },
  {
    invariant: "each running balance follows from the entry before it",
    sql: (within) => `select count(*) from (
        select balance_after - delta as balance_before, held_after - held_delta as held_before,
          lag(balance_after, 1, 0) over account as balance, lag(held_after, 1, 0) over account as held
        from credit_entries as entries where ${within("entries")}
        window account as (partition by workspace_id, mode order by seq)
      ) as entries where balance_before <> balance or held_before <> held`,
  },
  {
    invariant: "nothing is negative",
    sql: (within) => `select (select count(*) from credit_grants as grants
          where ${within("grants")} and (remaining < 0 or held < 0))
        + (select count(*) from credit_accounts as accounts
          where ${within("accounts")} and (balance < 0 or held < 0))
        + (select count(*) from credit_entries as entries
          where ${within("entries")} and (balance_after < 0 or held_after < 0))`,
  },
  {
    invariant: "each hold is in its entries, and settled at most once",
    sql: (within) => `select count(*) from credit_holds as holds left join (
        select generation_id,
          sum(held_delta) filter (where kind = 'hold') as held,
          -coalesce(sum(held_delta) filter (where kind = 'capture'), 0) as captured,
          -coalesce(sum(held_delta) filter (where kind = 'release'), 0) as released
        from credit_entries as entries where ${within("entries")} and generation_id is not null
        group by generation_id
      ) as sums using (generation_id)
      where ${within("holds")}
        and (coalesce(sums.held, 0) <> holds.amount or coalesce(sums.captured, 0) <> holds.captured
        or coalesce(sums.released, 0) <> holds.released)`,
  },
  {
    invariant: "no hold is open without a generation that has not ended",
    sql: (within) => `select count(*) from credit_holds as holds
      left join generations on generations.id = holds.generation_id
      where ${within("holds")} and holds.settled_at is null
        and (generations.id is null or generations.status not in ('IN_QUEUE', 'IN_PROGRESS'))`,
  },
  {
    invariant: "every generation that has ended has its capture or release",
    sql: (within) => `select count(*) from generations
      left join credit_holds as holds on holds.generation_id = generations.id
      where ${within("generations")} and generations.status in ('COMPLETED', 'FAILED', 'CANCELED')
        and holds.settled_at is null and (generations.usage ->> 'total')::int > 0`,
  },
  {
    invariant: "the month of each key is the sum of what its holds cost",
    sql: (within) => `select count(*) from (
        select months.* from credit_key_months as months join api_keys as keys on keys.id = months.key_id
        where ${within("keys")}
      ) as months full join (
        select key_id, date_trunc('month', created_at at time zone 'UTC')::date as month, sum(amount - released) as credits
        from credit_holds as holds where ${within("holds")} and key_id is not null group by 1, 2
      ) as sums using (key_id, month)
      where coalesce(sums.credits, 0) <> coalesce(months.credits, 0)`,
  },
  {
    invariant: "each paid purchase has its one grant, and took no more back than it gave",
    sql: (within) => `select (
        select count(*) from payments left join credit_grants as grants on grants.id = payments.grant_id
        where ${within("payments")} and payments.paid_at is not null and (grants.id is null
          or (grants.workspace_id, grants.mode, grants.source, grants.source_ref, grants.amount)
            is distinct from (payments.workspace_id, payments.mode, payments.provider, payments.id, payments.credits)
          or payments.reclaimed + payments.unreclaimed <> payments.credits::bigint * payments.refunded_cents / payments.price_cents)
      ) + (
        select count(*) from credit_grants as grants left join payments on payments.grant_id = grants.id
        where ${within("grants")} and grants.source = 'stripe' and payments.id is null)`,
  },
];

const WHOLE: Within = () => "true";
const SCOPED: Within = (table) => `${table}.workspace_id = $1 and ${table}.mode = $2`;

/**
 * Looks at the whole ledger, or at one workspace's in a mode, in one snapshot; every finding with
 * `broken` above 0 is a bug of ours. It reads all there is: a million entries take seconds.
 */
export async function auditLedger(db: Queryable, scope?: AuditScope): Promise<Finding[]> {
  const text = CHECKS.map(
    ({ sql }, n) => `select ${n} as n, (${sql(scope ? SCOPED : WHOLE)})::int as broken`,
  ).join(" union all ");
  const values = scope ? [scope.workspaceId, scope.mode] : [];
  const { rows } = await db.query<{ n: number; broken: number }>(`${text} order by n`, values);
  return rows.map(({ n, broken }) => ({ invariant: CHECKS[n]?.invariant ?? "", broken }));
}
