import { RenderError } from "./render-error.ts";

/** Flite slows down with the square of a word's length; real words are shorter than this. */
const MAX_WORD_LENGTH = 30;
/** About twenty seconds of speech: enough for a natural melody, little enough memory. */
const MAX_PIECE_LENGTH = 300;

const LETTERS: ReadonlyMap<string, string> = new Map([
  ...pairUp("ßæœøłđðþı", "ss ae oe o l d d th i"),
  ...pairUp("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", CYRILLIC_SOUNDS()),
  ...pairUp("іїєґ", "i yi ye g"),
  ...pairUp("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t i f h ps o"),
]);

const PUNCTUATION: ReadonlyMap<string, string> = new Map([
  ...pairUp("‘’‚“”„«»", "' ' ' \" \" \" \" \""),
  ...pairUp("–—―…。、！？；：", ", , , . . , ! ? ; :"),
  ...pairUp("€£¥°№", "_euros _pounds _yen _degrees _number"),
]);

/**
 * Text as Flite can speak it: short pieces of plain ASCII that end where a sentence ends, if
 * they can. Latin, Cyrillic and Greek letters become their nearest sounds. Flite has no words
 * for other scripts, so a stretch of them is announced by its length ("12 characters"): the
 * listener hears that something is there, and where. Symbols and emoji are left out.
 * Throws `nothing_to_say` where no letter and no digit remains.
 */
export function toSpeakablePieces(text: string): string[] {
  const plain = announceForeignScripts([...text.normalize("NFC")].map(toNearestAscii).join(""))
    .replace(/\s+/g, " ")
    .replace(new RegExp(`\\S{${MAX_WORD_LENGTH}}(?=\\S)`, "g"), "$& ")
    .trim();
  if (!/[a-z0-9]/i.test(plain)) {
    throw new RenderError("nothing_to_say", "The text has no letters or digits to speak.");
  }
  return joinUpTo(MAX_PIECE_LENGTH, splitSentences(plain)).filter((piece) => /\w/.test(piece));
}
