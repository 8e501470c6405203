import { randomBytes } from "node:crypto";
import { monotonicFactory } from "ulid";

const PREFIXES = {
  generation: "gen",
  workspace: "wsp",
  key: "key",
  request: "req",
  grant: "grt",
} as const;

const ulid = monotonicFactory();

/** An id that names its kind and sorts by time: `gen_01j…`. */
export function newId(kind: keyof typeof PREFIXES): string {
  return `${PREFIXES[kind]}_${ulid().toLowerCase()}`;
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
