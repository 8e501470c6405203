import { rm, stat, writeFile } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import sharp from "sharp";
import type { InputIssue } from "#lib/contract/errors.ts";
import { PICTURE_MAX_PIXELS } from "#lib/contract/uploads.ts";
import { judgeFile } from "../../assets/judge-file.ts";
import { readReference } from "../../assets/media-reference.ts";
import type { MediaStore } from "../../assets/media-store.ts";
import { keyOfMediaUrl } from "../../assets/signed-url.ts";
import { DownloadError, downloadUntrusted } from "../../http-out/download.ts";
import { UpstreamError } from "../adapter.ts";
import { type MediaFacts, probeMedia } from "./probe.ts";

export type InputFileContext = { media: MediaStore; urlSecret: string; now: () => Date };

export type FileKind = "image" | "video" | "audio";

/** A file that the input names, on local disk and known to be of its kind. */
export type InputFile = LocalFile & { sizeBytes: number; facts: MediaFacts };

type LocalFile = { path: string; isTemporary: boolean };

/** Where to read a file from, and where that stands in the input. */
export type FileRequest = { kind: FileKind; url: string; path: InputIssue["path"] };

const NAMES: Readonly<Record<FileKind, string>> = {
  image: "a picture",
  video: "a video",
  audio: "a sound file",
};

function refuse(path: InputIssue["path"], message: string): never {
  throw new UpstreamError({
    subCode: "INVALID_INPUT",
    message: `${path.join(".")} ${message}.`,
    issues: [{ path, message }],
  });
}

async function fetchFile(ctx: InputFileContext, url: string, maxBytes: number): Promise<LocalFile> {
  const reference = readReference(url, ctx.urlSecret);
  const key = reference?.key ?? keyOfMediaUrl(url, ctx.urlSecret, ctx.now());
  const own = key && (await ctx.media.localPath(key));
  if (own) return { path: own, isTemporary: false };
  if (reference) throw new DownloadError("leads to a file that has been removed");
  const path = await ctx.media.temporaryPath("input");
  if (url.startsWith("data:")) {
    await writeFile(path, Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
  } else {
    await downloadUntrusted(url, path, { maxBytes });
  }
  return { path, isTemporary: true };
}

/** What came from elsewhere is judged like an upload: no decoder sees what could choke it. */
async function pictureFacts({ path, isTemporary }: LocalFile): Promise<MediaFacts | null> {
  if (isTemporary && !(await judgeFile(path, "image")).ok) return null;
  const read = await sharp(path, { limitInputPixels: PICTURE_MAX_PIXELS })
    .metadata()
    .catch(() => null);
  if (!read) return null;
  const { width, height } = read.autoOrient;
  return { size: { widthPx: width, heightPx: height }, durationS: null, hasSound: false };
}

/** Many sound files come in a container that is called a video's; what is in it decides. */
async function mediaFacts(path: string, kind: "video" | "audio"): Promise<MediaFacts | null> {
  const type = await fileTypeFromFile(path).catch(() => undefined);
  if (!type || !/^(video|audio)\//.test(type.mime)) return null;
  const facts = await probeMedia(path);
  if (facts) return (kind === "video" ? facts.size : facts.hasSound) ? facts : null;
  // A codec or container that only the upstream can read.
  const isKind = type.mime.startsWith(`${kind}/`);
  return isKind ? { size: null, durationS: null, hasSound: false } : null;
}

/**
 * A file that the input names by URL, on local disk and checked to be of its kind by its bytes. Our
 * own media are read from the store; others come by the guarded download, of at most `maxBytes`.
 * Throws INVALID_INPUT naming the field.
 */
export async function fetchInputFile(
  ctx: InputFileContext,
  { kind, url, path: issuePath }: FileRequest,
  maxBytes: number,
): Promise<InputFile> {
  let file: LocalFile;
  try {
    file = await fetchFile(ctx, url, maxBytes);
  } catch (error) {
    if (error instanceof DownloadError) return refuse(issuePath, error.message);
    throw error;
  }
  const facts = kind === "image" ? await pictureFacts(file) : await mediaFacts(file.path, kind);
  if (facts) return { ...file, facts, sizeBytes: (await stat(file.path)).size };
  if (file.isTemporary) await rm(file.path, { force: true });
  return refuse(issuePath, `does not lead to ${NAMES[kind]}`);
}
