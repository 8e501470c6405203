import { GatewayError } from "../errors.ts";

const RULE = "must be the next_cursor of an earlier page";

/** Where a page ends, as callers hand it back: not to be read by them. */
export function encodeCursor(end: string | number): string {
  return Buffer.from(String(end)).toString("base64url");
}

/** What `encodeCursor` was given, when it looks as it should; else VALIDATION_ERROR for `cursor`. */
export function decodeCursor(cursor: string, pattern: RegExp): string {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (pattern.test(text)) return text;
  throw new GatewayError("VALIDATION_ERROR", {
    message: `cursor ${RULE}.`,
    issues: [{ path: ["cursor"], message: RULE }],
  });
}
