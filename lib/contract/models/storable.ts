import type { InputIssue } from "../errors.ts";

const MAX_DEPTH = 32;

/** What JSON can say but no database keeps as text; null when the text is fine. */
function textProblem(text: string): string | null {
  if (text.includes("\0")) return "must not contain the character U+0000";
  return text.isWellFormed() ? null : "must not contain half of a surrogate pair";
}

/**
 * Where a JSON value cannot be stored as it is: U+0000 and broken surrogate pairs in texts and keys,
 * and nesting deeper than 32 levels. Open models take any value, so any value has to be looked at.
 */
export function findUnstorable(value: unknown, path: InputIssue["path"] = []): InputIssue[] {
  if (typeof value === "string") {
    const message = textProblem(value);
    return message === null ? [] : [{ path, message }];
  }
  if (typeof value !== "object" || value === null) return [];
  if (path.length > MAX_DEPTH) {
    return [
      { path: path.slice(0, 1), message: `must not be nested over ${MAX_DEPTH} levels deep` },
    ];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const message = textProblem(key);
    if (message !== null) return [{ path, message: `has a key that ${message}` }];
    return findUnstorable(each, [...path, Array.isArray(value) ? Number(key) : key]);
  });
}
