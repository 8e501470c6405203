import { fileTypeFromFile } from "file-type";
import sharp from "sharp";
import type { Accepts } from "#lib/contract/models/model.ts";
import { ACCEPTED_TYPES, PICTURE_MAX_FRAMES, PICTURE_MAX_PIXELS } from "#lib/contract/uploads.ts";
import { hasMoreFrames } from "./count-frames.ts";
import { createLanes } from "./lanes.ts";

/** The type that the bytes of a file have (null: none that we know), or what is wrong with it. */
export type Judgement = { ok: true; type: string | null } | { ok: false; problem: string };

const DETECT_TIMEOUT_MS = 5_000;
const DECODE_TIMEOUT_S = 20;
const LOOKAHEAD_MAX_BYTES = 1024 * 1024;
const MEGAPIXELS_MAX = PICTURE_MAX_PIXELS / 1_000_000;

// No file is judged twice.
sharp.cache(false);

/**
 * Pictures decoded at once. An AVIF of 1 KB can hold 50 megapixels: two seconds of a thread and
 * 0.9 GB. The process reads and writes all files with four threads, and some have to be left for that.
 */
const inLane = createLanes(2);

/** Other names of types that we know. */
const ALIASES: Readonly<Record<string, string>> = {
  "image/apng": "image/png",
  "video/x-m4v": "video/mp4",
  "audio/x-m4a": "audio/mp4",
};

async function detectType(localPath: string): Promise<string | null> {
  const found = await fileTypeFromFile(localPath, {
    signal: AbortSignal.timeout(DETECT_TIMEOUT_MS),
    maxBufferSize: LOOKAHEAD_MAX_BYTES,
    // A file that leads its reader on is of no type that we know.
  }).catch(() => undefined);
  const type = found?.mime.split(";")[0];
  return type === undefined ? null : (ALIASES[type] ?? type);
}

/**
 * Why a picture cannot be used, or null: it is decoded once, of a moving one the first frame, within
 * bounds, off the event loop.
 */
async function pictureProblem(localPath: string, type: string): Promise<string | null> {
  if (await hasMoreFrames(localPath, type, PICTURE_MAX_FRAMES)) {
    return `is a picture of over ${PICTURE_MAX_FRAMES} frames; at most ${PICTURE_MAX_FRAMES} are taken`;
  }
  try {
    // The head alone; what it promises is checked before anything is decoded.
    const { width, height } = await sharp(localPath, { limitInputPixels: false }).metadata();
    if (width * height > PICTURE_MAX_PIXELS) {
      return `is a picture of ${width} × ${height} pixels; at most ${MEGAPIXELS_MAX} megapixels are taken`;
    }
    const options = { limitInputPixels: PICTURE_MAX_PIXELS, sequentialRead: true } as const;
    await sharp(localPath, { ...options, failOn: "error" })
      .resize(16, 16, { fit: "fill" })
      .raw()
      .timeout({ seconds: DECODE_TIMEOUT_S })
      .toBuffer();
    return null;
  } catch {
    return "is a picture that cannot be decoded: it is broken or cut off";
  }
}

/** Judges a local file by its bytes alone, never by its name or the type that was told. */
export async function judgeFile(localPath: string, accepts: Accepts): Promise<Judgement> {
  const type = await detectType(localPath);
  const accepted = ACCEPTED_TYPES[accepts];
  if (accepted === null) return { ok: true, type };
  if (type === null || !accepted.includes(type)) {
    const what = type === null ? "of no type that is known here" : type;
    return { ok: false, problem: `is ${what}; must be one of ${accepted.join(", ")}` };
  }
  const problem = accepts === "image" ? await inLane(() => pictureProblem(localPath, type)) : null;
  return problem === null ? { ok: true, type } : { ok: false, problem };
}
