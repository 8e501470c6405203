import type { Rgb } from "../colour.ts";
import { findPalette } from "../quantise.ts";
import type { StyleCraft } from "./craft.ts";

const COLOURS = 30;
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
const DITHER = 22;

/** Drawn small, in few colours mixed by an ordered dither, shown with square pixels. */
export const pixel: StyleCraft = {
  grainPx: (shorterSidePx) => Math.max(2, Math.round(shorterSidePx / 190)),
  createPixelFinish: () => {
    let limit: ((red: number, green: number, blue: number) => Rgb) | undefined;
    return (pixels, widthPx) => {
      // The first frame sets the palette, so that a film keeps one set of colours.
      limit ??= createLimiter(findPalette(pixels, COLOURS));
      for (let index = 0; index < pixels.length; index += 4) {
        const cell = index >> 2;
        const x = cell % widthPx;
        const y = (cell / widthPx) | 0;
        const shift = ((BAYER[(y & 3) * 4 + (x & 3)] ?? 0) / 16 - 0.47) * DITHER;
        const near = limit(
          (pixels[index] ?? 0) + shift,
          (pixels[index + 1] ?? 0) + shift,
          (pixels[index + 2] ?? 0) + shift,
        );
        pixels[index] = near[0];
        pixels[index + 1] = near[1];
        pixels[index + 2] = near[2];
      }
    };
  },
};

/** Nearest colour of the palette, remembered per 15-bit colour. */
function createLimiter(palette: readonly Rgb[]) {
  const known = new Int16Array(32768).fill(-1);
  const fallback: Rgb = [0, 0, 0];
  return (red: number, green: number, blue: number): Rgb => {
    const r = Math.max(0, Math.min(255, red));
    const g = Math.max(0, Math.min(255, green));
    const b = Math.max(0, Math.min(255, blue));
    const key = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
    const seen = known[key] ?? -1;
    if (seen >= 0) return palette[seen] ?? fallback;
    const found = nearest(palette, r, g, b);
    known[key] = found;
    return palette[found] ?? fallback;
  };
}

function nearest(palette: readonly Rgb[], red: number, green: number, blue: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, colour] of palette.entries()) {
    const dr = colour[0] - red;
    const dg = colour[1] - green;
    const db = colour[2] - blue;
    const distance = dr * dr * 0.3 + dg * dg * 0.59 + db * db * 0.25;
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}
