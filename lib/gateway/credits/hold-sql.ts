import { alertCte, alertedAt, lowCte } from "./alert-sql.ts";

/** Where a statement that holds gets its values from: SQL expressions, usually parameters. */
export type HoldSource = {
  generationId: string;
  workspaceId: string;
  mode: string;
  keyId: string;
  /** Whole credits. */
  amount: string;
  at: string;
  /** Unless this is true nothing is locked and nothing held. */
  when?: string;
  /** A further part (`name as (…)`), written once there is enough, and the condition that it makes. */
  next?: { part: string; condition: string };
};

/** The first day of the month (UTC) of a time. */
export const monthOf = (at: string) => `date_trunc('month', ${at} at time zone 'UTC')::date`;

/**
 * The parts of a statement (after `with`) that hold credits, to be followed by what they pay for.
 *
 * - `credit_verdict(ok, available, key_limit, key_used)`: one row, whether there is enough, before
 *   anything is written; `key_limit` is set only when the key's monthly limit stands in the way;
 * - `credit_hold(generation_id)`: one row when it was held, else none: what else is written hangs on it;
 * - `credit_usage(subscription, permanent, entries)`: by bucket, and the numbers of the entries.
 *
 * The account is locked first. A statement sees rows as they were when it began, which may be before
 * a wait for that lock; so grants and the key's month are read by functions, which see them as they
 * are behind it, and written by `on conflict`, which finds also what the statement does not see.
 */
export function holdCtes(source: HoldSource): string {
  const { generationId, workspaceId, mode, keyId, amount, at, when = "true", next } = source;
  return `
credit_account as materialized (
  select workspace_id, mode, balance, held, alerted_at from credit_accounts
  where workspace_id = ${workspaceId} and mode = ${mode} and ${when} for update
), credit_spendable as materialized (
  select grants.* from credit_account, spendable_grants(workspace_id, mode, ${at}) as grants
), credit_key as materialized (
  select keys.id, keys.monthly_limit, key_month_credits(keys.id, ${monthOf(at)}) as used
  from credit_account, api_keys as keys where keys.id = ${keyId}
), credit_parts as materialized (
  select *, least(remaining, greatest(0, ${amount} - (upto - remaining)))::int as taken
  from (
    select *, row_number() over used as nth, sum(remaining) over used as upto from credit_spendable
    window used as (order by kind <> 'subscription', expires_at nulls last, id)
  ) as lined_up
), credit_verdict as materialized (
  select ${when} and coalesce(sum(taken), 0) = ${amount}
      and not exists (select from credit_key where used + ${amount} > monthly_limit) as ok,
    coalesce((select sum(remaining) from credit_spendable), 0)::int as available,
    (select monthly_limit from credit_key where used + ${amount} > monthly_limit) as key_limit,
    (select used from credit_key) as key_used
  from credit_parts
), ${next ? `${next.part}, ` : ""}credit_go as materialized (
  select available from credit_verdict where ok and ${next?.condition ?? "true"}
), ${lowCte({
    from: "credit_account cross join credit_go",
    before: "credit_account.balance",
    after: `credit_go.available - ${amount}`,
    at,
  })}, credit_account_after as (
  update credit_accounts as accounts
  set balance = credit_account.balance - ${amount}, held = credit_account.held + ${amount},
    alerted_at = ${alertedAt(at)}
  from credit_account, credit_go
  where accounts.workspace_id = credit_account.workspace_id and accounts.mode = credit_account.mode
  returning credit_account.balance as balance_before, credit_account.held as held_before
), ${alertCte(at)}, credit_grants_after as (
  insert into credit_grants (id, workspace_id, mode, kind, amount, remaining, held, source, created_at)
  select id, workspace_id, mode, kind, amount, remaining - taken, held + taken, source, created_at
  from credit_parts, credit_go where taken > 0
  on conflict (id) do update set remaining = excluded.remaining, held = excluded.held
), credit_key_after as (
  insert into credit_key_months (key_id, month, credits)
  select id, ${monthOf(at)}, used + ${amount} from credit_key, credit_go
  on conflict (key_id, month) do update set credits = excluded.credits
), credit_entry as (
  insert into credit_entries (workspace_id, mode, kind, grant_id, generation_id, delta, held_delta,
    balance_after, held_after, created_at)
  select ${workspaceId}, ${mode}, 'hold', id, ${generationId}, -taken, taken,
    balance_before - sum(taken) over upto, held_before + sum(taken) over upto, ${at}
  from credit_parts, credit_account_after where taken > 0
  window upto as (order by nth)
  order by nth
  returning seq
), credit_hold as (
  insert into credit_holds (generation_id, workspace_id, mode, key_id, amount, created_at)
  select ${generationId}, ${workspaceId}, ${mode}, ${keyId}, ${amount}, ${at} from credit_go
  returning generation_id
), credit_usage as (
  select coalesce(sum(taken) filter (where kind = 'subscription'), 0)::int as subscription,
    coalesce(sum(taken) filter (where kind <> 'subscription'), 0)::int as permanent,
    (select coalesce(json_agg(seq order by seq), '[]') from credit_entry) as entries
  from credit_parts
)`;
}
