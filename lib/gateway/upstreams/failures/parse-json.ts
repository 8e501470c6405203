/** A failure's body is short; what is longer is a file, or an attack on the parser. */
const JSON_MAX_CHARACTERS = 256 * 1024;

/** The value of a JSON text; undefined when it is none, nests too deeply or is over 256 K characters. */
export function parseJson(text: string): unknown {
  if (text.length > JSON_MAX_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
