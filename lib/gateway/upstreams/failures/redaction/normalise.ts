import { parseJson } from "../parse-json.ts";

const INPUT_MAX_CHARACTERS = 4_000;
const ROUNDS_MAX = 4;
const NESTED_MAX = 4;
/** Keys of a JSON object under which vendors put a sentence. */
const SENTENCE_KEYS = /^(message|msg|detail|details|error|errors|reason|description|title)$/i;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  le: "<=",
  ge: ">=",
  times: "x",
  ndash: "-",
  mdash: "-",
  hellip: "...",
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
};

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

function decodePercents(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

/** One layer of every encoding off: percent, HTML entities, backslash escapes. */
function decodeOnce(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, decodePercents)
    .replace(/&#(\d{1,7});/g, (_, code) => fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code) => fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&([a-z]{2,6});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/\\u\{?([0-9a-f]{4,6})\}?/gi, (_, code) => fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, code) => fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, " ")
    .replace(/\\(["'/\\])/g, "$1");
}

function sentencesIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth >= NESTED_MAX) return [];
  if (Array.isArray(value)) return value.flatMap((item) => sentencesIn(item, depth + 1));
  return Object.entries(value)
    .filter(([key]) => SENTENCE_KEYS.test(key))
    .flatMap(([, item]) => sentencesIn(item, depth + 1));
}

/** JSON inside a text gives way to the sentences in it; what is not JSON stays as it is. */
function unwrapJson(text: string): string {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1;
  if (start < 0 || end <= start) return text;
  const value = parseJson(text.slice(start, end));
  if (typeof value !== "object" || value === null) return text;
  const sentences = sentencesIn(value, 0);
  if (sentences.length === 0) return text;
  return [text.slice(0, start), ...sentences, text.slice(end)]
    .filter((part) => part.trim() !== "")
    .map((part) => part.replace(/[\s.]*$/, "."))
    .join(" ");
}

/** Letters as they look, without what cannot be seen and without marks on top of them. */
function plainCharacters(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .normalize("NFKC")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»`]/g, '"')
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[×✕]/g, "x")
    .replace(/≤/g, "<=")
    .replace(/≥/g, ">=")
    .replace(/[\s\p{Cc}]+/gu, " ");
}

/**
 * A vendor's text, at most 4,000 characters of it, with its encodings taken off and its characters
 * made plain, on one line. This is for honest sentences: what stays hidden is no word and is dropped.
 */
export function normalise(text: string): string {
  let current = text.slice(0, INPUT_MAX_CHARACTERS);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = plainCharacters(decodeOnce(unwrapJson(current)));
    if (next === current) break;
    current = next;
  }
  return current.slice(0, INPUT_MAX_CHARACTERS).trim();
}
