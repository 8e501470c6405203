import type { ErrorCode } from "#lib/contract/codes.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { generationCode } from "#lib/contract/media.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { type SpeechRequest, type SpeechResult, speechModelId } from "#lib/contract/speech.ts";
import type { RequestContext } from "../context.ts";
import { GatewayError, isGatewayError } from "../errors.ts";
import { createGeneration, requireModel } from "./create.ts";
import { followGeneration } from "./follow.ts";
import { failExpired } from "./sweep.ts";

/** Room for the sweep to end what is late before the caller is told that it is late. */
const GRACE_MS = 1_500;

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

function failureOf(generation: Generation, model: Model): GatewayError {
  if (generation.status === "CANCELED") {
    return new GatewayError(generationCode(model.media, "FAILED"), {
      message: "The generation was canceled.",
    });
  }
  return new GatewayError((generation.code ?? generationCode(model.media, "FAILED")) as ErrorCode, {
    ...(generation.message && { message: generation.message }),
    ...(generation.issues && { issues: inBody(generation.issues) }),
    ...(generation.retry_after_ms && { retryAfterMs: generation.retry_after_ms }),
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
  const signal = AbortSignal.timeout(deadlineMs + GRACE_MS);
  for await (const { generation } of followGeneration(ctx, { row, after: row.lastSeq, signal })) {
    if (generation.status === "COMPLETED") {
      const result = toResult(generation);
      if (result) return result;
    }
    if (generation.finished_at !== null) throw failureOf(generation, model);
  }
  // Nobody swept: no process takes jobs. What the caller is told is late must not be made after all.
  await failExpired(ctx.gateway, row);
  throw new GatewayError("TTS_GENERATION_TIMEOUT");
}
