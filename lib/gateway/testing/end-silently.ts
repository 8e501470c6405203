import type pg from "pg";
import type { EventState } from "../db/schema.ts";

/** Ends a generation in the database without a NOTIFY, as when the announcement gets lost. */
export async function endSilently(
  db: pg.Pool,
  id: string,
  change: Pick<EventState, "status"> & Partial<EventState>,
): Promise<void> {
  await db.query(
    `with ended as (
       update generations set status = $2, files = $3, finished_at = now(), last_seq = last_seq + 1
       where id = $1 returning *
     )
     insert into generation_events (generation_id, seq, workspace_id, mode, state)
     select ended.id, ended.last_seq, ended.workspace_id, ended.mode,
       state || jsonb_build_object('finishedAt', ended.finished_at) || $4::jsonb
     from ended join generation_events on generation_id = ended.id and seq = ended.last_seq - 1`,
    [id, change.status, JSON.stringify(change.files ?? null), JSON.stringify(change)],
  );
}
