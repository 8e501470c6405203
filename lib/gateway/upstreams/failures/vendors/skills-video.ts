import { z } from "zod";
import { SUB_CODE_NAMES } from "#lib/contract/codes.ts";
import type { Rule, VendorTable } from "../signals.ts";
import { code, filled, list, part, text } from "../tolerant.ts";

const step = z.union([z.string(), z.number()]).catch("");

/** Our own contract, spoken by somebody else: a refusal, or a generation that failed. */
const contractBody = part({
  code,
  error: code,
  message: text,
  retry_after_ms: z.number().nullable().catch(null),
  issues: list(part({ path: list(step), message: text })),
});

const oneToOne: Rule[] = SUB_CODE_NAMES.map((subCode) => ({ code: [subCode], subCode }));

export const skillsVideo: VendorTable = {
  read(body) {
    const { code: name, error, message, retry_after_ms, issues } = contractBody.parse(body);
    return {
      // Their family says nothing of ours: the same model may be of another medium here.
      codes: filled((name || error).replace(/^[A-Z]+_GENERATION_/, "")),
      texts: filled(message),
      complaints: issues.map((issue) => ({ path: issue.path, text: issue.message })),
      retryAfterMs: retry_after_ms ?? undefined,
    };
  },
  rules: [
    // The credits that lack there are ours, not the caller's.
    { code: ["INSUFFICIENT_CREDITS"], subCode: "PROVIDER_UNAVAILABLE" },
    { status: [401, 403], subCode: "PROVIDER_UNAVAILABLE" },
    { code: ["UNAUTHORIZED", "FORBIDDEN"], subCode: "PROVIDER_UNAVAILABLE" },
    ...oneToOne,
    {
      code: ["VALIDATION_ERROR", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"],
      subCode: "INVALID_INPUT",
    },
    { code: ["SERVICE_UNAVAILABLE"], subCode: "PROVIDER_UNAVAILABLE" },
    // A conflict of idempotency keys is of our making: the caller's key never goes upstream.
    { code: ["INTERNAL_ERROR", "IDEMPOTENCY_CONFLICT"], subCode: "FAILED" },
  ],
};
