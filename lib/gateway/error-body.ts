import { codeFacts, type ErrorCode, type Fault, type NextAction } from "#lib/contract/codes.ts";
import type { Billing, ErrorBody, InputIssue } from "#lib/contract/errors.ts";

const UNAVAILABLE_RETRY_MS = 2_000;
const RATE_LIMIT_RETRY_MS = 1_000;
const MESSAGE_MAX = 500;
const PATH_PART_MAX = 200;

/** What is known of a failure; the catalogue knows the rest. */
export type Failure = {
  code: ErrorCode;
  message: string;
  requestId: string;
  retryAfterMs?: number | null | undefined;
  issues?: InputIssue[] | undefined;
  suggestions?: string[] | undefined;
  fault?: Fault | undefined;
  nextAction?: NextAction | undefined;
  billing?: Billing | undefined;
};

/** The page that explains a code. */
export function docsUrl(origin: string, code: string): string {
  return `${origin}/errors/${code}`;
}

/** 429 and 503 always say when to come back. */
function retryAfterMs({ code, retryAfterMs }: Failure): number | null {
  if (retryAfterMs !== undefined && retryAfterMs !== null) return retryAfterMs;
  const { status } = codeFacts(code);
  if (status === 503) return UNAVAILABLE_RETRY_MS;
  return status === 429 ? RATE_LIMIT_RETRY_MS : null;
}

/** What a caller sent may stand in a text, however long it is. */
function cut(text: string, maxLength: number, end: string): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, maxLength - end.length).toWellFormed() + end;
}

function cutIssue({ path, message }: InputIssue): InputIssue {
  return {
    path: path.map((part) => (typeof part === "string" ? cut(part, PATH_PART_MAX, "…") : part)),
    message: cut(message, MESSAGE_MAX, "…"),
  };
}

/** The one error body of the contract: in answers, stream frames, failed generations and lists. */
export function errorBodyOf(failure: Failure, origin: string): ErrorBody {
  const { code, message, requestId, issues, suggestions, billing } = failure;
  const facts = codeFacts(code);
  return {
    error: code,
    code,
    message: cut(message, MESSAGE_MAX, "…."),
    request_id: requestId,
    docs_url: docsUrl(origin, code),
    fault: failure.fault ?? facts.fault,
    retryable: facts.retryable,
    retry_after_ms: retryAfterMs(failure),
    next_action: failure.nextAction ?? facts.nextAction,
    ...(issues && { issues: issues.map(cutIssue) }),
    ...(suggestions && { suggestions }),
    ...(billing && { billing }),
  };
}
