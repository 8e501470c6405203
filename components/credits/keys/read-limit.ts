/**
 * The most credits a month as they were typed: null for an empty field, a number where it is one.
 * All else is handed on as it is, so that the answer says what a limit must be.
 */
export function readLimit(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const plain = trimmed.replaceAll(/[\s_,](?=\d{3}(?!\d))/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : trimmed;
}
