import type { GrantKind, Mode } from "../db/schema.ts";
import { newId } from "../ids.ts";
import type { Queryable } from "./ledger.ts";

export type Grant = {
  workspaceId: string;
  mode: Mode;
  kind: GrantKind;
  /** Whole credits, more than 0. */
  amount: number;
  source: string;
  /** The event that may give it once; null gives it every time. */
  sourceRef: string | null;
  expiresAt: Date | null;
  at: Date;
  note?: string;
};

/** A grant for an event that has had its grant writes nothing at all. A fall behind it is news again. */
const GRANT_SQL = `
with given as (
  insert into credit_grants (id, workspace_id, mode, kind, amount, remaining, source, source_ref, expires_at, created_at)
  values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)
  on conflict (workspace_id, mode, source, source_ref) where source_ref is not null do nothing
  returning id, workspace_id, mode, amount
), account as (
  insert into credit_accounts as accounts (workspace_id, mode, balance)
  select workspace_id, mode, amount from given
  on conflict (workspace_id, mode) do update set balance = accounts.balance + excluded.balance, alerted_at = null
  returning balance, held
)
insert into credit_entries (workspace_id, mode, kind, grant_id, delta, held_delta, balance_after, held_after, note, created_at)
select workspace_id, mode, 'grant', id, amount, 0, balance, held, $10, $9 from given, account
returning grant_id`;

/** Gives credits; the id of the grant, or null when the event named by `sourceRef` has had its own. */
export async function grantCredits(db: Queryable, grant: Grant): Promise<string | null> {
  const { rows } = await db.query<{ grant_id: string }>({
    name: "credit-grant",
    text: GRANT_SQL,
    values: [
      newId("grant"),
      grant.workspaceId,
      grant.mode,
      grant.kind,
      grant.amount,
      grant.source,
      grant.sourceRef,
      grant.expiresAt,
      grant.at,
      grant.note ?? null,
    ],
  });
  return rows[0]?.grant_id ?? null;
}
