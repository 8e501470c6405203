import { RenderError } from "./render-error.ts";

/** Flite slows down with the square of a word's length; real words are shorter than this. */
const MAX_WORD_LENGTH = 30;
/** About twenty seconds of speech: enough for a natural melody, little enough memory. */
const MAX_PIECE_LENGTH = 300;

const NEAREST_ASCII: ReadonlyMap<string, string> = new Map([
  ...pairUp("ßæœøłđðþı", "ss ae oe o l d d th i"),
  ...pairUp("абвгдеёжзийклмн", "a b v g d e yo zh z i y k l m n"),
  ...pairUp("опрстуфхцчшщыэюя", "o p r s t u f kh ts ch sh shch y e yu ya"),
  ...pairUp("ъьіїєґ", "' ' i yi ye g"),
  ...pairUp("αβγδεζηθικλμν", "a v g d e z i th i k l m n"),
  ...pairUp("ξοπρσςτυφχψω", "x o p r s s t i f h ps o"),
  ...pairUp("‘’‚“”„«»", `' ' ' " " " " "`),
  ...pairUp("–—―…。、！？；：", ", , , . . , ! ? ; :"),
]);

/**
 * Text as Flite can speak it: short pieces of plain ASCII that end where a sentence ends, if
 * they can. Latin, Cyrillic and Greek letters become their nearest sounds. Flite has no words
 * for other scripts, so a stretch of them is announced by its length ("12 characters"): the
 * listener hears that something is there, and where. Symbols and emoji are left out.
 * Throws `nothing_to_say` where no letter and no digit remains.
 */
export function toSpeakablePieces(text: string, pieceLength = MAX_PIECE_LENGTH): string[] {
  const known = Array.from(text.normalize("NFC"), toAsciiOrForeignLetter).join("");
  const plain = announceForeignLetters(known)
    .replace(/\s+/g, " ")
    .replace(new RegExp(`\\S{${MAX_WORD_LENGTH}}(?=\\S)`, "g"), "$& ");
  const pieces = joinUpTo(pieceLength, splitSentences(plain, pieceLength)).filter(hasSound);
  if (pieces.length === 0) {
    throw new RenderError("nothing_to_say", "The text has no letters or digits to speak.");
  }
  return pieces;
}

/** One character as ASCII, or itself where it is a letter of a script without a table. */
function toAsciiOrForeignLetter(character: string): string {
  if (/[ -~]/.test(character)) return character;
  const base = character.normalize("NFKD").replace(/\p{M}/gu, "");
  for (const form of [character, base]) {
    const ascii = NEAREST_ASCII.get(form) ?? NEAREST_ASCII.get(form.toLowerCase());
    if (ascii !== undefined) return ascii;
  }
  if (/^[ -~]+$/.test(base)) return base;
  return /^[\p{L}\p{N}\p{M}]$/u.test(character) ? character : " ";
}

function announceForeignLetters(text: string): string {
  return text.replace(/[^ -~\s]+(?:\s+[^ -~\s]+)*/g, (stretch) => {
    const count = stretch.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    if (count === 0) return " ";
    return ` ${count} ${count === 1 ? "character" : "characters"} `;
  });
}

function splitSentences(text: string, pieceLength: number): string[] {
  const sentences = new Intl.Segmenter("en", { granularity: "sentence" }).segment(text);
  return Array.from(sentences, ({ segment }) => segment).flatMap((sentence) =>
    sentence.length <= pieceLength ? [sentence] : sentence.split(/(?<=\s)/),
  );
}

function joinUpTo(maxLength: number, parts: readonly string[]): string[] {
  const pieces: string[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + part.length <= maxLength) {
      pieces[pieces.length - 1] = last + part;
    } else {
      pieces.push(part);
    }
  }
  return pieces.map((piece) => piece.trim());
}

function hasSound(piece: string): boolean {
  return /[a-z0-9]/i.test(piece);
}

function pairUp(characters: string, replacements: string): [string, string][] {
  const values = replacements.split(" ");
  return Array.from(characters, (character, index) => [character, values[index] ?? ""]);
}
