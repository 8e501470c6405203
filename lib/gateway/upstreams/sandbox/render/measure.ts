import { BufferSource, Input, MP4 } from "mediabunny";
import sharp from "sharp";
import type { RenderResult } from "./job.ts";

const PICTURE_TYPES: ReadonlyMap<string, RenderResult["contentType"]> = new Map([
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
]);

/** Type and size of an encoded picture. */
export async function measurePicture(bytes: Uint8Array): Promise<RenderResult> {
  const { format, width, height } = await sharp(bytes).metadata();
  const contentType = PICTURE_TYPES.get(format);
  if (contentType === undefined) throw new Error(`A picture came out as ${format}.`);
  return {
    contentType,
    sizeBytes: bytes.length,
    widthPx: width,
    heightPx: height,
    durationS: null,
    fps: null,
    hasAudio: false,
  };
}

/** Size, length, rate and sound of an MP4. */
export async function measureFilm(bytes: Uint8Array): Promise<RenderResult> {
  using input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
  const picture = await input.getPrimaryVideoTrack();
  if (picture === null) throw new Error("A film came out without a picture.");
  const { averagePacketRate } = await picture.computePacketStats();
  return {
    contentType: "video/mp4",
    sizeBytes: bytes.length,
    widthPx: await picture.getDisplayWidth(),
    heightPx: await picture.getDisplayHeight(),
    durationS: await input.computeDuration(),
    fps: averagePacketRate,
    hasAudio: (await input.getPrimaryAudioTrack()) !== null,
  };
}
