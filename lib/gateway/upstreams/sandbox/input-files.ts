import { rm, stat, writeFile } from "node:fs/promises";
import sharp from "sharp";
import type { InputIssue } from "#lib/contract/errors.ts";
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

const NAMES = {
  video: "a video",
  audio: "a sound file",
} as const;

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

type Finding = MediaFacts | { problem: string };

/** By the rules for files that are uploaded: the decoders of other types are not for strangers. */
async function pictureFacts(path: string): Promise<Finding> {
  const judged = await judgeFile(path, "image");
  if (!judged.ok) return { problem: `does not lead to a picture: it ${judged.problem}` };
  const { width, height } = (await sharp(path, { limitInputPixels: false }).metadata()).autoOrient;
  return { size: { widthPx: width, heightPx: height }, durationS: null, hasSound: false };
}

/** Many sound files come in a container that is called a video's; what is in it decides. */
async function mediaFacts(path: string, kind: "video" | "audio"): Promise<Finding> {
  const problem = { problem: `does not lead to ${NAMES[kind]}` };
  const judged = await judgeFile(path, "file");
  const type = judged.ok ? judged.type : null;
  if (type === null || !/^(video|audio)\//.test(type)) return problem;
  const facts = await probeMedia(path);
  if (facts) return (kind === "video" ? facts.size : facts.hasSound) ? facts : problem;
  // A codec or container that only the upstream can read.
  if (!type.startsWith(`${kind}/`)) return problem;
  return { size: null, durationS: null, hasSound: false };
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
  try {
    const facts =
      kind === "image" ? await pictureFacts(file.path) : await mediaFacts(file.path, kind);
    if ("problem" in facts) return refuse(issuePath, facts.problem);
    return { ...file, facts, sizeBytes: (await stat(file.path)).size };
  } catch (error) {
    if (file.isTemporary) await rm(file.path, { force: true });
    throw error;
  }
}
