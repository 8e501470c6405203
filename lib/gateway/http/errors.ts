import type { ContentfulStatusCode } from "hono/utils/http-status";
import { codeFacts, splitCode } from "#lib/contract/codes.ts";
import { isAway } from "../db/is-away.ts";
import { errorBodyOf } from "../error-body.ts";
import { GatewayError, isGatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

function toGatewayError(error: unknown): GatewayError {
  if (isGatewayError(error)) return error;
  if (isAway(error)) return new GatewayError("SERVICE_UNAVAILABLE", { cause: error });
  return new GatewayError("INTERNAL_ERROR", { cause: error });
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
  const { code, message, details } = error;
  const body = errorBodyOf({ ...details, code, message, requestId }, c.get("origin"));
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
