import type { Gateway } from "../context.ts";
import type { GenerationRow } from "../db/schema.ts";

/** Keys of all files that are in our store for this generation and nothing else. */
export function mediaKeysOf(row: Pick<GenerationRow, "files">): string[] {
  return (row.files ?? []).map(({ key }) => key);
}

/** Removes files from the store; those that are gone already are no matter. */
export async function removeMedia(gateway: Gateway, keys: readonly string[]): Promise<void> {
  await Promise.all(keys.map((key) => gateway.media.remove(key)));
}
