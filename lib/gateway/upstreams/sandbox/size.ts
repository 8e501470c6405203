import { askedPixels, askedShape, type Shape, type Size, shapeOf } from "./shape.ts";
import { clamp, firstNumber, type Input, readText } from "./values.ts";

/** Above these a picture or a frame comes out smaller, in its shape. */
const PICTURE_PX_MAX = 4096 * 4096;
const FRAME_PX_MAX = 2560 * 1440;
/** Pixels of all frames of a film together: eight seconds of 1080p, about half a minute of work. */
const FILM_PX_MAX = 1920 * 1080 * 24 * 8;
const SIDE_MIN_PX = 64;

const UPSCALE_MAX = 8;
const UPSCALE_DEFAULT = 2;

/** What the size depends on besides the input. */
export type SizeSource = {
  /** Of the first picture or film that goes in; null when there is none. */
  source: Size | null;
  /** The model's work is to enlarge what goes in. */
  isUpscale?: boolean;
};

const SHORT_EDGE = /^(\d{3,4})p$/i;
const SQUARE_EDGE = /^(\d(?:\.\d)?)\s*(k|mp)$/i;
const FILM_EDGE_OF: ReadonlyMap<string, number> = new Map([
  ["1k", 1080],
  ["2k", 1440],
  ["4k", 2160],
]);

function readShortEdge(resolution: unknown): number | null {
  const match = SHORT_EDGE.exec(readText(resolution));
  return match ? clamp(Number(match[1]), 144, 4320) : null;
}

/** Area of "2K" (2048²) or "1 MP". */
function readArea(resolution: unknown): number | null {
  const match = SQUARE_EDGE.exec(readText(resolution));
  if (!match) return null;
  const number = clamp(Number(match[1]), 0.1, 8);
  return match[2]?.toLowerCase() === "k" ? (number * 1024) ** 2 : number * 1_000_000;
}

function upscaleFactor(input: Input): number {
  const asked = firstNumber(input, ["upscale_factor", "scale_factor", "scale"]);
  return asked === null || asked < 1 ? UPSCALE_DEFAULT : Math.min(asked, UPSCALE_MAX);
}

function scaled({ widthPx, heightPx }: Size, scale: number): Size {
  return { widthPx: widthPx * scale, heightPx: heightPx * scale };
}

/** Exactly this shape in at most this area, both sides even; else as near as even sides come. */
function fillArea({ width, height }: Shape, areaPx: number): Size {
  const exact = Math.sqrt(areaPx / (width * height));
  const unit = Math.floor(exact / 2) * 2;
  // A shape of large numbers has few exact sizes: being off by a pixel beats being far too small.
  const isExact = Number.isInteger(width) && Number.isInteger(height) && unit >= exact * 0.85;
  const side = (of: number) => Math.max(SIDE_MIN_PX, Math.round((of * exact) / 2) * 2);
  return isExact
    ? { widthPx: width * unit, heightPx: height * unit }
    : { widthPx: side(width), heightPx: side(height) };
}

function withShortEdge({ width, height }: Shape, edgePx: number): Size {
  const exactPx = (edgePx * Math.max(width, height)) / Math.min(width, height);
  const longPx = Math.round(exactPx / 2) * 2;
  return width >= height
    ? { widthPx: longPx, heightPx: edgePx }
    : { widthPx: edgePx, heightPx: longPx };
}

/** No more pixels than this, no side under the least; the shape stays. */
function fit(size: Size, maxPx: number, roundTo: 1 | 2): Size {
  const scale = Math.min(1, Math.sqrt(maxPx / (size.widthPx * size.heightPx)));
  const side = (px: number) => {
    const whole = Math.floor((px * scale) / roundTo + 1e-6) * roundTo;
    return Math.max(SIDE_MIN_PX, whole);
  };
  return { widthPx: side(size.widthPx), heightPx: side(size.heightPx) };
}

const SQUARE: Shape = { width: 1, height: 1 };
const WIDE: Shape = { width: 16, height: 9 };

/**
 * Pixels of a picture: exactly those asked for, else exactly the asked shape with the area of the
 * resolution's square (1K = 1024², 2K = 2048², 4K = 4096²), both sides even. Where no shape is
 * asked for it is that of the input, and an upscale is a multiple of it. At most 4096² in area.
 */
export function pictureSize(input: Input, { source, isUpscale = false }: SizeSource): Size {
  const pixels = askedPixels(input);
  if (pixels) return fit(pixels, PICTURE_PX_MAX, 1);
  if (isUpscale && source) return fit(scaled(source, upscaleFactor(input)), PICTURE_PX_MAX, 1);
  const shape = askedShape(input) ?? shapeOf(source) ?? SQUARE;
  const edgePx = readShortEdge(input.resolution);
  if (edgePx !== null) return fit(withShortEdge(shape, edgePx), PICTURE_PX_MAX, 2);
  return fillArea(shape, Math.min(PICTURE_PX_MAX, readArea(input.resolution) ?? 1024 ** 2));
}

function filmEdge(input: Input): number {
  const named = readText(input.resolution).toLowerCase();
  const byQuality = input.quality === "pro" && named === "" ? 1080 : 720;
  return readShortEdge(named) ?? FILM_EDGE_OF.get(named) ?? byQuality;
}

/**
 * Pixels of a film of so many frames: the resolution names its short edge (720p, 1080p), both sides
 * even. A film that would cost too many pixels, in one frame or in all, is smaller, in its shape.
 */
export function filmSize(input: Input, from: SizeSource & { frameCount: number }): Size {
  const { source, isUpscale = false, frameCount } = from;
  const pixels = askedPixels(input);
  const shape = shapeOf(pixels) ?? askedShape(input) ?? shapeOf(source) ?? WIDE;
  const wanted =
    isUpscale && source
      ? scaled(source, upscaleFactor(input))
      : (pixels ?? withShortEdge(shape, filmEdge(input)));
  return fit(wanted, Math.min(FRAME_PX_MAX, FILM_PX_MAX / frameCount), 2);
}
