const RETRY_MAX_MS = 60 * 60 * 1000;

function bounded(ms: number): number {
  return Math.min(RETRY_MAX_MS, Math.max(0, Math.ceil(ms)));
}

function msOf(value: string | undefined, unitMs: number): number | undefined {
  return value !== undefined && /^\s*\d{1,15}(\.\d{1,9})?\s*$/.test(value)
    ? Number(value) * unitMs
    : undefined;
}

function untilDate(value: string | undefined, now: Date): number | undefined {
  if (value === undefined || !/^\w{3,9},? .*(GMT|UTC|[+-]0000)\s*$/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now.getTime();
}

/**
 * When the vendor says to come back, in milliseconds from now, 0 to an hour: by `retry-after-ms`,
 * `retry-after` (seconds or a date), or what its body says. Undefined when it does not say.
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string>>,
  fromBodyMs: number | undefined,
  now: Date,
): number | undefined {
  const ms =
    msOf(headers["retry-after-ms"], 1) ??
    msOf(headers["retry-after"], 1000) ??
    untilDate(headers["retry-after"], now) ??
    fromBodyMs;
  return ms === undefined || Number.isNaN(ms) ? undefined : bounded(ms);
}
