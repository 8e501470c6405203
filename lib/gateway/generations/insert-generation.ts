import type { RequestContext } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";
import { RUN_GENERATION } from "../jobs/names.ts";
import type { KeyUse } from "./idempotency.ts";
import { eventState } from "./lifecycle.ts";

/** `full`: the workspace has as many unfinished generations as it may. `key_taken`: somebody was first. */
export type Inserted = "inserted" | "full" | "key_taken";

/**
 * Row, first event and job in one statement, so one transaction and one round trip; nothing is
 * written unless the workspace has room, and with a key unless that is free, which then is used up
 * by the same statement: it is durable if and only if the generation is. Room comes before the key,
 * so that all wait for each other in one order. The job's key is new with the id, so the queue's
 * cheap way to take it in is safe: there is nothing to replace.
 */
const insertSql = (source: "room" | "key", keyStep: string) => `
with room as materialized (
  select has_room($2, $14, $15) as is_free
), ${keyStep}generation as (
  insert into generations
    (id, workspace_id, mode, model, media, status, input, usage, deadline_at, request_id, key_id, created_at)
  select $1, $2, $3, $4, $5, 'IN_QUEUE', $6::jsonb, $7::jsonb, $8, $9, $10, $11
  from ${source} where is_free
  returning id
), event as (
  insert into generation_events (generation_id, seq, workspace_id, mode, state, created_at)
  select id, 1, $2, $3, $12::jsonb, $11 from generation
), job as (
  select (graphile_worker.add_job($13, json_build_object('generationId', id), job_key := 'run:' || id,
    job_key_mode := 'unsafe_dedupe')).id from generation
)
select room.is_free, job.id is not null as is_inserted from room left join job on true`;

/** Takes a free key, or one whose day is over. */
const KEY_STEP = `key as (
  insert into idempotency_keys
    (workspace_id, mode, key, generation_id, model, field_hashes, expires_at)
  select $2, $3, $16, $1, $4, $17::jsonb, $18 from room where is_free
  on conflict (workspace_id, mode, key) do update set generation_id = excluded.generation_id,
    model = excluded.model, field_hashes = excluded.field_hashes, expires_at = excluded.expires_at
    where idempotency_keys.expires_at <= $11
  returning true as is_free
), `;

export const INSERT_SQL = insertSql("room", "");
const INSERT_WITH_KEY_SQL = insertSql("key", KEY_STEP);

/** The parameters of the statement. */
function valuesOf(row: GenerationRow, most: number, isAlone: boolean, use: KeyUse | null) {
  return [
    row.id,
    row.workspaceId,
    row.mode,
    row.model,
    row.media,
    JSON.stringify(row.input),
    JSON.stringify(row.usage),
    row.deadlineAt,
    row.requestId,
    row.keyId,
    row.createdAt,
    JSON.stringify(eventState(row)),
    RUN_GENERATION,
    most,
    isAlone,
    ...(use ? [use.key, JSON.stringify(use.fieldHashes), use.expiresAt] : []),
  ];
}

/**
 * Writes a new generation, and the key it was asked for with. Durable when it says `inserted`, else
 * nothing is written. Far from the limit on unfinished generations nobody waits for anybody; near it
 * a second statement asks alone, which is exact.
 */
export async function insertGeneration(
  ctx: RequestContext,
  row: GenerationRow,
  use: KeyUse | null,
): Promise<Inserted> {
  const { db, limits } = ctx.gateway;
  for (const isAlone of [false, true]) {
    const { rows } = await db.pool.query<{ is_free: boolean; is_inserted: boolean }>({
      name: use ? "generation-insert-keyed" : "generation-insert",
      text: use ? INSERT_WITH_KEY_SQL : INSERT_SQL,
      values: valuesOf(row, limits.unfinishedGenerations, isAlone, use),
    });
    const [outcome] = rows;
    if (outcome?.is_inserted) return "inserted";
    if (outcome?.is_free) return "key_taken";
  }
  return "full";
}
