/** What a sign-in token is made of; long enough that no word is taken for one. */
const TOKEN = /^[A-Za-z0-9_-]{16,256}$/;

/**
 * The token in what was pasted: the link that the terminal prints, the same without its scheme, or
 * the token alone; spaces and quotes around it do not matter. Null when there is none.
 */
export function parseToken(pasted: string): string | null {
  const text = pasted.trim().replace(/^["'<(]+|["'>).,]+$/g, "");
  if (TOKEN.test(text)) return text;
  const token = /[?&]token=([^&#\s]+)/.exec(text)?.[1];
  if (token === undefined) return null;
  return TOKEN.test(token) ? token : null;
}
