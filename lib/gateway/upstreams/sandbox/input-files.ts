import { rm, writeFile } from "node:fs/promises";
import sharp from "sharp";
import type { InputIssue } from "#lib/contract/errors.ts";
import { readReference } from "../../assets/media-reference.ts";
import type { MediaStore } from "../../assets/media-store.ts";
import { keyOfMediaUrl } from "../../assets/signed-url.ts";
import { DownloadError, downloadUntrusted } from "../../http-out/download.ts";
import { UpstreamError } from "../adapter.ts";

const PIXELS_MAX = 100_000_000;

export type InputFileContext = { media: MediaStore; urlSecret: string; now: () => Date };

export type InputFile = { path: string; isTemporary: boolean };

function refuse(path: InputIssue["path"], message: string): never {
  throw new UpstreamError({
    subCode: "INVALID_INPUT",
    message: `${path.join(".")} ${message}.`,
    issues: [{ path, message }],
  });
}

async function fetchFile(ctx: InputFileContext, url: string): Promise<InputFile> {
  const reference = readReference(url, ctx.urlSecret);
  const key = reference?.key ?? keyOfMediaUrl(url, ctx.urlSecret, ctx.now());
  const own = key && (await ctx.media.localPath(key));
  if (own) return { path: own, isTemporary: false };
  if (reference) throw new DownloadError("leads to a file that has been removed");
  const path = await ctx.media.temporaryPath("input");
  if (url.startsWith("data:")) {
    await writeFile(path, Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
  } else {
    await downloadUntrusted(url, path);
  }
  return { path, isTemporary: true };
}

/**
 * A picture that the input names by URL, as a local file that is known to decode. Our own media are
 * read from the store; others come by the guarded download. Throws INVALID_INPUT naming the field.
 */
export async function fetchPicture(
  ctx: InputFileContext,
  url: string,
  issuePath: InputIssue["path"],
): Promise<InputFile> {
  let file: InputFile;
  try {
    file = await fetchFile(ctx, url);
  } catch (error) {
    if (error instanceof DownloadError) return refuse(issuePath, error.message);
    throw error;
  }
  const facts = await sharp(file.path, { limitInputPixels: PIXELS_MAX })
    .metadata()
    .catch(() => null);
  if (facts) return file;
  if (file.isTemporary) await rm(file.path, { force: true });
  return refuse(issuePath, "does not lead to a picture");
}
