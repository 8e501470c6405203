import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "./codes.ts";

/** One thing wrong with the input: where, and what is allowed there. */
export const inputIssue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});
export type InputIssue = z.infer<typeof inputIssue>;

/** A limit that stands in the way of spending, where it is not the balance; in whole credits. */
export const creditLimit = z.object({
  kind: z.literal("key_monthly"),
  limit: z.number().int(),
  used: z.number().int(),
  resets_at: z.string(),
});

/** What happened to credits, in whole credits. */
export const billing = z.object({
  held: z.number().int(),
  captured: z.number().int(),
  released: z.number().int(),
  required: z.number().int().optional(),
  available: z.number().int().optional(),
  /** How much is missing. */
  shortfall: z.number().int().optional(),
  limit: creditLimit.optional(),
  entry_ids: z.array(z.string()),
});
export type Billing = z.infer<typeof billing>;

export const errorCode = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);

/**
 * The one error body, everywhere: answers, stream frames, failed generations.
 * `code` and `message` are the contract, `error` is the legacy twin of `code`.
 */
export const errorBody = z.object({
  error: errorCode,
  code: errorCode,
  message: z.string(),
  request_id: z.string(),
  docs_url: z.string(),
  fault: z.enum(["caller", "gateway", "provider"]),
  retryable: z.boolean(),
  retry_after_ms: z.number().int().nullable(),
  next_action: z.string(),
  issues: z.array(inputIssue).optional(),
  suggestions: z.array(z.string()).optional(),
  billing: billing.optional(),
});
export type ErrorBody = z.infer<typeof errorBody>;
