const DAY_MS = 86_400_000;

const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 4,
});
const COMPACT_FROM = 1_000_000;

/** 8420 → "8,420", 1_234_567 → "1.235M": an amount where there is little room. */
export function shortCredits(credits: number): string {
  return credits < COMPACT_FROM ? credits.toLocaleString("en-US") : compact.format(credits);
}

const calendar = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});
const calendarWithYear = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  year: "numeric",
  timeZone: "UTC",
});

/** A time as its day (UTC): "Dec 17", with the year when it is not that of now. */
export function dayOf(time: string | number, nowMs: number): string {
  const date = new Date(time);
  const isThisYear = date.getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return (isThisYear ? calendar : calendarWithYear).format(date);
}

/** How far away a time is, as people say it: "in 6 days", "tomorrow", "in 5 hours", "soon". */
export function timeAhead(time: string | number, nowMs: number): string {
  const aheadMs = new Date(time).getTime() - nowMs;
  const hours = Math.round(aheadMs / 3_600_000);
  if (hours < 1) return "within the hour";
  if (hours < 24) return `in ${hours} ${hours === 1 ? "hour" : "hours"}`;
  const days = Math.round(aheadMs / DAY_MS);
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

/** 2300 → "$23", 92.3 → "$0.92": cents of US dollars. */
export function formatPrice(cents: number): string {
  const isWhole = cents % 100 === 0;
  return (cents / 100).toLocaleString("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: isWhole ? 0 : 2,
    maximumFractionDigits: isWhole ? 0 : 2,
  });
}
