/** Of falls that follow each other closer than this only the first is told. */
const QUIET = "1 hour";

/** A movement that may let what can be spent fall: SQL expressions over `from`, which has `credit_account`. */
export type Fall = {
  from: string;
  /** The account's balance before. It may have what has ended and is not swept: nobody noticed that fall yet. */
  before: string;
  /** What can be spent afterwards. */
  after: string;
  at: string;
};

/**
 * The part `credit_low(threshold, available)` of a statement that has locked `credit_account`: one row
 * when this movement is the one that falls below the workspace's threshold, and is to be told. A
 * balance that hovers about the threshold, since work fails and gives back, is told once an hour; new
 * credits end the quiet. It is kept in the account, so that all who move it are one behind the other.
 */
export function lowCte({ from, before, after, at }: Fall): string {
  return `
credit_low as materialized (
  select workspaces.low_balance as threshold, (${after})::int as available
  from ${from} join workspaces on workspaces.id = credit_account.workspace_id
  where ${before} >= workspaces.low_balance and ${after} < workspaces.low_balance
    and (credit_account.alerted_at is null or credit_account.alerted_at <= ${at} - interval '${QUIET}')
)`;
}

/** What the account notes of it: the value of `alerted_at` in its update. */
export const alertedAt = (at: string) =>
  `case when exists (select from credit_low) then ${at} else credit_account.alerted_at end`;

/** The part that writes the alert, once `credit_account_after` is written. */
export const alertCte = (at: string) => `
credit_alert as (
  insert into credit_alerts (workspace_id, mode, threshold, available, created_at)
  select credit_account.workspace_id, credit_account.mode, threshold, available, ${at}
  from credit_account, credit_low, credit_account_after
)`;
