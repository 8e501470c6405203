/** A cycle of a subscription: from its start on, up to but without its end. */
export type Cycle = { start: Date; end: Date };

/** A time some months later, in UTC; a day that the month has not is its last one (31 January → 28 February). */
export function addMonths(time: Date, months: number): Date {
  const moved = new Date(time);
  // By the first of the month, which every month has.
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0),
  ).getUTCDate();
  moved.setUTCDate(Math.min(time.getUTCDate(), lastDay));
  return moved;
}

/**
 * The monthly cycle that a time is in. Cycles are counted from the anchor, never from the cycle
 * before, so a short month does not move those behind it; and in UTC, so no clock change does.
 */
export function cycleAt(anchor: Date, at: Date): Cycle {
  const whole =
    (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 +
    (at.getUTCMonth() - anchor.getUTCMonth());
  const n = addMonths(anchor, whole) > at ? whole - 1 : whole;
  return { start: addMonths(anchor, n), end: addMonths(anchor, n + 1) };
}
