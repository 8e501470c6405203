import type { ErrorCode, NextAction } from "#lib/contract/codes.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import { type Generation, isTerminal } from "#lib/contract/generation.ts";
import { generationCode } from "#lib/contract/media.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { type SpeechRequest, type SpeechResult, speechModelId } from "#lib/contract/speech.ts";
import type { RequestContext } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";
import { GatewayError, isGatewayError } from "../errors.ts";
import { createGeneration, requireModel } from "./create.ts";
import { followGeneration } from "./follow.ts";
import { getGeneration } from "./get.ts";
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

/** The failure of a generation as this call's own: all that its error body says, but the request. */
function failureOf(generation: Generation, model: Model): GatewayError {
  const { billing, code, fault, issues, message, next_action, retry_after_ms } = generation;
  const wasPaid = billing.entry_ids.length > 0 && { billing };
  if (generation.status === "CANCELED") {
    return new GatewayError(generationCode(model.media, "FAILED"), {
      message: "The generation was canceled.",
      fault: "caller",
      ...wasPaid,
    });
  }
  return new GatewayError((code ?? generationCode(model.media, "FAILED")) as ErrorCode, {
    ...(message && { message }),
    ...(fault && { fault }),
    ...(next_action && { nextAction: next_action as NextAction }),
    ...(issues && { issues: inBody(issues) }),
    ...(generation.suggestions && { suggestions: generation.suggestions }),
    ...(retry_after_ms && { retryAfterMs: retry_after_ms }),
    ...wasPaid,
  });
}

function speechModel(request: SpeechRequest): Model {
  const modelId = speechModelId(request);
  if (modelId === null) {
    throw new GatewayError("TTS_GENERATION_INVALID_INPUT", {
      message: "modelId is required.",
      issues: [{ path: ["modelId"], message: "is required, or provider and model, or endpoint" }],
    });
  }
  const model = requireModel(modelId, "/ai/tts/");
  if (model.media === "tts") return model;
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
    });
  }
  await failExpired(ctx.gateway, row);
  const ended = presentGeneration(ctx, await getGeneration(ctx, row.id));
  if (isTerminal(ended.status)) return ended;
  throw new GatewayError("TTS_GENERATION_TIMEOUT");
}

/**
 * Speaks a text within the request: a generation like any other, followed to its end. A caller who
 * leaves does not cancel it. `onAccepted` hears the id as soon as there is one. Throws
 * TTS_GENERATION_* for every failure, TTS_GENERATION_TIMEOUT past the deadline.
 */
export async function speak(
  ctx: RequestContext,
  request: SpeechRequest,
  onAccepted: (generationId: string) => void,
): Promise<SpeechResult> {
  const model = speechModel(request);
  const deadlineMs = ctx.gateway.deadlines.speechCallMs;
  const args = { modelId: model.id, body: request.input, deadlineMs };
  const { row } = await createGeneration(ctx, args).catch((error) => {
    if (isGatewayError(error) && error.details.issues) {
      error.details.issues = inBody(error.details.issues);
    }
    throw error;
  });
  onAccepted(row.id);
  const ended = await waitForEnd(ctx, row);
  const result = ended.status === "COMPLETED" ? toResult(ended) : null;
  if (result) return result;
  throw failureOf(ended, model);
}
