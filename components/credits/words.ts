const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 4,
  // Rounded up it would be credits that nobody has.
  roundingMode: "trunc",
});
const COMPACT_FROM = 1_000_000;

/** 8420 → "8,420", 1_234_567 → "1.234M": an amount where there is little room. */
export function shortCredits(credits: number): string {
  return credits < COMPACT_FROM ? credits.toLocaleString("en-US") : compact.format(credits);
}

const day = { day: "numeric", month: "short", timeZone: "UTC" } as const;
const calendar = new Intl.DateTimeFormat("en-GB", day);
const calendarWithYear = new Intl.DateTimeFormat("en-GB", { ...day, year: "numeric" });

/** A time as its day (UTC): "17 Dec", with the year when it is not that of now. */
export function dayOf(time: string | number, nowMs: number): string {
  const date = new Date(time);
  const isThisYear = date.getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return (isThisYear ? calendar : calendarWithYear).format(date);
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
