import type { ErrorCode, NextAction } from "#lib/contract/codes.ts";
import type { Billing, InputIssue } from "#lib/contract/errors.ts";
import { type Generation, isTerminal } from "#lib/contract/generation.ts";
import { generationCode } from "#lib/contract/media.ts";
import { type SpeechRequest, type SpeechResult, speechModelId } from "#lib/contract/speech.ts";
import type { RequestContext } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";
import { GatewayError, isGatewayError } from "../errors.ts";
import { type CreatedGeneration, createGeneration, requireModel } from "./create.ts";
import { followGeneration } from "./follow.ts";
import { getGeneration } from "./get.ts";
import { findReplay, keyUse } from "./idempotency.ts";
import { presentGeneration } from "./present.ts";
import { failExpired } from "./sweep.ts";

/** A timer may be early by the clock; the deadline has passed by the clock as well. */
const CLOCK_MARGIN_MS = 5;

function toResult(generation: Generation): SpeechResult | null {
  if (generation.data?.type !== "audio") return null;
  const { url, content_type, duration } = generation.data.audio;
  const [provider = "", ...rest] = generation.model.split("/");
  return {
    success: true,
    data: {
      provider,
      model: rest.join("/"),
      modelId: generation.model,
      endpoint: generation.model,
      audio_url: url,
      audio: { url, content_type, duration },
      output: { audio_url: url },
      logs: null,
      metrics: null,
    },
  };
}

/** The model's input is one field of this call's body, and issues are told by their place in it. */
function inBody(issues: InputIssue[]): InputIssue[] {
  return issues.map((issue) => ({ ...issue, path: ["input", ...issue.path] }));
}

/** What the call did to credits, for the body of its error, unless it never touched any. */
function moneyOf({ billing }: Generation): { billing?: Billing } {
  return billing.entry_ids.length > 0 ? { billing } : {};
}

/** The failure of a generation as this call's own: all that its error body says, but the request. */
function failureOf(generation: Generation): GatewayError {
  const { code, fault, issues, message, next_action, retry_after_ms } = generation;
  if (generation.status === "CANCELED") {
    return new GatewayError(generationCode(generation.media, "FAILED"), {
      message: "The generation was canceled.",
      fault: "caller",
      ...moneyOf(generation),
    });
  }
  return new GatewayError((code ?? generationCode(generation.media, "FAILED")) as ErrorCode, {
    ...(message && { message }),
    ...(fault && { fault }),
    ...(next_action && { nextAction: next_action as NextAction }),
    ...(issues && { issues: inBody(issues) }),
    ...(generation.suggestions && { suggestions: generation.suggestions }),
    ...(retry_after_ms && { retryAfterMs: retry_after_ms }),
    ...moneyOf(generation),
  });
}

function requireModelId(request: SpeechRequest): string {
  const modelId = speechModelId(request);
  if (modelId !== null) return modelId;
  throw new GatewayError("TTS_GENERATION_INVALID_INPUT", {
    message: "modelId is required.",
    issues: [{ path: ["modelId"], message: "is required, or provider and model, or endpoint" }],
  });
}

function requireSpeechModel(modelId: string): void {
  const model = requireModel(modelId, "/ai/tts/");
  if (model.media === "tts") return;
  throw new GatewayError("TTS_GENERATION_UNSUPPORTED_MODEL", {
    message: `${model.id} does not make speech.`,
  });
}

/**
 * The generation at its end, which it has by its deadline: what the caller is told is late must not
 * be made after all, so it is failed here, unless it has ended at the last moment.
 */
async function waitForEnd(ctx: RequestContext, row: GenerationRow): Promise<Generation> {
  const { closing, deadlines, now } = ctx.gateway;
  const leftMs = Math.min(row.deadlineAt.getTime() - now().getTime(), deadlines.speechCallMs);
  const signal = AbortSignal.timeout(Math.max(0, leftMs) + CLOCK_MARGIN_MS);
  for await (const { generation } of followGeneration(ctx, { row, after: 0, signal })) {
    if (isTerminal(generation.status)) return generation;
  }
  if (closing.aborted) {
    throw new GatewayError("SERVICE_UNAVAILABLE", {
      message: "The server is stopping. The speech is made all the same; read it by its id.",
      ...moneyOf(presentGeneration(ctx, row)),
    });
  }
  await failExpired(ctx.gateway, row);
  const ended = presentGeneration(ctx, await getGeneration(ctx, row.id));
  if (isTerminal(ended.status)) return ended;
  throw new GatewayError("TTS_GENERATION_TIMEOUT", moneyOf(ended));
}

export type SpeakArguments = { request: SpeechRequest; idempotencyKey: string | undefined };

/** The generation of a speech call: one that its key was used for before, or a new one. */
async function accept(
  ctx: RequestContext,
  { request, idempotencyKey: key }: SpeakArguments,
): Promise<Pick<CreatedGeneration, "row" | "isReplayed">> {
  const modelId = requireModelId(request);
  const { input: body } = request;
  const bodyPath = ["input"];
  const use = key === undefined ? null : keyUse(ctx, { key, body, bodyPath });
  const replay = use && (await findReplay(ctx, { use, modelId }));
  if (replay) return { row: replay, isReplayed: true };
  requireSpeechModel(modelId);
  const deadlineMs = ctx.gateway.deadlines.speechCallMs;
  const args = { modelId, body, bodyPath, deadlineMs, idempotencyKey: key };
  return createGeneration(ctx, args).catch((error) => {
    if (isGatewayError(error) && error.details.issues && error.code !== "IDEMPOTENCY_CONFLICT") {
      error.details.issues = inBody(error.details.issues);
    }
    throw error;
  });
}

/**
 * Speaks a text within the request: a generation like any other, followed to its end. A caller who
 * leaves does not cancel it; one who comes again with the same key waits for the same. `onAccepted`
 * hears the id as soon as there is one. Throws TTS_GENERATION_* for every failure,
 * TTS_GENERATION_TIMEOUT past the deadline, and IDEMPOTENCY_CONFLICT.
 */
export async function speak(
  ctx: RequestContext,
  args: SpeakArguments,
  onAccepted: (generationId: string, isReplayed: boolean) => void,
): Promise<SpeechResult> {
  const { row, isReplayed } = await accept(ctx, args);
  onAccepted(row.id, isReplayed);
  const ended = await waitForEnd(ctx, row);
  const result = ended.status === "COMPLETED" ? toResult(ended) : null;
  if (result) return result;
  throw failureOf(ended);
}
