import fc from "fast-check";
import { NAMES } from "./forbidden.ts";

const ALPHANUMERIC = [..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const LOWER = [..."abcdefghijklmnopqrstuvwxyz"];
const HEX = [..."0123456789abcdef"];

const run = (alphabet: string[], minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const join = (...parts: (string | fc.Arbitrary<string>)[]) =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((texts) => texts.join(""));

const label = run(LOWER, 5, 10);
const host = join(label, ".", label, fc.constantFrom(".com", ".ai", ".run", ".internal", ".io"));
const number = run([..."0123456789"], 10, 12);
const byte = fc.integer({ min: 0, max: 255 }).map(String);
const uuid = join(run(HEX, 8), "-", run(HEX, 4), "-", run(HEX, 4), "-", run(HEX, 12));

const KEY_PREFIXES = [
  "sk-",
  "sk_live_",
  "r8_",
  "AIza",
  "xai-",
  "hf_",
  "Bearer ",
  "key=",
  "Key ",
  "",
];
const ID_PREFIXES = ["org-", "proj_", "req_", "acct_", "user_", "ep-", "cgt-", "request id: "];
const BILLING = [
  "Your account balance is too low",
  "insufficient credits",
  "You exceeded your current quota",
  "please upgrade your plan",
  "monthly usage limit of your subscription",
  "invoice overdue",
  "billing hard limit",
  "12.50 USD remaining",
  "payment required",
];

/** Something that must not be shown, of each kind that a vendor's text can have in it. */
export const secret: fc.Arbitrary<{ kind: string; text: string }> = fc.oneof(
  ...Object.entries({
    name: fc.constantFrom(...NAMES),
    host,
    url: join("https://", host, "/", label, "?token=", run(ALPHANUMERIC, 12)),
    "IPv4 address": join(byte, ".", byte, ".", byte, ".", byte),
    "IPv6 address": join("fe80::", run(HEX, 4), ":", run(HEX, 4)),
    key: join(fc.constantFrom(...KEY_PREFIXES), run(ALPHANUMERIC, 20, 40)),
    JWT: join("eyJ", run(ALPHANUMERIC, 12), ".", run(ALPHANUMERIC, 12), ".", run(ALPHANUMERIC, 12)),
    email: join(label, "@", host),
    id: fc.oneof(
      uuid,
      join(fc.constantFrom(...ID_PREFIXES), run(ALPHANUMERIC, 12)),
      join("#", number),
    ),
    "number of an account": number,
    path: fc.oneof(
      join("/srv/", label, "/", label, ".js"),
      join("C:\\Users\\", label, "\\", label),
    ),
    "stack trace": fc.oneof(
      join("at ", label, " (", label, ".js:", byte, ":7)"),
      join("Traceback: File ", label, ".py, line ", byte),
    ),
    "environment variable": join(
      label.map((word) => word.toUpperCase()),
      "_API_KEY",
    ),
    "talk of money": fc.constantFrom(...BILLING),
    SQL: join("SELECT ", label, " FROM ", label),
    page: join("<b>", label, "</b>"),
  }).map(([kind, texts]) => texts.map((text) => ({ kind, text }))),
);

const GREEK_AND_CYRILLIC: Record<string, string> = {
  ...{ a: "а", c: "с", e: "е", i: "і", o: "ο", p: "р", s: "ѕ", v: "ν", x: "х", y: "у", A: "Α" },
  ...{ B: "Β", E: "Ε", H: "Н", I: "Ι", K: "Κ", M: "М", N: "Ν", O: "О", P: "Р", T: "Т", X: "Χ" },
};
const LEET: Record<string, string> = { a: "4", e: "3", i: "1", l: "1", o: "0", s: "5", t: "7" };

const each = (text: string, change: (character: string, at: number) => string) =>
  [...text].map(change).join("");
const hex = (character: string, width: number) =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(width, "0");
const percent = (text: string) =>
  each(text, (character) => [...Buffer.from(character)].map((b) => `%${b.toString(16)}`).join(""));

/** `dice` are numbers from 0 to 1 that decide, character by character. */
type Disguise = (text: string, dice: readonly number[]) => string;
const some =
  (change: (character: string, roll: number) => string): Disguise =>
  (text, dice) =>
    each(text, (character, at) => {
      const roll = dice[at % dice.length] ?? 0;
      return roll < 0.5 ? character : change(character, roll);
    });
const inserting = (...marks: string[]) =>
  some((character, roll) => character + marks[Math.floor(roll * 1000) % marks.length]);

export const DISGUISES: Record<string, Disguise> = {
  none: (text) => text,
  case: some((character) =>
    character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase(),
  ),
  punctuation: inserting(".", "-", "_", " ", "*", "/", "|", "'", ",", "·"),
  spaces: (text) => each(text, (character) => `${character} `),
  "zero width": inserting("\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u034F"),
  bidi: (text) => `\u202E${text}\u202C\u2066\u2069`,
  marks: inserting("\u0301", "\u0308", "\u0336"),
  "full width": some((character) =>
    /[!-~]/.test(character)
      ? String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)
      : character,
  ),
  homoglyphs: some((character) => GREEK_AND_CYRILLIC[character] ?? character),
  leet: some((character) => LEET[character.toLowerCase()] ?? character),
  percent,
  "percent twice": (text) => percent(percent(text)),
  entities: (text) => each(text, (character) => `&#${character.codePointAt(0)};`),
  "hex entities": some((character) => `&#x${hex(character, 2)};`),
  escapes: (text) => each(text, (character) => `\\u${hex(character, 4)}`),
  "hex escapes": some((character) =>
    character < "\u0100" ? `\\x${hex(character, 2)}` : character,
  ),
  lines: inserting("\n", "\r\n", "\\n", "\u2028"),
};

const dice = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });

