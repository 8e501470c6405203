/**
 * How the input of a generation names files of our own store: by a reference in place of a URL.
 *
 * A URL ends after a day, a generation is read for years, so the row keeps the key and whoever shows
 * the input signs anew. A caller who wrote a key into an input would then be given a link to it;
 * so a reference carries a seal that only we can make, and that is never shown to anybody.
 *
 * - upload: came with the request that made the generation, and goes when the generation does.
 * - linked: was there before, made or uploaded by another generation of the workspace.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { signMediaUrl } from "./signed-url.ts";

export type MediaReference = { kind: "upload" | "linked"; key: string };

const PATTERN = /^(upload|linked):([\w-]{43}):(.+)$/s;

type Input = Readonly<Record<string, unknown>>;

function seal(secret: string, { kind, key }: MediaReference): string {
  // Media URLs sign `key\nexpiry`: no text that starts like this one is ever signed there.
  return createHmac("sha256", secret).update(`reference\n${kind}\n${key}`).digest("base64url");
}

/** The text that stands for a stored file in an input. */
export function toReference(reference: MediaReference, secret: string): string {
  return `${reference.kind}:${seal(secret, reference)}:${reference.key}`;
}

/** Whether a text has the form of a reference, whoever wrote it. */
export function isReferenceShaped(text: string): boolean {
  return PATTERN.test(text);
}

/** What a text refers to; null for any text that we have not made. */
export function readReference(text: string, secret: string): MediaReference | null {
  const [, kind, given = "", key = ""] = PATTERN.exec(text) ?? [];
  if (kind !== "upload" && kind !== "linked") return null;
  const reference: MediaReference = { kind, key };
  const expected = Buffer.from(seal(secret, reference));
  return timingSafeEqual(expected, Buffer.from(given)) ? reference : null;
}

/** References stand in file fields: a text, or a list of texts, at the top of the input. */
function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "string");
}

/** Keys of the files that came with a generation and that nothing else keeps: remove them with it. */
export function uploadKeysOf(input: Input, secret: string): string[] {
  return Object.values(input)
    .flatMap(textsOf)
    .map((text) => readReference(text, secret))
    .flatMap((reference) => (reference?.kind === "upload" ? [reference.key] : []));
}

/** The input as it may leave the process: every reference is a URL, good for a day. */
export function withMediaUrls(
  input: Input,
  link: { origin: string; secret: string; now: Date },
): Record<string, unknown> {
  const toUrl = (value: unknown) => {
    const reference = typeof value === "string" ? readReference(value, link.secret) : null;
    return reference ? signMediaUrl({ ...link, key: reference.key }) : value;
  };
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(toUrl) : toUrl(value),
    ]),
  );
}
