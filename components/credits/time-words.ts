const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const MONTH_S = 30.44 * DAY_S;

const STEPS = [
  { unit: "minute", limitS: 90 * MINUTE_S, sizeS: MINUTE_S },
  { unit: "hour", limitS: 48 * HOUR_S, sizeS: HOUR_S },
  { unit: "day", limitS: 60 * DAY_S, sizeS: DAY_S },
  { unit: "month", limitS: 24 * MONTH_S, sizeS: MONTH_S },
  { unit: "year", limitS: Number.POSITIVE_INFINITY, sizeS: 12 * MONTH_S },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How far a time is from now, in the largest unit that fits: `in 6 days`, `3 hours ago`. */
export function fromNow(iso: string, nowMs: number): string {
  const seconds = (new Date(iso).getTime() - nowMs) / 1000;
  const distanceS = Math.abs(seconds);
  const step = STEPS.find(({ limitS }) => distanceS < limitS) ?? STEPS[STEPS.length - 1];
  const count = Math.max(1, Math.round(distanceS / (step?.sizeS ?? 1)));
  return relative.format(seconds <= 0 ? -count : count, step?.unit ?? "day");
}

/** When credits end or ended: `never`, `in 6 days`, `expired 3 days ago`. */
export function expiryWords(expiresAt: string | null, nowMs: number): string {
  if (expiresAt === null) return "never";
  const words = fromNow(expiresAt, nowMs);
  return new Date(expiresAt).getTime() <= nowMs ? `expired ${words}` : words;
}

export type TimeWords = { day: string; clock: string; full: string };

/** A moment for a reader in a time zone: `24 Nov`, `10:42:07`, and all of it for who asks. */
export function timeWords(iso: string, timeZone: string | undefined, year: number): TimeWords {
  const at = new Date(iso);
  const zone = { ...(timeZone && { timeZone }) };
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, ...zone }).format(at);
  return {
    day: format({
      day: "numeric",
      month: "short",
      ...(at.getUTCFullYear() !== year && { year: "numeric" }),
    }),
    clock: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    full: format({ dateStyle: "full", timeStyle: "long" }),
  };
}
