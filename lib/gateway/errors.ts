import { codeFacts, type ErrorCode, type Fault, type NextAction } from "#lib/contract/codes.ts";
import type { Billing, InputIssue } from "#lib/contract/errors.ts";

export type ErrorDetails = {
  /** One plain sentence for a person; the catalogue's when absent. */
  message?: string;
  /** Where HTTP has a status of its own for what the code only names in general, such as 416. */
  status?: 400 | 408 | 416 | 431;
  issues?: InputIssue[];
  suggestions?: string[];
  retryAfterMs?: number;
  /** Where the facts of this failure differ from the catalogue's: a limit of ours is the caller's fault. */
  fault?: Fault;
  nextAction?: NextAction;
  /** Only where money was touched, or is the reason. */
  billing?: Billing;
  /** Headers that the answer needs besides the usual ones, such as Allow. */
  headers?: Record<string, string>;
  cause?: unknown;
};

/** What every verb throws for a failure that has a code. Compare `code`, never the class or the text. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? codeFacts(code).message, { cause: details.cause });
    this.name = "GatewayError";
    this.code = code;
    this.details = details;
  }
}

/** True for an error that a verb threw on purpose. */
export function isGatewayError(error: unknown): error is GatewayError {
  return error instanceof Error && error.name === "GatewayError" && "code" in error;
}
