import type { ErrorCode } from "#lib/contract/codes.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

const NAME = "Idempotency-Key";
const KEY = /^[\x20-\x7e]{1,255}$/;
const RULE = "must have 1 to 255 printable ASCII characters";

/** The Idempotency-Key of a request, if it has one; throws `malformed` when it breaks the rule. */
export function readIdempotencyKey(c: HttpContext, malformed: ErrorCode): string | undefined {
  const key = c.req.header(NAME);
  if (key === undefined || KEY.test(key)) return key;
  throw new GatewayError(malformed, {
    message: `${NAME} ${RULE}.`,
    issues: [{ path: [NAME], message: RULE }],
  });
}

/** Says that the answer is that of an earlier request. */
export function markReplayed(c: HttpContext): void {
  c.set("isReplayed", true);
}
