/**
 * The life of a generation.
 *
 *                    ┌────────────────────────────► CANCELED   cancel verb
 *     IN_QUEUE ──────┤                       ▲
 *        │           └────────► FAILED ◄─────┼──┐              runner, sweep
 *        ▼                                   │  │
 *     IN_PROGRESS ───────────────────────────┴──┴─► COMPLETED  runner
 *
 * - Accepted: `createGeneration` writes row, first event and job in one statement (IN_QUEUE).
 * - IN_QUEUE → IN_PROGRESS: the runner, when the upstream says that it works on it.
 * - IN_QUEUE | IN_PROGRESS → COMPLETED: the runner, when the files are in our store.
 * - IN_QUEUE | IN_PROGRESS → FAILED: the runner, when the upstream fails; the sweep, past the deadline.
 * - IN_QUEUE | IN_PROGRESS → CANCELED: `cancelGeneration`, from any process.
 * - COMPLETED, FAILED and CANCELED are for ever.
 *
 * Every arrow is one statement, a compare-and-set on the state it leaves, which also writes the
 * event with the next number and announces it; an arrow to an end settles the hold of the credits.
 * Who loses a race changes nothing and learns so.
 * A runner first takes the work: that adds one to `claim`, and each of its writes names the claim
 * that it holds. When a process dies another takes the work anew, and a late write of the first
 * finds nothing to change.
 */

import type { GenerationStatus } from "#lib/contract/generation.ts";
import type { Queryable } from "../credits/ledger.ts";
import { settleCtes } from "../credits/settle-sql.ts";
import type {
  EventState,
  GenerationRow,
  StoredBilling,
  StoredFailure,
  StoredFile,
} from "../db/schema.ts";

/** Channel of the NOTIFY that announces events and progress. */
export const EVENTS_CHANNEL = "rushes_generation";

export type Transition = {
  id: string;
  from: readonly GenerationStatus[];
  to: GenerationStatus;
  at: Date;
  /** Only while this claim is the newest; null for those who need none (cancel, sweep). */
  claim: number | null;
  files?: StoredFile[];
  failure?: StoredFailure;
  /** An earlier deadline, for the arrow that starts the work. */
  deadlineAt?: Date;
  /** Fails only what is past its deadline at this time. */
  expiredAt?: Date;
  /** Credits that the end captures of its hold; what is left of it is released. */
  captured?: number;
};

const LIVE: readonly GenerationStatus[] = ["IN_QUEUE", "IN_PROGRESS"];

/** Progress is 1 once completed; an end closes the last attempt with its code and time. */
const TRANSITION_SQL = `
with target as materialized (
  select id from generations
  where id = $1 and status = any($6) and ($7::int is null or claim = $7)
    and ($9::timestamptz is null or deadline_at <= $9)
  for update
), ${settleCtes({
  generation: "select id from target where $2 in ('COMPLETED', 'FAILED', 'CANCELED')",
  captured: "$10::int",
  at: "$5::timestamptz",
})}, changed as (
  update generations set
    status = $2,
    billing = case when settled.captured is null then billing else jsonb_build_object(
      'held', 0, 'captured', settled.captured, 'released', settled.released,
      'entries', (billing -> 'entries') || settled.entries::jsonb) end,
    progress = case when $2 = 'COMPLETED' then 1 else progress end,
    queue_position = null,
    files = $3,
    failure = $4,
    attempts = case when $2 in ('COMPLETED', 'FAILED') and jsonb_array_length(attempts) > 0
      then jsonb_set(attempts, '{-1}', (attempts -> -1) || jsonb_build_object(
        'code', $4::jsonb ->> 'code',
        'ms', greatest(0, round(extract(epoch from $5::timestamptz - coalesce(started_at, created_at)) * 1000))))
      else attempts end,
    started_at = case when $2 = 'IN_PROGRESS' then coalesce(started_at, $5) else started_at end,
    finished_at = case when $2 = 'IN_PROGRESS' then null else $5::timestamptz end,
    deadline_at = least($8, deadline_at),
    last_seq = last_seq + 1
  from target left join credit_settled as settled on true
  where generations.id = target.id
  returning generations.*
), event as (
  insert into generation_events (generation_id, seq, workspace_id, mode, state, created_at)
  select id, last_seq, workspace_id, mode, jsonb_build_object(
    'status', status, 'progress', progress, 'startedAt', started_at, 'finishedAt', finished_at,
    'attempts', attempts, 'files', files, 'failure', failure, 'billing', billing), $5
  from changed
)
select changed.id, pg_notify('${EVENTS_CHANNEL}', json_build_object('g', id, 's', last_seq)::text)
from changed`;

/** Walks one arrow. False when the generation was not in a state that the arrow leaves, or the claim is lost. */
export async function transition(db: Queryable, change: Transition): Promise<boolean> {
  const result = await db.query({
    name: "generation-transition",
    text: TRANSITION_SQL,
    values: [
      change.id,
      change.to,
      change.files ? JSON.stringify(change.files) : null,
      change.failure ? JSON.stringify(change.failure) : null,
      change.at,
      change.from,
      change.claim,
      change.deadlineAt ?? null,
      change.expiredAt ?? null,
      change.captured ?? 0,
    ],
  });
  return result.rowCount === 1;
}

export const start = (
  db: Queryable,
  args: { id: string; claim: number; at: Date; deadlineAt: Date },
) => transition(db, { ...args, from: ["IN_QUEUE"], to: "IN_PROGRESS" });

export const complete = (
  db: Queryable,
  args: { id: string; claim: number; at: Date; files: StoredFile[]; captured: number },
) => transition(db, { ...args, from: LIVE, to: "COMPLETED" });

export const fail = (
  db: Queryable,
  args: { id: string; claim: number | null; at: Date; failure: StoredFailure; expiredAt?: Date },
) => transition(db, { ...args, from: LIVE, to: "FAILED" });

export const cancel = (db: Queryable, args: { id: string; at: Date }) =>
  transition(db, { ...args, claim: null, from: LIVE, to: "CANCELED" });

/** What an event says of a row as it is now. */
export function eventState(
  row: Omit<GenerationRow, "usage" | "billing"> & { billing?: StoredBilling },
): EventState {
  return {
    status: row.status,
    progress: row.progress,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    attempts: row.attempts,
    files: row.files,
    failure: row.failure,
    ...(row.billing && { billing: row.billing }),
  };
}
