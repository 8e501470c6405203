import { randomBytes } from "node:crypto";
import { encodeTime, monotonicFactory } from "ulid";

const PREFIXES = {
  generation: "gen",
  workspace: "wsp",
  key: "key",
  request: "req",
  grant: "grt",
  payment: "pay",
} as const;

type Kind = keyof typeof PREFIXES;

/** The newest id of each kind: when it was made, and what makes those behind it. */
const newest = new Map<Kind, { ms: number; next: (ms: number) => string }>();

/**
 * An id that names its kind and sorts by the time it is given, to the millisecond: `gen_01j…`. Those
 * of one millisecond and process sort as they were made.
 */
export function newId(kind: Kind, at = new Date()): string {
  const ms = at.getTime();
  const last = newest.get(kind);
  // A clock that was set back is believed: the id says the time that it was given.
  const next = last && last.ms <= ms ? last.next : monotonicFactory();
  newest.set(kind, { ms, next });
  return `${PREFIXES[kind]}_${next(ms).toLowerCase()}`;
}

/** The text that ids of this time and later sort behind, and older ones before. */
export function firstIdAt(kind: Kind, at: Date): string {
  return `${PREFIXES[kind]}_${encodeTime(Math.max(0, at.getTime())).toLowerCase()}`;
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Uniformly random base-62 characters: bytes that would favour some of them are thrown away. */
export function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      if (byte < 248 && text.length < length) text += BASE62[byte % 62];
    }
  }
  return text;
}

/** A whole number as base-62 digits of a fixed width. */
export function toBase62(value: number, width: number): string {
  let rest = value;
  let text = "";
  for (let digit = 0; digit < width; digit++) {
    text = BASE62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
