const KNOWN: Readonly<Record<string, string>> = { png: "PNG", jpeg: "JPEG", webp: "WebP" };

/** A value of a choice in words: "Uncle_Fu" → "Uncle Fu", "standard" → "Standard", "1K" → "1K". */
export function choiceTitle(value: string): string {
  const known = KNOWN[value];
  if (known) return known;
  const words = value.replaceAll(/[_-]+/g, " ");
  return /^[a-z]/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
