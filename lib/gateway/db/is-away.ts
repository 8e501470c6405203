/**
 * SQLSTATEs and socket errors that mean the database cannot be reached or is shutting down, not that
 * a query was wrong. Source: PostgreSQL's error code appendix, classes 08, 53 and 57.
 */
const AWAY = new Set([
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "53100",
  "53200",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "ENOSPC",
]);
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after/i;
const MAX_DEPTH = 5;

/** Whether an error, or what caused it, says that our database or disk is away. */
export function isAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (AWAY.has(code) || MESSAGES.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isAway(each, depth + 1)))
    return true;
  return isAway(error.cause, depth + 1);
}
