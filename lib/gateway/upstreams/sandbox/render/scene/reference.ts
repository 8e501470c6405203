import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";
import sharp from "sharp";
import { type Colour, fromRgb } from "./colour.ts";
import { findPalette } from "./quantise.ts";

/** An input picture, decoded and turned upright, no larger than it will be seen. */
export type Reference = {
  canvas: Canvas;
  /** Its main colours, most common first. */
  colours: readonly Colour[];
};

/** Decodes an input picture to cover a frame of the given size. Throws what sharp throws. */
export async function loadReference(
  path: string,
  frame: { widthPx: number; heightPx: number },
): Promise<Reference> {
  const { data, info } = await sharp(path, { failOn: "none" })
    .rotate()
    .resize(frame.widthPx, frame.heightPx, { fit: "cover" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const canvas = createCanvas(info.width, info.height);
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  canvas.getContext("2d").putImageData(new ImageData(pixels, info.width, info.height), 0, 0);
  return { canvas, colours: findPalette(data, 6).map(fromRgb) };
}
