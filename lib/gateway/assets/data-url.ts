/** Whether a text that a URL is expected in has the data in place. */
export function isDataUrl(text: string): boolean {
  return /^data:/i.test(text);
}

/** The bytes of a data URL; null when they are not base64 by the letter. */
export function decodeDataUrl(text: string): Buffer | null {
  const base64 = text.slice(text.indexOf(",") + 1);
  const digits = base64.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return null;
  // Padding may be left out, but not be wrong.
  if (digits.length !== base64.length && base64.length % 4 !== 0) return null;
  return Buffer.from(digits, "base64");
}
