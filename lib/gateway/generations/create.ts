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
import { findReplay, keyUse } from "./idempotency.ts";
import { insertGeneration, type NewGeneration } from "./insert-generation.ts";
import { insufficientCredits } from "./insufficient-credits.ts";
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
  /** Makes the same request give the same generation again. */
  idempotencyKey?: string | undefined;
  /** Where `body` lies in that of the request: conflicts of the key are told by it. */
  bodyPath?: readonly string[];
};

export type CreatedGeneration = {
  row: GenerationRow;
  generation: Generation;
  /** Whether an earlier request with the same key made it. */
  isReplayed: boolean;
};

/** When a workspace that has too many unfinished generations may try again. */
const FULL_RETRY_MS = 2_000;

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

function tooManyUnfinished(model: Model, most: number): GatewayError {
  return new GatewayError(generationCode(model.media, "RATE_LIMITED"), {
    message: `This workspace may have ${most} unfinished generation${most === 1 ? "" : "s"} at once.`,
    fault: "caller",
    retryAfterMs: FULL_RETRY_MS,
  });
}

function newRow(
  { actor, requestId }: RequestContext,
  args: {
    id: string;
    model: Model;
    input: GenerationRow["input"];
    createdAt: Date;
    deadlineMs: number;
  },
): NewGeneration {
  const { id, model, input, createdAt, deadlineMs } = args;
  return {
    id,
    workspaceId: actor.workspaceId,
    mode: actor.mode,
    model: model.id,
    media: model.media,
    status: "IN_QUEUE",
    input,
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
    deadlineAt: new Date(createdAt.getTime() + deadlineMs),
    requestId,
    keyId: actor.via.kind === "key" ? actor.via.keyId : null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    deletedAt: null,
  };
}

/**
 * Accepts a generation: checks the input, quotes it, and writes row, hold, first event and job in
 * one statement. Durable when it resolves. A key that was used before gives that generation again,
 * which is decided before all else. Throws UNSUPPORTED_MODEL, INVALID_INPUT, what its upstream refuses
 * at once, RATE_LIMITED for too many unfinished ones, INSUFFICIENT_CREDITS, and IDEMPOTENCY_CONFLICT;
 * then nothing is stored, no file either.
 */
export async function createGeneration(
  ctx: RequestContext,
  request: CreateGeneration,
): Promise<CreatedGeneration> {
  const { modelId, body, files = [], idempotencyKey: key, bodyPath = [] } = request;
  const asked = request.fingerprint ?? body;
  const use = key === undefined ? null : keyUse(ctx, { key, body: asked, bodyPath });
  const replay = use && (await findReplay(ctx, { use, modelId }));
  if (replay) return created(ctx, replay, true);
  const model = requireModel(modelId, modelId);
  const checked = checkInput(model, body);
  if (!checked.ok) throw invalidInput(model, checked.issues);
  const { credits } = quoteCredits(model, checked.input);
  await screenGeneration(ctx, { model, input: checked.input });
  simulateCredits(ctx, { model, input: checked.input, credits });
  const createdAt = ctx.gateway.now();
  const id = newId("generation", createdAt);
  const stored = await storeInputs(ctx, { generationId: id, model, input: checked.input, files });
  if (!stored.ok) throw invalidInput(model, stored.issues);
  const { deadlines, limits } = ctx.gateway;
  const deadlineMs = request.deadlineMs ?? deadlines.queueMs;
  const row = newRow(ctx, { id, model, input: stored.input, createdAt, deadlineMs });
  const discard = () => discardInputs(ctx, id, stored.keys);
  const inserted = await insertGeneration(ctx, row, { credits, use }).catch(async (error) => {
    await discard();
    throw error;
  });
  if (inserted.outcome === "inserted") return created(ctx, inserted.row, false);
  await discard();
  const winner = use && (await findReplay(ctx, { use, modelId }));
  if (winner) return created(ctx, winner, true);
  if (inserted.outcome === "full") throw tooManyUnfinished(model, limits.unfinishedGenerations);
  if (inserted.outcome === "short") {
    const { available, keyLimit } = inserted;
    const { input } = checked;
    throw insufficientCredits({ model, input, credits, available, keyLimit, at: createdAt });
  }
  // It was there a moment ago: its day ended, or its generation was removed, in between.
  throw new GatewayError("IDEMPOTENCY_CONFLICT", {
    message:
      "Another request with this Idempotency-Key came at the same time; send this one again.",
    nextAction: "retry_now",
  });
}

function created(ctx: RequestContext, row: GenerationRow, isReplayed: boolean): CreatedGeneration {
  return { row, generation: presentGeneration(ctx, row), isReplayed };
}
