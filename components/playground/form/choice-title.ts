const KNOWN: ReadonlyMap<string, string> = new Map([
  ["png", "PNG"],
  ["jpeg", "JPEG"],
  ["jpg", "JPG"],
  ["webp", "WebP"],
]);

/** What an optional choice is while nobody made it. */
export const NOT_SET = "Not set";

/**
 * A value of a choice in words: "Uncle_Fu" → "Uncle Fu", "standard" → "Standard",
 * "portrait_4_3" → "Portrait 4:3", "square_hd" → "Square HD".
 */
export function choiceTitle(value: string): string {
  const known = KNOWN.get(value);
  if (known) return known;
  const words = value
    .replace(/_(\d+)_(\d+)$/, " $1:$2")
    .replace(/^(\d+)x(\d+)$/, "$1 × $2")
    .replaceAll(/[_-]+/g, " ")
    .replaceAll(/\b(hd|3d)\b/gi, (word) => word.toUpperCase());
  return /^[a-z]/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
