import type { EntryKind, GrantKind, Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

export type EntryFilter = {
  workspaceId: string;
  mode: Mode;
  /** Only entries before this number: newest first. */
  before: number | null;
  kind: EntryKind | null;
  generationId: string | null;
  grantId: string | null;
  from: Date | null;
  to: Date | null;
  limit: number;
};

export type ListedEntry = {
  seq: number;
  kind: EntryKind;
  delta: number;
  heldDelta: number;
  balanceAfter: number;
  heldAfter: number;
  grantId: string;
  grantKind: GrantKind;
  generationId: string | null;
  model: string | null;
  /** Why a release gave credits back, when it was a failure. */
  code: string | null;
  note: string | null;
  createdAt: Date;
};

/**
 * Entries are numbered in the order in which they are written, and their times follow that but for the
 * wait for a lock and what clocks of processes differ: far less than this. So a time is also a place
 * among the numbers, and a page of a month ago is not looked for from the newest entry on.
 */
const SLACK = "interval '1 hour'";
const BOUND = "select seq from credit_entries where workspace_id = $1 and mode = $2 and created_at";

const notBefore = (time: string) =>
  `seq >= coalesce((${BOUND} < ${time}::timestamptz - ${SLACK} order by created_at desc, seq desc limit 1), 0)`;
const notBehind = (time: string) =>
  `seq <= coalesce((${BOUND} > ${time}::timestamptz + ${SLACK} order by created_at, seq limit 1), ${Number.MAX_SAFE_INTEGER})`;

/**
 * The inner query finds the page by an index alone; names are looked up for its rows only. Each
 * filter that is not asked for is left out, so that the planner never has to guess.
 */
function pageSql(filter: EntryFilter): { text: string; values: unknown[] } {
  const values: unknown[] = [filter.workspaceId, filter.mode];
  const conditions = ["workspace_id = $1", "mode = $2"];
  const add = (sql: (n: string) => string, value: unknown) => {
    if (value !== null) conditions.push(sql(`$${values.push(value)}`));
  };
  add((n) => `seq < ${n}`, filter.before);
  add((n) => `kind = ${n}`, filter.kind);
  add((n) => `generation_id = ${n}`, filter.generationId);
  add((n) => `grant_id = ${n}`, filter.grantId);
  add((n) => `created_at >= ${n} and ${notBefore(n)}`, filter.from);
  add((n) => `created_at <= ${n} and ${notBehind(n)}`, filter.to);
  const limit = `$${values.push(filter.limit)}`;
  return {
    values,
    text: `select page.seq, page.kind, page.delta, page.held_delta as "heldDelta",
        page.balance_after as "balanceAfter", page.held_after as "heldAfter", page.grant_id as "grantId",
        grants.kind as "grantKind", page.generation_id as "generationId", generations.model,
        case when page.kind = 'release' then generations.failure ->> 'code' end as code,
        page.note, page.created_at as "createdAt"
      from (
        select * from credit_entries where ${conditions.join(" and ")} order by seq desc limit ${limit}
      ) as page
      join credit_grants as grants on grants.id = page.grant_id
      left join generations on generations.id = page.generation_id
      order by page.seq desc`,
  };
}

/** One page of the ledger, newest first. */
export async function listEntries(db: Queryable, filter: EntryFilter): Promise<ListedEntry[]> {
  const { rows } = await db.query<Omit<ListedEntry, "seq"> & { seq: string }>(pageSql(filter));
  // The driver gives 64-bit numbers as text; ours stay far below 2^53.
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}
