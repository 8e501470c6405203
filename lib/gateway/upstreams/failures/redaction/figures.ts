/** A number as vendors write limits: up to five digits, or grouped by commas, with few decimals. */
const PLAIN = /^[+-]?(\d{1,5}(\.\d{1,3})?|\d{1,3}(,\d{3}){1,2})$/;
/** Longer ones only before what they count, such as bytes: elsewhere they are ids. */
const LONG = /^\d{6,9}$/;
/** Ranges of seeds, which are wider than any id that we would let through. */
const SEED_LIMITS = new Set(["2147483646", "2147483647", "4294967294", "4294967295"]);
const SHAPES = [
  /^\d{1,4}[x*]\d{1,4}$/i,
  /^\d{1,4}(\.\d{1,3})?:\d{1,4}(\.\d{1,3})?$/,
  /^\d{1,4}-\d{1,4}$/,
  /^\d{1,5}(\.\d{1,2})?(px|s|ms|sec|min|k|p|kb|mb|gb|kib|mib|fps|hz|khz|bits?|x|%|st|nd|rd|th)$/i,
  /^(mp[34]|m4a|h26[45]|utf-?8|base64|[34]d)$/i,
];

/** What may follow a number as the thing that is counted or measured. */
const UNITS = new Set(
  `px pixel pixels byte bytes kb mb gb kib mib kilobyte kilobytes megabyte megabytes second seconds sec
  minute minutes ms millisecond milliseconds character characters word words letter letters token tokens
  digit digits frame frames fps percent item items element elements entry entries image images picture
  pictures photo photos video videos clip clips file files result results reference references step steps
  sample samples person people face faces`.split(/\s+/),
);

/** What may stand before a number that has no unit: words that state a limit, a choice or a value. */
const CUES = new Set(
  `between and or to than least most be is are was of from max maximum min minimum equal equals exceed
  exceeds exceeding under over below above within only by range limit length width height size sizes duration resolution
  dimensions value values   ratio got received has have not following`.split(/\s+/),
);

/** A shape of so many digits could be an id with a stroke in it. */
const SHAPE_DIGITS_MAX = 5;

export type Figure = "shape" | "number" | "long number" | null;

/** What kind of figure a token is; null for anything that is none that we let through. */
export function figureOf(token: string): Figure {
  if (SHAPES.some((shape) => shape.test(token))) {
    return token.replace(/\D/g, "").length > SHAPE_DIGITS_MAX ? "number" : "shape";
  }
  if (PLAIN.test(token) || SEED_LIMITS.has(token)) return "number";
  return LONG.test(token) ? "long number" : null;
}

export function isUnit(word: string): boolean {
  return UNITS.has(word);
}

export function isCue(word: string): boolean {
  return CUES.has(word);
}