/** A secret in up to two disguises, one over the other. */
export const hiddenSecret = fc
  .tuple(secret, fc.array(fc.constantFrom(...Object.keys(DISGUISES)), { maxLength: 2 }), dice)
  .map(([{ kind, text }, names, rolls]) => ({
    kind,
    text,
    disguise: names.join(" + ") || "none",
    hidden: names.reduce((hidden, name) => DISGUISES[name]?.(hidden, rolls) ?? hidden, text),
  }));

/** Sentences that could be shown, each with a place where something could be hidden. */
const CARRIERS = [
  "{}",
  "Error from {}: duration must be between 3 and 10",
  "duration must be between 3 and 10 ({})",
  "The image is too small. {}",
  "{} The image is too small.",
  "{}: The image is too small.",
  "image {} must be at most 10",
  "The value {} is not allowed",
  "must be one of {}",
  "must be {} or so",
  "is {}",
  "Your prompt was flagged - {} - for violence",
  "The text is too long\n{}\nPlease shorten it",
  '{"message":"The text is too long {}"}',
  'Error code: 400 - {"error":{"message":"{} is required"}}',
  '{"detail":"{\\"msg\\":\\"The text is too long. {}\\"}"}',
  '<p title="{}">The text is too long</p>',
];

/** A vendor's text with a secret in it. */
export const leakyText = fc
  .tuple(fc.constantFrom(...CARRIERS), hiddenSecret)
  .map(([carrier, { hidden, ...facts }]) => ({
    ...facts,
    message: carrier.replace("{}", () => hidden),
  }));

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(
      /[01i34567]/g,
      (c) => ({ 0: "o", 1: "l", i: "l", 3: "e", 4: "a", 5: "s", 7: "t" })[c] ?? c,
    );
}

/**
 * Whether a shown text tells the secret, whatever stands between its letters. Names are looked for
 * as whole words, or runs of words: "of a larger" does not name fal.
 */
export function tells(shown: string, { kind, text }: { kind: string; text: string }): boolean {
  const core = fold(text);
  if (kind !== "name" && kind !== "IPv4 address") return fold(shown).includes(core);
  const words = shown.split(/[^\p{L}\p{N}]+/u).map(fold);
  return words.some((_, start) =>
    words.some((_, end) => words.slice(start, end + 1).join("") === core),
  );
}
