import type { Generation } from "#lib/contract/generation.ts";

/** What was asked for, in the words that were typed: models name that field differently, some have none. */
export function promptOf({ input }: Pick<Generation, "input">, wordless = "No prompt"): string {
  for (const name of ["prompt", "text", "input"]) {
    const value = input[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return wordless;
}

const STEPS = [
  { unit: "second", limitS: 45, sizeS: 1 },
  { unit: "minute", limitS: 45 * 60, sizeS: 60 },
  { unit: "hour", limitS: 22 * 3600, sizeS: 3600 },
  { unit: "day", limitS: 7 * 86_400, sizeS: 86_400 },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const calendar = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** How long ago, as people say it: `just now`, `4 min ago`, `yesterday`, then the date. */
export function timeAgo(iso: string, nowMs: number): string {
  const then = new Date(iso);
  const agoS = Math.max(0, (nowMs - then.getTime()) / 1000);
  if (agoS < 10) return "just now";
  const step = STEPS.find(({ limitS }) => agoS < limitS);
  return step
    ? relative.format(-Math.max(1, Math.round(agoS / step.sizeS)), step.unit)
    : calendar.format(then);
}

/** A length of time in the fewest words that are exact enough: `640 ms`, `4.8 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const wholeS = Math.round(ms / 1000);
  return `${Math.floor(wholeS / 60)} min ${wholeS % 60} s`;
}

/** Seconds as a player shows them: `0:05`, `12:40`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
