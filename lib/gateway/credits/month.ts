/** When the month (UTC) of a time is over: monthly limits of keys begin anew. */
export function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}
