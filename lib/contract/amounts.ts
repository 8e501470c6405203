import type { GenerationInput } from "./models/check-input.ts";

/**
 * How much an input asks for: results and seconds. Open models let any value through, and a form
 * asks before anything is checked, so these take whatever comes and always give a usable number.
 */

const RESULTS_MAX = 40;
const SECONDS_MAX = 3_600;

/** The number that a value is, or says as text; null for all else. */
function readNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function readCount(value: unknown): number {
  const count = readNumber(value);
  return count !== null && count >= 1 ? Math.floor(count) : 1;
}

/**
 * How many results an input asks for: `n`, times `num_images` where a model has that too. At least 1,
 * at most 40: four times ten is the most that a published model takes, and each is one file to keep.
 */
export function resultCount(input: GenerationInput): number {
  return Math.min(RESULTS_MAX, readCount(input.n) * readCount(input.num_images));
}

/**
 * Seconds that an input asks for, by `duration` or `seconds`; null where it does not say, which is
 * also what 0 means to models that then keep the length of the input's film. At most an hour.
 */
export function askedSeconds(input: GenerationInput): number | null {
  const seconds = readNumber(input.duration) ?? readNumber(input.seconds);
  return seconds !== null && seconds > 0 ? Math.min(SECONDS_MAX, seconds) : null;
}
