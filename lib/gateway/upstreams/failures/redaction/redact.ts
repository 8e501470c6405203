/**
 * What of a vendor's text a person may see. Not by looking for secrets, which have no end of shapes,
 * but by letting through only clauses made wholly of words that we know (vocabulary.ts) and numbers
 * that are said to be limits (figures.ts). Whatever else a clause contains, the whole clause goes.
 */
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { checkClause, wordsIn } from "./check-clause.ts";
import { normalise } from "./normalise.ts";

const DETAIL_MAX_CHARACTERS = 200;
const FIELD_MAX_CHARACTERS = 64;

/** A text of these alone tells no more than the code does. */
const IDLE = new Set(
  `a an the your this it that is are was were be been has have not in of for with to by one or more and
  please try again check invalid valid wrong incorrect input inputs request requests error errors failed
  parameter parameters value values argument arguments rejected refused contain contains content
  provided specified validation some any process complete found`.split(/\s+/),
);

/** Parts of field names that say nothing in a sentence. */
const FIELD_WORDS = new Set("id n cfg num embedding ref img init sync enable enabled".split(" "));

const CATALOGUE_FIELDS = new Set(MODELS.flatMap(({ fields }) => fields.map(({ name }) => name)));

/** Words that go on with what stood before them. */
const STRANDED = new Set("of to in on at by for with from as than and or but because".split(" "));

/** A frame of a stack: what stands before its brackets is no sentence either. */
const STACK_FRAME = /\bat \S+ \(/;

type Clause = { text: string; end: string; words: string[] | null };

/** A clause without its parenthesised asides when it is only they that cannot be shown. */
function readClause(source: string, end: string): Clause {
  const text = source.replace(/^[-*\s]+/, "").trim();
  const words = checkClause(text);
  if (words || STACK_FRAME.test(text)) return { text, end, words };
  const bare = text.replace(/ ?\([^()]*\)/g, "").trim();
  return { text: bare, end, words: checkClause(bare) };
}

function split(text: string, ends: RegExp): { body: string; end: string }[] {
  return [...text.matchAll(ends)].map(([, body = "", end = ""]) => ({ body, end: end.trim() }));
}

/** Sentences; one that cannot be shown as a whole in its parts before and after a colon or dash. */
function splitClauses(text: string): Clause[] {
  return split(text, /(.+?)([.!?;]+(?= |$)|$)/g).flatMap(({ body, end }) => {
    const whole = readClause(body, end);
    if (whole.words) return [whole];
    const parts = split(body, /(.+?)(:+(?= |$)| -(?= )|$)/g);
    return parts.map((part, at) => readClause(part.body, at < parts.length - 1 ? part.end : end));
  });
}

/** What the clause ends with when the next one is gone. */
function closing(end: string): string {
  return /^[.!?]+$/.test(end) || end === "" ? end : ".";
}

/**
 * The part of a vendor's text that may be shown: whole clauses in their order, at most 200
 * characters. Null when nothing is left, or nothing that tells more than the failure's code.
 */
export function safeDetail(text: string): string | null {
  const clauses = splitClauses(normalise(text));
  let detail = "";
  const words: string[] = [];
  for (const [at, clause] of clauses.entries()) {
    if (!clause.words) continue;
    const isStranded = at > 0 && !clauses[at - 1]?.words && STRANDED.has(clause.words[0] ?? "");
    if (isStranded) continue;
    const goesOn = clauses[at + 1]?.words;
    const end = goesOn ? clause.end.replace(/^-$/, " -") : closing(clause.end);
    const longer = `${detail}${detail && " "}${clause.text}${end}`;
    if (longer.length > DETAIL_MAX_CHARACTERS) break;
    detail = longer;
    words.push(...clause.words);
  }
  return words.every((word) => IDLE.has(word)) ? null : detail.replace(/[:;]$| -$/, ".");
}

/** True for a field's name that may be shown: one of the catalogue's, or made of words we know. */
export function isSafeField(name: string): boolean {
  if (CATALOGUE_FIELDS.has(name)) return true;
  if (name.length > FIELD_MAX_CHARACTERS || !/^[a-z]\w*$/i.test(name)) return false;
  return wordsIn(name.replace(/_?\d{1,2}$/, ""), FIELD_WORDS) !== null;
}
