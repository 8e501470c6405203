import type { Rgb } from "./colour.ts";

type Bucket = { pixels: Uint32Array };

/**
 * The colours that describe an image best, most common first (median cut, Heckbert 1982).
 * `pixels` are RGBA bytes; about 6,000 of them are looked at.
 */
export function findPalette(pixels: Uint8ClampedArray | Uint8Array, count: number): readonly Rgb[] {
  const total = pixels.length >> 2;
  const stride = Math.max(1, Math.floor(total / 6000));
  const sampled = new Uint32Array(Math.ceil(total / stride));
  for (let index = 0, at = 0; at < sampled.length; index += stride, at += 1) {
    const from = index * 4;
    sampled[at] =
      ((pixels[from] ?? 0) << 16) | ((pixels[from + 1] ?? 0) << 8) | (pixels[from + 2] ?? 0);
  }
  let buckets: readonly Bucket[] = [{ pixels: sampled }];
  while (buckets.length < count) {
    const widest = buckets.toSorted((a, b) => spreadOf(b).weight - spreadOf(a).weight)[0];
    if (widest === undefined || widest.pixels.length < 2) break;
    buckets = buckets.flatMap((bucket) => (bucket === widest ? split(bucket) : [bucket]));
  }
  return buckets.toSorted((a, b) => b.pixels.length - a.pixels.length).map(averageOf);
}

function spreadOf({ pixels }: Bucket): { shift: number; weight: number } {
  let best = { shift: 16, weight: -1 };
  for (const shift of [16, 8, 0]) {
    let low = 255;
    let high = 0;
    for (const pixel of pixels) {
      const value = (pixel >> shift) & 255;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    // Small vivid areas must survive beside a large sky, so counts weigh only by their root.
    const weight = (high - low) * Math.sqrt(pixels.length);
    if (weight > best.weight) best = { shift, weight };
  }
  return best;
}

function split(bucket: Bucket): readonly Bucket[] {
  const { shift } = spreadOf(bucket);
  const sorted = bucket.pixels.toSorted((a, b) => ((a >> shift) & 255) - ((b >> shift) & 255));
  const middle = sorted.length >> 1;
  return [{ pixels: sorted.subarray(0, middle) }, { pixels: sorted.subarray(middle) }];
}

function averageOf({ pixels }: Bucket): Rgb {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (const pixel of pixels) {
    red += (pixel >> 16) & 255;
    green += (pixel >> 8) & 255;
    blue += pixel & 255;
  }
  const count = Math.max(1, pixels.length);
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}
