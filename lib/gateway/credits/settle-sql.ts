import { alertCte, alertedAt, lowCte } from "./alert-sql.ts";
import { monthOf } from "./hold-sql.ts";
import { RELEASE_GRACE_HOURS } from "./ledger.ts";

/** Where a statement that settles gets its values from: SQL expressions. */
export type SettleSource = {
  /** A query of one column, the generation whose hold is settled; no row, nothing happens. */
  generation: string;
  /** Whole credits to capture of the hold; the rest is released. */
  captured: string;
  at: string;
};

/**
 * The parts of a statement (after `with`) that settle a hold: `credit_settled(captured, released,
 * entries)` has one row when this statement settled it, none when it was settled before or never was.
 * Captured credits come out of the grants in the order in which they were held. What is given back into
 * a grant that has ended lives on, but not what else remains of it: that expires here, if the sweep has
 * not been there yet.
 *
 * The parts are read before anything is written: a row that a statement has changed itself can no
 * longer be locked by it. What is written are whole new values made of the locked rows, never
 * `x = x + 1`: that would first be tried, and checked against the constraints, on the row as it was
 * before the wait.
 */
export function settleCtes({ generation, captured, at }: SettleSource): string {
  return `
credit_open as materialized (
  select generation_id, workspace_id, mode, key_id, created_at, amount,
    least(amount, greatest(0, ${captured}))::int as captured
  from credit_holds
  where generation_id = (${generation}) and settled_at is null for update
), credit_account as materialized (
  select accounts.workspace_id, accounts.mode, accounts.balance, accounts.held, accounts.alerted_at
  from credit_open join credit_accounts as accounts using (workspace_id, mode)
  for update of accounts
), credit_held as materialized (
  select entries.seq, entries.grant_id, entries.held_delta as part, credit_open.captured,
    grants.remaining, grants.held, grants.expires_at
  from credit_account, credit_open
    join credit_entries as entries using (generation_id)
    join credit_grants as grants on grants.id = entries.grant_id
  where entries.kind = 'hold'
  order by entries.seq for update of grants
), credit_key_used as materialized (
  select months.key_id, months.month, months.credits
  from credit_account, credit_open join credit_key_months as months using (key_id)
  where months.month = ${monthOf("credit_open.created_at")} for update of months
), credit_parts as materialized (
  select *, case when part > captured and expires_at <= ${at} then remaining else 0 end as ended
  from (
    select *, least(part, greatest(0, to_capture - (upto - part)))::int as captured
    from (
      select grant_id, part, remaining, held, expires_at, captured as to_capture,
        row_number() over used as nth, sum(part) over used as upto
      from credit_held window used as (order by seq)
    ) as lined_up
  ) as parts
), credit_ended as materialized (
  select coalesce(sum(ended), 0)::int as ended from credit_parts
), credit_hold_after as (
  update credit_holds as holds
  set captured = credit_open.captured, released = credit_open.amount - credit_open.captured, settled_at = ${at}
  from credit_open, (select count(*) from credit_parts) as parts_first,
    (select count(*) from credit_key_used) as key_first
  where holds.generation_id = credit_open.generation_id and holds.settled_at is null
  returning holds.generation_id, holds.workspace_id, holds.mode, holds.amount, holds.captured, holds.released
), ${lowCte({
    from: "credit_account cross join credit_hold_after join credit_ended on ended > 0",
    before: "credit_account.balance",
    after: "credit_account.balance - ended + released",
    at,
  })}, credit_account_after as (
  update credit_accounts as accounts
  set balance = credit_account.balance - ended + released, held = credit_account.held - amount,
    alerted_at = ${alertedAt(at)}
  from credit_account join credit_hold_after using (workspace_id, mode) cross join credit_ended
  where accounts.workspace_id = credit_account.workspace_id and accounts.mode = credit_account.mode
  returning credit_account.balance as balance_before, credit_account.held as held_before
), ${alertCte(at)}, credit_grants_after as (
  update credit_grants as grants set
    held = parts.held - parts.part,
    remaining = parts.remaining - parts.ended + parts.part - parts.captured,
    expires_at = case when parts.part > parts.captured and parts.expires_at <= ${at}
      then ${at} + interval '${RELEASE_GRACE_HOURS} hours' else parts.expires_at end
  from credit_parts as parts, credit_hold_after where grants.id = parts.grant_id
), credit_key_after as (
  update credit_key_months as months set credits = used.credits - released
  from credit_key_used as used, credit_hold_after
  where months.key_id = used.key_id and months.month = used.month and released > 0
), credit_moves as (
  select grant_id, 'capture' as kind, nth * 2 as nth, 0 as delta, -captured as held_delta
  from credit_parts where captured > 0
  union all
  select grant_id, 'expire', -nth, -ended, 0 from credit_parts where ended > 0
  union all
  select grant_id, 'release', nth * 2 + 1, part - captured, captured - part
  from credit_parts where part > captured
), credit_entry as (
  insert into credit_entries (workspace_id, mode, kind, grant_id, generation_id, delta, held_delta,
    balance_after, held_after, created_at)
  select workspace_id, mode, kind, grant_id, case when kind <> 'expire' then generation_id end, delta, held_delta,
    balance_before + sum(delta) over upto, held_before + sum(held_delta) over upto, ${at}
  from credit_moves, credit_hold_after, credit_account_after
  window upto as (order by nth)
  order by nth
  returning seq, generation_id
), credit_settled as (
  select captured, released, (
    select coalesce(json_agg(seq order by seq), '[]') from credit_entry where generation_id is not null
  ) as entries
  from credit_hold_after
)`;
}
