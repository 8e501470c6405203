import { codeFacts, type ErrorCode } from "#lib/contract/codes.ts";
import { isTerminal } from "#lib/contract/generation.ts";
import type { RequestContext } from "../context.ts";
import type { GenerationRow, StoredFailure } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { REMOVE_MEDIA } from "../jobs/names.ts";
import { getGeneration } from "./get.ts";
import { mediaKeysOf, removeMedia } from "./media-of.ts";

/**
 * What was made of and for it goes, from the row and from its events; what the ledger needs stays.
 * The job that removes the files is written with it, so no file outlives a crash behind this.
 */
const DELETE_SQL = `
with deleted as (
  update generations
  set deleted_at = $4, input = '{}', files = null, failure = $5, upstream_ref = null
  where id = $1 and workspace_id = $2 and mode = $3 and deleted_at is null
    and status in ('COMPLETED', 'FAILED', 'CANCELED')
  returning id
), events as (
  update generation_events as event
  set state = event.state || jsonb_build_object('files', null,
    'failure', case when event.state -> 'failure' <> 'null' then $5::jsonb end)
  from deleted where event.generation_id = deleted.id
)
select graphile_worker.add_job($6, json_build_object('keys', $7::json)) from deleted`;

/** The failure without what may quote the input. */
function withoutInput(failure: StoredFailure): StoredFailure {
  const { issues, suggestions, ...rest } = failure;
  return { ...rest, message: codeFacts(failure.code as ErrorCode).message };
}

/** Marks it as deleted and forgets its input; false when another was faster. */
async function markDeleted(
  { gateway, actor }: RequestContext,
  { id, failure }: GenerationRow,
  keys: readonly string[],
): Promise<boolean> {
  const result = await gateway.db.pool.query({
    name: "generation-delete",
    text: DELETE_SQL,
    values: [
      id,
      actor.workspaceId,
      actor.mode,
      gateway.now(),
      failure && JSON.stringify(withoutInput(failure)),
      REMOVE_MEDIA,
      JSON.stringify(keys),
    ],
  });
  return result.rowCount === 1;
}

/**
 * Removes the media and the input of a generation that has ended: from then on it is not there for
 * anybody but the ledger. Throws NOT_FOUND, also the second time, and IDEMPOTENCY_CONFLICT naming
 * the state while it has not ended.
 */
export async function deleteGeneration(
  ctx: RequestContext,
  id: string,
): Promise<{ id: string; deleted: true }> {
  const { gateway } = ctx;
  const row = await getGeneration(ctx, id);
  if (!isTerminal(row.status)) {
    throw new GatewayError("IDEMPOTENCY_CONFLICT", {
      message: `The generation has not ended: it is ${row.status}. Cancel it first.`,
      nextAction: "retry_later",
    });
  }
  const keys = mediaKeysOf(gateway, row);
  if (!(await markDeleted(ctx, row, keys))) {
    throw new GatewayError("NOT_FOUND", { message: "There is no such generation." });
  }
  // The job does the same; here so that nobody who has our answer can still read them.
  await removeMedia(gateway, keys).catch((error) =>
    gateway.log.warn(
      { err: error, generationId: id },
      "media of a deleted generation left to a job",
    ),
  );
  return { id, deleted: true };
}
