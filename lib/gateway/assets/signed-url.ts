import { createHmac, timingSafeEqual } from "node:crypto";

const LIFETIME_S = 24 * 3600;
const STEP_S = 3600;

function sign(secret: string, key: string, expiresS: number): string {
  return createHmac("sha256", secret).update(`${key}\n${expiresS}`).digest("base64url");
}

function encodeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

/**
 * The address of a stored file, good for 24 to 25 hours. The expiry is rounded to the hour, so the
 * same file keeps the same address for a while and caches work.
 */
export function signMediaUrl(args: {
  origin: string;
  secret: string;
  key: string;
  now: Date;
}): string {
  const nowS = args.now.getTime() / 1000;
  const expiresS = (Math.floor(nowS / STEP_S) + 1) * STEP_S + LIFETIME_S;
  const signature = sign(args.secret, args.key, expiresS);
  return `${args.origin}/media/${encodeKey(args.key)}?expires=${expiresS}&signature=${signature}`;
}

/** Whether a signature was made by us for this key and has not expired. */
export function checkMediaSignature(args: {
  secret: string;
  key: string;
  expires: string | null;
  signature: string | null;
  now: Date;
}): boolean {
  if (!args.expires || !args.signature || !/^\d{1,12}$/.test(args.expires)) return false;
  const expiresS = Number(args.expires);
  if (expiresS * 1000 < args.now.getTime()) return false;
  const expected = Buffer.from(sign(args.secret, args.key, expiresS));
  const given = Buffer.from(args.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The key of one of our own media URLs, whatever the host, when its signature holds; else null. */
export function keyOfMediaUrl(url: string, secret: string, now: Date): string | null {
  const parsed = URL.parse(url);
  if (!parsed?.pathname.startsWith("/media/")) return null;
  const key = decodeKey(parsed.pathname.slice("/media/".length));
  if (key === null) return null;
  const expires = parsed.searchParams.get("expires");
  const signature = parsed.searchParams.get("signature");
  return checkMediaSignature({ secret, key, expires, signature, now }) ? key : null;
}

/** Undoes the URL encoding of a key; null when it is broken. */
export function decodeKey(encoded: string): string | null {
  try {
    return encoded.split("/").map(decodeURIComponent).join("/");
  } catch {
    return null;
  }
}
