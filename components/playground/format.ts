/** 83_000 → "1:23"; what a running clock shows. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** 480 → "0.5 s", 6_000 → "6 s": how long something usually takes, not more exact than it is. */
export function formatTypical(ms: number): string {
  return ms < 9_950 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 1000)} s`;
}

/** 8420 → "8,420". The same on server and browser, whatever their language. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US");
}

/** 1 → "1 credit", 120 → "120 credits". */
export function formatCredits(credits: number): string {
  return `${formatNumber(credits)} ${credits === 1 ? "credit" : "credits"}`;
}
