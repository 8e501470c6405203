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

export type ErrorAnswer = { status: number; headers: Record<string, string>; body: string };

/** An error as status, headers and the body of the contract. */
export function errorAnswer(
  { code, message, details }: GatewayError,
  { requestId, origin }: { requestId: string; origin: string },
): ErrorAnswer {
  const body = errorBodyOf({ ...details, code, message, requestId }, origin);
  const headers: Record<string, string> = {
    ...details.headers,
    "Content-Type": "application/json; charset=UTF-8",
    "Cache-Control": "no-store",
  };
  if (body.retry_after_ms !== null) {
    headers["Retry-After"] = String(Math.ceil(body.retry_after_ms / 1000));
  }
  return { status: details.status ?? codeFacts(code).status, headers, body: JSON.stringify(body) };
}

/** The one place that turns errors into answers. What is not foreseen goes to the log, never out. */
export function answerError(c: HttpContext, thrown: unknown): Response {
  const error = toGatewayError(thrown);
  const requestId = c.get("requestId");
  const answer = errorAnswer(error, { requestId, origin: c.get("origin") });
  if (answer.status >= 500 && !splitCode(error.code)) {
    const log = c.get("gateway").log;
    log.error(
      { requestId, method: c.req.method, path: c.req.path, err: error.details.cause },
      error.code,
    );
  }
  // By the context, so that headers set before the failure stay, such as the generation's id.
  return c.body(answer.body, answer.status as ContentfulStatusCode, answer.headers);
}
