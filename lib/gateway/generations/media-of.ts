import { uploadKeysOf } from "../assets/media-reference.ts";
import type { Gateway } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";

/** Keys of all files that are in our store for this generation and nothing else: made, and uploaded. */
export function mediaKeysOf(
  { urlSecret }: Pick<Gateway, "urlSecret">,
  row: Pick<GenerationRow, "files" | "input">,
): string[] {
  const made = (row.files ?? []).map(({ key }) => key);
  return [...made, ...uploadKeysOf(row.input, urlSecret)];
}

/** Removes files from the store; those that are gone already are no matter. */
export async function removeMedia(gateway: Gateway, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => gateway.media.remove(key)));
}
