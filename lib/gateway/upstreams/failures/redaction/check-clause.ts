import { type Figure, figureOf, isCue, isUnit } from "./figures.ts";
import { VOCABULARY } from "./vocabulary.ts";

const WORDS_MIN = 2;
const FIGURES_MAX = 12;
const COMPOUND_MAX = 5;
/** What a clause may begin with: "4 images are too many". */
const OPENING_MAX = 9_999;
const OPERATORS = new Set(["<", ">", "<=", ">=", "x"]);

/** Pairs of harmless words that talk about our account's limits when they stand together. */
const PAIRS = new Set([
  "rate limit",
  "rate limits",
  "your limit",
  "your limits",
  "many requests",
  "more requests",
  "requests per",
  "per minute",
]);

/** A clause that ends with one of these went on with something that was dropped. */
const DANGLING = new Set(
  `a an the this that these those of to in on at for by with from as be is are was were and or but
  than because following between least most per via if when where which who`.split(/\s+/),
);

type Token = {
  words: readonly string[];
  figure: Figure;
  value: number;
  isOperator: boolean;
  opensRange: boolean;
  hasComma: boolean;
};

/** The words of a token ("aspect_ratio", "durationSeconds", "image/png" have several), or null. */
export function wordsIn(token: string, extra?: ReadonlySet<string>): string[] | null {
  // An environment variable.
  if (/^[A-Z]+(_[A-Z]+)+$/.test(token)) return null;
  const words = token
    .replace(/n't$/i, "nt")
    .replace(/'(s|re|ve|ll)$/i, "")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_/-]/);
  const isKnown = (word: string) => VOCABULARY.has(word) || extra?.has(word) === true;
  return words.length <= COMPOUND_MAX && words.every(isKnown) ? words : null;
}

function readToken(raw: string): Token | null {
  const core = raw.replace(/^[(["']+/, "").replace(/[)\]"',:]+$/, "");
  const isOperator = OPERATORS.has(core);
  const figure = figureOf(core);
  const words = isOperator || figure ? [] : wordsIn(core);
  if (words === null) return null;
  return {
    words,
    figure,
    value: Number(core.replaceAll(",", "")),
    isOperator,
    opensRange: raw.startsWith("["),
    hasComma: raw.endsWith(","),
  };
}

/**
 * A number must be said to be one: by its unit, by a word that states a limit, or as a member of a
 * rising list. A bare number in any other place may be somebody's id.
 */
function isPlaced({ figure, value, opensRange }: Token, before?: Token, after?: Token): boolean {
  if (figure === null || figure === "shape") return true;
  if (isUnit(after?.words[0] ?? "")) return before !== undefined || value <= OPENING_MAX;
  if (figure === "long number" || !before) return false;
  // Not >: shapes (1024x1024) have no value to compare, and need not rise.
  if (before.figure === "number") return before.hasComma && !(value <= before.value);
  return before.isOperator || opensRange || isCue(before.words.at(-1) ?? "");
}

/** The words of a clause in which there is nothing that we do not know to be harmless, or null. */
export function checkClause(clause: string): string[] | null {
  const tokens: Token[] = [];
  for (const raw of clause.split(" ")) {
    const token = readToken(raw);
    if (!token) return null;
    tokens.push(token);
  }
  if (tokens.some((token, at) => !isPlaced(token, tokens[at - 1], tokens[at + 1]))) return null;
  if (tokens.filter(({ figure }) => figure !== null).length > FIGURES_MAX) return null;
  const words = tokens.flatMap((token) => token.words);
  if (words.length < WORDS_MIN) return null;
  if (words.some((word, at) => PAIRS.has(`${words[at - 1]} ${word}`))) return null;
  return DANGLING.has(tokens.at(-1)?.words.at(-1) ?? "") ? null : words;
}
