import { eq } from "drizzle-orm";
import type pg from "pg";
import type { GenerationStatus } from "#lib/contract/generation.ts";
import type { Gateway } from "../context.ts";
import { type GenerationRow, generations } from "../db/schema.ts";
import type { UpstreamRef } from "../upstreams/adapter.ts";
import { EVENTS_CHANNEL } from "./lifecycle.ts";

/** Takes the work: adds one to the claim. Null when it has ended, is too late, or does not exist. */
export async function takeGeneration(gateway: Gateway, id: string): Promise<GenerationRow | null> {
  const taken = await gateway.db.pool.query(
    `update generations set claim = claim + 1
     where id = $1 and status in ('IN_QUEUE', 'IN_PROGRESS') and deadline_at > $2 returning id`,
    [id, gateway.now()],
  );
  if (taken.rowCount === 0) return null;
  const [row] = await gateway.db.orm.select().from(generations).where(eq(generations.id, id));
  return row ?? null;
}

/** Notes that a submit is about to go out, and counts the attempt. False when the claim is lost. */
export async function markSubmitting(
  db: pg.Pool,
  args: { id: string; claim: number; upstream: string },
): Promise<boolean> {
  const result = await db.query(
    `update generations set submit_state = 'submitting', upstream = $3,
       attempts = case when submit_state is null
         then attempts || jsonb_build_object('n', jsonb_array_length(attempts) + 1, 'code', null, 'ms', null)
         else attempts end
     where id = $1 and claim = $2 and status in ('IN_QUEUE', 'IN_PROGRESS')`,
    [args.id, args.claim, args.upstream],
  );
  return result.rowCount === 1;
}

/** Stores the upstream's answer, whatever became of the claim: the job exists and must be found again. */
export async function markSubmitted(db: pg.Pool, id: string, ref: UpstreamRef): Promise<void> {
  await db.query(
    "update generations set submit_state = 'submitted', upstream_ref = $2 where id = $1",
    [id, JSON.stringify(ref)],
  );
}

/** Stores and announces how far the work is. False when the claim is lost or the work has ended. */
export async function reportProgress(
  db: pg.Pool,
  args: { id: string; claim: number; progress: number; queuePosition: number | null },
): Promise<boolean> {
  const result = await db.query({
    name: "generation-progress",
    text: `
with changed as (
  update generations set progress = $3, queue_position = $4
  where id = $1 and claim = $2 and status in ('IN_QUEUE', 'IN_PROGRESS')
  returning id
)
select pg_notify('${EVENTS_CHANNEL}', json_build_object('g', id, 'p', $3::real, 'q', $4::int)::text) from changed`,
    values: [args.id, args.claim, args.progress, args.queuePosition],
  });
  return result.rowCount === 1;
}

/** The state of a generation, by id alone: for the process that runs it. */
export async function readStatus(db: pg.Pool, id: string): Promise<GenerationStatus | null> {
  const result = await db.query<{ status: GenerationStatus }>(
    "select status from generations where id = $1",
    [id],
  );
  return result.rows[0]?.status ?? null;
}
