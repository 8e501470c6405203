import { generationCode, type Media } from "#lib/contract/media.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

const NAME = "Idempotency-Key";
const KEY = /^[\x20-\x7e]{1,255}$/;
const RULE = "must have 1 to 255 printable ASCII characters";

/** The Idempotency-Key of a request, if it has one; INVALID_INPUT of the family when it is malformed. */
export function readIdempotencyKey(c: HttpContext, media: Media): string | undefined {
  const key = c.req.header(NAME);
  if (key === undefined || KEY.test(key)) return key;
  throw new GatewayError(generationCode(media, "INVALID_INPUT"), {
    message: `${NAME} ${RULE}.`,
    issues: [{ path: [NAME], message: RULE }],
  });
}

/** Says that the answer is that of an earlier request. */
export function markReplayed(c: HttpContext): void {
  c.set("isReplayed", true);
}
