import type { ContentfulStatusCode } from "hono/utils/http-status";
import { codeFacts, type ErrorCode, splitCode } from "#lib/contract/codes.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { isAway } from "../db/is-away.ts";
import { GatewayError, isGatewayError } from "../errors.ts";
import { docsUrl } from "../generations/present.ts";
import type { HttpContext } from "./env.ts";

const AWAY_RETRY_MS = 2_000;
const RATE_LIMIT_RETRY_MS = 1_000;

function toGatewayError(error: unknown): GatewayError {
  if (isGatewayError(error)) return error;
  if (isAway(error)) return new GatewayError("SERVICE_UNAVAILABLE", { cause: error });
  return new GatewayError("INTERNAL_ERROR", { cause: error });
}

/** 429 and 503 always say when to come back. */
function retryAfterMs(code: ErrorCode, given: number | undefined): number | null {
  const { status } = codeFacts(code);
  if (given !== undefined) return given;
  if (status === 503) return AWAY_RETRY_MS;
  return status === 429 ? RATE_LIMIT_RETRY_MS : null;
}

/** The error body that the contract promises everywhere. */
export function errorBodyOf(error: GatewayError, requestId: string, origin: string): ErrorBody {
  const { code, details } = error;
  const facts = codeFacts(code);
  return {
    error: code,
    code,
    message: error.message,
    request_id: requestId,
    docs_url: docsUrl(origin, code),
    fault: facts.fault,
    retryable: facts.retryable,
    retry_after_ms: retryAfterMs(code, details.retryAfterMs),
    next_action: facts.nextAction,
    ...(details.issues && { issues: details.issues }),
    ...(details.suggestions && { suggestions: details.suggestions }),
  };
}

/** The one place that turns errors into answers. What is not foreseen goes to the log, never out. */
export function answerError(c: HttpContext, thrown: unknown): Response {
  const error = toGatewayError(thrown);
  const requestId = c.get("requestId");
  const { status } = codeFacts(error.code);
  if (status >= 500 && !splitCode(error.code)) {
    const log = c.get("gateway").log;
    log.error(
      { requestId, method: c.req.method, path: c.req.path, err: error.details.cause },
      error.code,
    );
  }
  const body = errorBodyOf(error, requestId, c.get("origin"));
  const headers: Record<string, string> = {
    ...error.details.headers,
    "Content-Type": "application/json; charset=UTF-8",
    "Cache-Control": "no-store",
  };
  if (body.retry_after_ms !== null) {
    headers["Retry-After"] = String(Math.ceil(body.retry_after_ms / 1000));
  }
  // By the context, so that headers set before the failure stay, such as the generation's id.
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headers);
}
