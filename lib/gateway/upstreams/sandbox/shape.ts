import { type Input, readNumber } from "./values.ts";

export type Size = { widthPx: number; heightPx: number };

/** Longer than this to one side no model draws; what asks for it asks for nothing. */
const RATIO_MAX = 8;
const SIZE_TEXT = /^\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})\s*$/i;
const RATIO_TEXT = /^\s*(\d{1,5}(?:\.\d{1,3})?)\s*[:/x×]\s*(\d{1,5}(?:\.\d{1,3})?)\s*$/i;

/** Sizes that have names. */
const NAMED_SIZES: Readonly<Record<string, Size>> = {
  square: { widthPx: 512, heightPx: 512 },
  square_hd: { widthPx: 1024, heightPx: 1024 },
  portrait_4_3: { widthPx: 768, heightPx: 1024 },
  portrait_16_9: { widthPx: 576, heightPx: 1024 },
  landscape_4_3: { widthPx: 1024, heightPx: 768 },
  landscape_16_9: { widthPx: 1024, heightPx: 576 },
};

function sizeOf(width: number | null, height: number | null): Size | null {
  if (width === null || height === null || !(width >= 1) || !(height >= 1)) return null;
  const isShape = Math.max(width / height, height / width) <= RATIO_MAX;
  return isShape ? { widthPx: Math.round(width), heightPx: Math.round(height) } : null;
}

/** "1536x1024", "square_hd" or `{ width, height }`; null for anything else, "auto" and "default" too. */
function readSize(value: unknown): Size | null {
  if (typeof value === "string") {
    const match = SIZE_TEXT.exec(value.slice(0, 32));
    if (match) return sizeOf(Number(match[1]), Number(match[2]));
    return Object.hasOwn(NAMED_SIZES, value) ? (NAMED_SIZES[value] ?? null) : null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { width, height } = value as Input;
  return sizeOf(readNumber(width), readNumber(height));
}

/** The very pixels that are asked for, under whatever name; null when none are. */
export function askedPixels(input: Input): Size | null {
  return (
    sizeOf(readNumber(input.width), readNumber(input.height)) ??
    readSize(input.image_size) ??
    readSize(input.size) ??
    readSize(input.resolution)
  );
}

/** A shape as two sides, small whole numbers where it was asked for in such. */
export type Shape = { width: number; height: number };

function greatestDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestDivisor(right, left % right);
}

function toShape(width: number, height: number): Shape | null {
  if (!(width > 0 && height > 0) || Math.max(width / height, height / width) > RATIO_MAX) {
    return null;
  }
  const isWhole = Number.isInteger(width) && Number.isInteger(height);
  const divisor = isWhole ? greatestDivisor(width, height) : 1;
  return { width: width / divisor, height: height / divisor };
}

/**
 * The shape that is asked for as "16:9"; null when none is, or a word says "as the input" or "as
 * you like": auto, default, match_input_image.
 */
export function askedShape(input: Input): Shape | null {
  const asked = input.aspect_ratio ?? input.ratio;
  if (typeof asked !== "string") return null;
  const match = RATIO_TEXT.exec(asked.slice(0, 32));
  return match ? toShape(Number(match[1]), Number(match[2])) : null;
}

/** The shape of pixels, as far as it is one that is drawn. */
export function shapeOf(size: Size | null): Shape | null {
  return size && toShape(size.widthPx, size.heightPx);
}
