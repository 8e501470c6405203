import type { Accepts } from "./models/model.ts";

const KIB = 1024;
const MIB = 1024 * KIB;

/** How large the body of a request may be. */
export const JSON_MAX_BYTES = MIB;
export const UPLOAD_FILE_MAX_BYTES = 200 * MIB;
export const UPLOAD_REQUEST_MAX_BYTES = 512 * MIB;
/** Files and texts of one form together. */
export const UPLOAD_PARTS_MAX = 64;
/** The texts of one form together. */
export const UPLOAD_TEXT_MAX_BYTES = MIB;

/** How large a picture may be once it is decoded: width × height of one frame, and frames. */
export const PICTURE_MAX_PIXELS = 50_000_000;
export const PICTURE_MAX_FRAMES = 500;

/** What a file field takes, by the type that its bytes have; null takes everything. */
export const ACCEPTED_TYPES: Readonly<Record<Accepts, readonly string[] | null>> = {
  image: ["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"],
  video: ["video/mp4", "video/webm", "video/quicktime"],
  audio: ["audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4", "audio/aac", "audio/flac"],
  file: null,
};
