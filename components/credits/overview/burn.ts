import type { CreditUsage } from "#lib/contract/credits.ts";

const DAY_MS = 86_400_000;
/** What the pace is the average of. */
export const PACE_DAYS = 7;
export const BURN_DAYS = 30;
/** More series than this cannot be told apart; the rest counts together. */
const SERIES_MAX = 4;
export const REST = "rest";

/** One day (UTC) and what each series cost on it. */
export type BurnDay = { day: string; total: number; parts: Readonly<Record<string, number>> };

export type Burn = { days: readonly BurnDay[]; series: readonly string[]; total: number };

const dayKey = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The names of the costliest parts, costliest first, and the rest under one name. */
function seriesOf(items: CreditUsage["items"]): string[] {
  const sums = new Map<string, number>();
  for (const { split, captured } of items) {
    if (split !== null && captured > 0) sums.set(split, (sums.get(split) ?? 0) + captured);
  }
  const names = [...sums].sort(([, one], [, other]) => other - one).map(([name]) => name);
  return names.length <= SERIES_MAX + 1 ? names : [...names.slice(0, SERIES_MAX), REST];
}

/** Usage by day as a chart takes it: every day up to now, also those without any. */
export function readBurn({ items }: Pick<CreditUsage, "items">, nowMs: number): Burn {
  const series = seriesOf(items);
  const days = Array.from({ length: BURN_DAYS }, (_, index) => {
    const day = dayKey(nowMs - (BURN_DAYS - 1 - index) * DAY_MS);
    const parts: Record<string, number> = {};
    for (const item of items) {
      if (item.key !== day || item.split === null) continue;
      const name = series.includes(item.split) ? item.split : REST;
      parts[name] = (parts[name] ?? 0) + item.captured;
    }
    return { day, parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
  });
  return { days, series, total: days.reduce((sum, { total }) => sum + total, 0) };
}

/** Credits a day, over the last seven days with today. */
export function paceOf({ days }: Pick<Burn, "days">): number {
  return days.slice(-PACE_DAYS).reduce((sum, { total }) => sum + total, 0) / PACE_DAYS;
}
