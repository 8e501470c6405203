import { z } from "zod";
import { readPath } from "../read-path.ts";
import type { VendorTable } from "../signals.ts";
import { code, count, filled, flag, list, part, text } from "../tolerant.ts";

const GRPC_CODE_MAX = 16;

const filtered = {
  raiMediaFilteredCount: count,
  raiMediaFilteredReasons: list(text),
};
const media = list(z.unknown());

const googleError = part({
  code,
  message: text,
  status: text,
  details: list(
    part({
      reason: text,
      retryDelay: text,
      fieldViolations: list(part({ field: text, description: text })),
    }),
  ),
});

/** One shape for all three: an image's answer, a video's operation, an error. */
const googleBody = part({
  done: flag,
  error: googleError,
  promptFeedback: part({ blockReason: text, blockReasonMessage: text }),
  candidates: list(part({ finishReason: text, finishMessage: text })),
  response: part({
    ...filtered,
    videos: media,
    // Two names of the same: Vertex has the filter's words one level higher.
    generateVideoResponse: part({ ...filtered, generatedSamples: media }),
  }),
});

type GoogleBody = z.infer<typeof googleBody>;

/** An operation's error has a gRPC code (3), a refusal has the HTTP status (400). */
function errorCodes({ error, done }: GoogleBody): string[] {
  const isOperation = error.code !== "" && (done === true || Number(error.code) <= GRPC_CODE_MAX);
  return isOperation ? [`op:${error.code}`] : filled(error.status && `status:${error.status}`);
}

function filterOf({ response }: GoogleBody) {
  const { generateVideoResponse: inner } = response;
  const reasons = [...inner.raiMediaFilteredReasons, ...response.raiMediaFilteredReasons];
  const isFiltered =
    reasons.length + inner.raiMediaFilteredCount + response.raiMediaFilteredCount > 0;
  const hasMade = inner.generatedSamples.length + response.videos.length > 0;
  return { codes: isFiltered && !hasMade ? ["filtered"] : [], reasons };
}

function retryDelayMs(delays: readonly string[]): number | undefined {
  const seconds = delays
    .map((delay) => delay.match(/^(\d{1,9}(?:\.\d{1,9})?)s$/)?.[1])
    .find(Boolean);
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

export const google: VendorTable = {
  read(received) {
    // Streaming endpoints wrap their error in a list.
    const body = googleBody.parse(Array.isArray(received) ? received[0] : received);
    const { error, promptFeedback, candidates } = body;
    const filter = filterOf(body);
    const violations = error.details.flatMap((detail) => detail.fieldViolations);
    return {
      codes: [
        ...filter.codes,
        ...errorCodes(body),
        ...filled(promptFeedback.blockReason).map((reason) => `block:${reason}`),
        ...filled(...candidates.map(({ finishReason }) => finishReason)).map(
          (reason) => `finish:${reason}`,
        ),
        ...filled(...error.details.map(({ reason }) => reason)).map((reason) => `reason:${reason}`),
      ],
      texts: filled(
        ...filter.reasons,
        promptFeedback.blockReasonMessage,
        ...candidates.map(({ finishMessage }) => finishMessage),
        ...violations.map(({ description }) => description),
        error.message,
      ),
      complaints: violations.map(({ field, description }) => ({
        path: readPath(field),
        text: description,
      })),
      retryAfterMs: retryDelayMs(error.details.map(({ retryDelay }) => retryDelay)),
    };
  },
  rules: [
    { code: ["filtered"], subCode: "CONTENT_REJECTED" },
    {
      code: /^(op:\d+|status:INVALID_ARGUMENT)$/,
      text: /Support codes?:|usage guidelines|Responsible AI|sensitive words/i,
      subCode: "CONTENT_REJECTED",
    },
    { code: ["op:3"], subCode: "INVALID_INPUT" },
    { code: ["op:4"], subCode: "TIMEOUT" },
    { code: ["op:5"], subCode: "UNSUPPORTED_MODEL" },
    { code: ["op:8"], subCode: "RATE_LIMITED" },
    { code: ["op:7", "op:14", "op:16"], subCode: "PROVIDER_UNAVAILABLE" },
    { code: /^op:/, subCode: "FAILED" },
    { code: /^block:/, subCode: "CONTENT_REJECTED" },
    {
      code: /^finish:((IMAGE_)?(SAFETY|PROHIBITED_CONTENT|RECITATION)|BLOCKLIST|SPII)$/,
      subCode: "CONTENT_REJECTED",
    },
    {
      code: [
        "reason:API_KEY_INVALID",
        "status:FAILED_PRECONDITION",
        "status:PERMISSION_DENIED",
        "status:UNAUTHENTICATED",
      ],
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: ["status:RESOURCE_EXHAUSTED"], subCode: "RATE_LIMITED" },
  ],
};
