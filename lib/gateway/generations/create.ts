import type { GenerationCode } from "#lib/contract/codes.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { generationCode, guessMedia } from "#lib/contract/media.ts";
import { findModel, nearestModels } from "#lib/contract/models/catalogue.ts";
import { type CheckedInput, checkInput } from "#lib/contract/models/check-input.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import type { RequestContext } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import { RUN_GENERATION } from "../jobs/names.ts";
import { eventState } from "./lifecycle.ts";
import { presentGeneration } from "./present.ts";
import { screenGeneration } from "./screen.ts";
import { simulateCredits } from "./simulate-credits.ts";
import { discardInputs, type InputFile, storeInputs } from "./store-inputs.ts";

export type CreateGeneration = {
  modelId: string;
  body: unknown;
  /** Files that came with the body, each at its place in it. */
  files?: readonly InputFile[];
  /** The body as far as it tells requests apart, where it cannot say that itself: files by their hash. */
  fingerprint?: Record<string, unknown>;
  /** Overrides how long the whole may take, in milliseconds: for callers who wait. */
  deadlineMs?: number;
};

/** The model, or UNSUPPORTED_MODEL with the nearest ids, in the family that the path suggests. */
export function requireModel(modelId: string, path: string): Model {
  const model = findModel(modelId);
  if (model) return model;
  const suggestions = nearestModels(modelId);
  throw new GatewayError(generationCode(guessMedia(path), "UNSUPPORTED_MODEL"), {
    message: `No model ${modelId.slice(0, 200)} is in the catalogue.`,
    suggestions,
  });
}

/** One sentence for the whole body, made of its issues. */
function issuesMessage(issues: Extract<CheckedInput, { ok: false }>["issues"]): string {
  const [first] = issues;
  if (!first) return "The input is not valid.";
  const place = first.path.length > 0 ? first.path.join(".") : "The body";
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return `${place} ${first.message}${rest}.`.replace(/\?\.$/, "?");
}

export function invalidInput(
  model: Model,
  issues: Extract<CheckedInput, { ok: false }>["issues"],
): GatewayError {
  const code: GenerationCode = generationCode(model.media, "INVALID_INPUT");
  return new GatewayError(code, { message: issuesMessage(issues), issues });
}

/**
 * Row, first event and job in one statement, so one transaction and one round trip. The job's key is
 * new with the id, so the queue's cheap way to take it in is safe: there is nothing to replace.
 */
export const INSERT_SQL = `
with generation as (
  insert into generations
    (id, workspace_id, mode, model, media, status, input, usage, deadline_at, request_id, key_id, created_at)
  values ($1, $2, $3, $4, $5, 'IN_QUEUE', $6, $7, $8, $9, $10, $11)
  returning id
), event as (
  insert into generation_events (generation_id, seq, workspace_id, mode, state, created_at)
  select id, 1, $2, $3, $12, $11 from generation
)
select graphile_worker.add_job($13, json_build_object('generationId', id), job_key := 'run:' || id,
  job_key_mode := 'unsafe_dedupe') from generation`;

async function insertGeneration(ctx: RequestContext, row: GenerationRow): Promise<void> {
  await ctx.gateway.db.pool.query({
    name: "generation-insert",
    text: INSERT_SQL,
    values: [
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
    ],
  });
}

/**
 * Accepts a generation: checks the input, quotes it, and writes row, first event and job in one
 * statement. Durable when it resolves. Throws UNSUPPORTED_MODEL, INVALID_INPUT, and what its upstream
 * refuses at once; then nothing is stored, no file either.
 */
export async function createGeneration(
  ctx: RequestContext,
  { modelId, body, files = [], deadlineMs }: CreateGeneration,
): Promise<{ row: GenerationRow; generation: Generation }> {
  const { gateway, actor } = ctx;
  const model = requireModel(modelId, modelId);
  const checked = checkInput(model, body);
  if (!checked.ok) throw invalidInput(model, checked.issues);
  const credits = quoteCredits(model, checked.input).credits;
  await screenGeneration(ctx, { model, input: checked.input });
  simulateCredits(ctx, { model, input: checked.input, credits });
  const createdAt = gateway.now();
  const id = newId("generation", createdAt);
  const stored = await storeInputs(ctx, { generationId: id, model, input: checked.input, files });
  if (!stored.ok) throw invalidInput(model, stored.issues);
  const row: GenerationRow = {
    id,
    workspaceId: actor.workspaceId,
    mode: actor.mode,
    model: model.id,
    media: model.media,
    status: "IN_QUEUE",
    input: stored.input,
    usage: { total: credits, subscription: credits, permanent: 0 },
    progress: 0,
    queuePosition: null,
    files: null,
    failure: null,
    attempts: [],
    lastSeq: 1,
    claim: 0,
    upstream: null,
    submitState: null,
    upstreamRef: null,
    deadlineAt: new Date(createdAt.getTime() + (deadlineMs ?? gateway.deadlines.queueMs)),
    requestId: ctx.requestId,
    keyId: actor.via.kind === "key" ? actor.via.keyId : null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    deletedAt: null,
  };
  await insertGeneration(ctx, row).catch(async (error) => {
    await discardInputs(ctx, id, stored.keys);
    throw error;
  });
  return { row, generation: presentGeneration(ctx, row) };
}
