/**
 * Reading what open schemas let through: any JSON value may be under any key, so each of these takes
 * anything and gives something bounded.
 */
export type Input = Readonly<Record<string, unknown>>;

const TEXT_MAX_LENGTH = 20_000;
const NUMBER_TEXT = /^\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*(?:s|sec|seconds|fps|px)?\s*$/i;

/** A text of at most 20,000 characters; empty for anything that is none. */
export function readText(value: unknown): string {
  return typeof value === "string" ? value.slice(0, TEXT_MAX_LENGTH) : "";
}

/** A finite number, also one that came as text ("5", "5s"); null for anything else. */
export function readNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.length > 32) return null;
  const match = NUMBER_TEXT.exec(value);
  return match ? Number(match[1]) : null;
}

/** The first of some fields that has a number. */
export function firstNumber(input: Input, names: readonly string[]): number | null {
  for (const name of names) {
    const number = readNumber(input[name]);
    if (number !== null) return number;
  }
  return null;
}

export function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
