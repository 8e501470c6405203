/** How red, green and blue make luma and the two colour differences. */
type Matrix = { kr: number; kb: number };

const BT601: Matrix = { kr: 0.299, kb: 0.114 };
const BT709: Matrix = { kr: 0.2126, kb: 0.0722 };

/**
 * Makes a converter from RGBA to planar YUV 4:2:0, limited range, for even sizes. The encoder
 * writes no colour description, and players then take BT.709 for 720 rows and more, BT.601
 * below: converting the same way keeps a film's colours those of its pictures.
 */
export function createYuvConverter(widthPx: number, heightPx: number) {
  const weights = weightsOf(heightPx >= 720 ? BT709 : BT601);
  const planes = new Uint8Array((widthPx * heightPx * 3) / 2);
  const chromaAt = widthPx * heightPx;
  return (rgba: Uint8Array): Uint8Array => {
    fillPlanes(planes, rgba, widthPx, heightPx, chromaAt, weights);
    return planes;
  };
}

/** Fixed-point weights with 16 fractional bits. */
type Weights = { y: readonly number[]; u: readonly number[]; v: readonly number[] };

function weightsOf({ kr, kb }: Matrix): Weights {
  const kg = 1 - kr - kb;
  const luma = (219 / 255) * 65536;
  const blue = (224 / 255 / (2 * (1 - kb))) * 65536;
  const red = (224 / 255 / (2 * (1 - kr))) * 65536;
  const whole = (values: readonly number[]) => values.map(Math.round);
  return {
    y: whole([kr * luma, kg * luma, kb * luma]),
    u: whole([-kr * blue, -kg * blue, (1 - kb) * blue]),
    v: whole([(1 - kr) * red, -kg * red, -kb * red]),
  };
}

function fillPlanes(
  planes: Uint8Array,
  rgba: Uint8Array,
  widthPx: number,
  heightPx: number,
  chromaAt: number,
  weights: Weights,
): void {
  const [yr = 0, yg = 0, yb = 0] = weights.y;
  const [ur = 0, ug = 0, ub = 0] = weights.u;
  const [vr = 0, vg = 0, vb = 0] = weights.v;
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
  let uAt = chromaAt;
  let vAt = chromaAt + (chromaAt >> 2);
  const lumaBase = (16 << 16) + 32768;
  // Four pixels are summed for each chroma sample, hence two more fractional bits.
  const chromaBase = (128 << 18) + 131072;
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const at = (y + (corner >> 1)) * widthPx + x + (corner & 1);
        const pixel = pixels[at] ?? 0;
        const r = pixel & 255;
        const g = (pixel >> 8) & 255;
        const b = (pixel >> 16) & 255;
        planes[at] = (yr * r + yg * g + yb * b + lumaBase) >> 16;
        red += r;
        green += g;
        blue += b;
      }
      planes[uAt] = (ur * red + ug * green + ub * blue + chromaBase) >> 18;
      planes[vAt] = (vr * red + vg * green + vb * blue + chromaBase) >> 18;
      uAt += 1;
      vAt += 1;
    }
  }
}
