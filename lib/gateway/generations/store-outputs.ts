import { mediaExtension } from "../assets/media-types.ts";
import { safeName } from "../assets/safe-name.ts";
import type { Gateway } from "../context.ts";
import type { GenerationRow, StoredFile } from "../db/schema.ts";
import type { UpstreamOutput } from "../upstreams/adapter.ts";
import { renderedInput } from "./rendered-input.ts";

/** A file name that says what is in it: the first words of the prompt, in plain letters. */
export function fileName(
  row: Pick<GenerationRow, "mode" | "input" | "media">,
  index: number,
  contentType: string,
): string {
  const { prompt, text } = renderedInput(row);
  const named = [prompt, text].find((each) => typeof each === "string") ?? "";
  const words = safeName(named);
  const suffix = index === 0 ? "" : `-${index + 1}`;
  return `${words || row.media}${suffix}.${mediaExtension(contentType)}`;
}

/**
 * Moves what the upstream made into our store, under keys of this claim: a key is written once. All
 * of it or nothing: the next claim has keys of its own, and nobody would find these.
 */
export async function storeOutputs(
  gateway: Pick<Gateway, "media">,
  row: Pick<GenerationRow, "id" | "claim" | "mode" | "input" | "media">,
  outputs: readonly UpstreamOutput[],
): Promise<StoredFile[]> {
  const files = outputs.map(({ path, ...facts }, index) => {
    const name = fileName(row, index, facts.contentType);
    return { path, file: { key: `${row.id}/${row.claim}/${name}`, fileName: name, ...facts } };
  });
  const puts = await Promise.allSettled(
    files.map(({ path, file }) => gateway.media.put(file.key, path)),
  );
  const broken = puts.find((put) => put.status === "rejected");
  if (!broken) return files.map(({ file }) => file);
  await Promise.allSettled(files.map(({ file }) => gateway.media.remove(file.key)));
  throw broken.reason;
}
