import type { RequestContext } from "../context.ts";
import { type KeyLimit, shortageOf } from "../credits/hold.ts";
import { holdCtes } from "../credits/hold-sql.ts";
import type { GenerationRow } from "../db/schema.ts";
import { RUN_GENERATION } from "../jobs/names.ts";
import type { KeyUse } from "./idempotency.ts";
import { eventState } from "./lifecycle.ts";

/** A generation that is to be accepted: what it holds is known once it is. */
export type NewGeneration = Omit<GenerationRow, "usage" | "billing">;

/**
 * `full`: the workspace has as many unfinished generations as it may. `short`: it has fewer credits
 * than the price. `key_taken`: somebody was first.
 */
export type Inserted =
  | { outcome: "inserted"; row: GenerationRow }
  | { outcome: "short"; available: number; keyLimit: KeyLimit | null }
  | { outcome: "full" | "key_taken" };

/**
 * Row, hold, first event and job in one statement, so one transaction and one round trip; nothing is
 * written unless the workspace has room and credits, and with a key unless that is free, which then
 * is used up by the same statement: it is durable if and only if the generation is. Room comes first,
 * then the account, its grants, and the key, so that all wait for each other in one order. The job's
 * key is new with the id, so the queue's cheap way to take it in is safe: there is nothing to replace.
 */
const insertSql = (key: { part: string; condition: string } | null) => `
with room as materialized (
  select has_room($2, $14, $15) as is_free
), ${holdCtes({
  generationId: "$1::text",
  workspaceId: "$2::text",
  mode: "$3::text",
  keyId: "$10::text",
  amount: "$7::int",
  at: "$11::timestamptz",
  when: "(select is_free from room)",
  ...(key && { next: key }),
})}, billing as (
  select jsonb_build_object('total', $7::int, 'subscription', subscription, 'permanent', permanent) as usage,
    jsonb_build_object('held', $7::int, 'captured', 0, 'released', 0, 'entries', entries) as billing
  from credit_usage, credit_hold
), generation as (
  insert into generations
    (id, workspace_id, mode, model, media, status, input, usage, billing, deadline_at, request_id, key_id, created_at)
  select $1, $2, $3, $4, $5, 'IN_QUEUE', $6::jsonb, usage, billing, $8, $9, $10, $11
  from billing
  returning id, usage, billing
), event as (
  insert into generation_events (generation_id, seq, workspace_id, mode, state, created_at)
  select id, 1, $2, $3, $12::jsonb || jsonb_build_object('billing', billing), $11 from generation
), job as (
  select (graphile_worker.add_job($13, json_build_object('generationId', id), job_key := 'run:' || id,
    job_key_mode := 'unsafe_dedupe')).id from generation
)
select room.is_free, credit_verdict.ok as is_enough, credit_verdict.available,
  key_limit, key_used, job.id is not null as is_inserted, generation.usage, generation.billing
from room cross join credit_verdict left join (job cross join generation) on true`;

/** Takes a free key, or one whose day is over. */
const KEY_STEP = {
  part: `key as (
  insert into idempotency_keys
    (workspace_id, mode, key, generation_id, model, field_hashes, expires_at)
  select $2, $3, $16, $1, $4, $17::jsonb, $18 from credit_verdict where ok
  on conflict (workspace_id, mode, key) do update set generation_id = excluded.generation_id,
    model = excluded.model, field_hashes = excluded.field_hashes, expires_at = excluded.expires_at
    where idempotency_keys.expires_at <= $11
  returning true as is_free
)`,
  condition: "exists (select from key)",
};

export const INSERT_SQL = insertSql(null);
const INSERT_WITH_KEY_SQL = insertSql(KEY_STEP);

type OutcomeRow = Pick<GenerationRow, "usage" | "billing"> & {
  is_free: boolean;
  is_enough: boolean;
  available: number;
  key_limit: number | null;
  key_used: number | null;
  is_inserted: boolean;
};

/** The parameters of the statement. */
function valuesOf(
  row: NewGeneration,
  args: { credits: number; most: number; isAlone: boolean; use: KeyUse | null },
) {
  const { use } = args;
  return [
    row.id,
    row.workspaceId,
    row.mode,
    row.model,
    row.media,
    JSON.stringify(row.input),
    args.credits,
    row.deadlineAt,
    row.requestId,
    row.keyId,
    row.createdAt,
    JSON.stringify(eventState(row)),
    RUN_GENERATION,
    args.most,
    args.isAlone,
    ...(use ? [use.key, JSON.stringify(use.fieldHashes), use.expiresAt] : []),
  ];
}

/**
 * Writes a new generation with the hold of its price in whole credits, and the key it was asked for
 * with. Durable when it says `inserted`, else nothing is written. Far from the limit on unfinished
 * generations nobody waits for its count; near it a second statement asks alone, which is exact.
 */
export async function insertGeneration(
  ctx: RequestContext,
  row: NewGeneration,
  { credits, use }: { credits: number; use: KeyUse | null },
): Promise<Inserted> {
  const { db, limits } = ctx.gateway;
  for (const isAlone of [false, true]) {
    const { rows } = await db.pool.query<OutcomeRow>({
      name: use ? "generation-insert-keyed" : "generation-insert",
      text: use ? INSERT_WITH_KEY_SQL : INSERT_SQL,
      values: valuesOf(row, { credits, most: limits.unfinishedGenerations, isAlone, use }),
    });
    const [found] = rows;
    if (found?.is_inserted) {
      const { usage, billing } = found;
      return { outcome: "inserted", row: { ...row, usage, billing } };
    }
    if (found?.is_free) {
      if (!found.is_enough) return { outcome: "short", ...shortageOf(found) };
      return { outcome: "key_taken" };
    }
  }
  return { outcome: "full" };
}
