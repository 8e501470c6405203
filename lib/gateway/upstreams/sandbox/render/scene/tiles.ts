import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";
import { getCloudField, NOISE_SIZE } from "./noise.ts";
import { createRandom } from "./random.ts";
import type { Box, Pen } from "./stage.ts";

/** Seamless textures, made once per thread and laid over layers and frames as patterns. */
export type TileName = "grain" | "paper" | "pigment" | "weave";

const GRAIN_SIZE = 256;
const tiles = new Map<TileName, Canvas>();

/** Covers the box with a tile, `scale` frame pixels per tile pixel. */
export function layTile(pen: Pen, name: TileName, box: Box, scale: number): void {
  const pattern = pen.createPattern(getTile(name), "repeat");
  if (pattern === null) return;
  pen.save();
  pen.fillStyle = pattern;
  pen.scale(scale, scale);
  pen.fillRect(box.x / scale, box.y / scale, box.width / scale, box.height / scale);
  pen.restore();
}

function getTile(name: TileName): Canvas {
  const known = tiles.get(name);
  if (known !== undefined) return known;
  const tile = makers[name]();
  tiles.set(name, tile);
  return tile;
}

const makers: Readonly<Record<TileName, () => Canvas>> = {
  grain: () => {
    const random = createRandom(11, "grain");
    return bake(GRAIN_SIZE, () => [128 + (random.next() + random.next() - 1) * 90, 255]);
  },
  paper: () => {
    const random = createRandom(12, "paper");
    const tooth = softened(
      Float32Array.from({ length: NOISE_SIZE ** 2 }, () => random.next()),
      3,
    );
    const field = getCloudField();
    return bake(NOISE_SIZE, (index) => {
      const slope = (tooth[index] ?? 0) - (tooth[(index + NOISE_SIZE + 1) % tooth.length] ?? 0);
      return [247 + slope * 84 - (field[(index * 5) % field.length] ?? 0) * 5, 255];
    });
  },
  pigment: () => {
    const random = createRandom(13, "pigment");
    const speck = softened(
      Float32Array.from({ length: NOISE_SIZE ** 2 }, () => random.next()),
      1,
    );
    const field = getCloudField();
    return bake(NOISE_SIZE, (index) => {
      const wash = (field[index] ?? 0.5) - 0.5;
      const value = wash * 1.1 + ((speck[index] ?? 0.5) - 0.5) * 0.9;
      return [value > 0 ? 255 : 20, Math.min(255, Math.abs(value) * 255)];
    });
  },
  weave: () =>
    bake(64, (index) => {
      const x = index % 64;
      const y = Math.floor(index / 64);
      const isOver = ((x >> 2) + (y >> 2)) % 2 === 0;
      const along = isOver ? x % 4 : y % 4;
      return [228 + 24 * Math.sin(((along + 0.5) / 4) * Math.PI), 255];
    }),
};

/** A grey tile; the maker gives value and opacity of each pixel. */
function bake(
  size: number,
  maker: (index: number) => readonly [grey: number, alpha: number],
): Canvas {
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let index = 0; index < size * size; index += 1) {
    const [grey, alpha] = maker(index);
    pixels.fill(grey, index * 4, index * 4 + 3);
    pixels[index * 4 + 3] = alpha;
  }
  const canvas = createCanvas(size, size);
  canvas.getContext("2d").putImageData(new ImageData(pixels, size, size), 0, 0);
  return canvas;
}

/** Neighbours averaged, over the edges as well. */
function softened(values: Float32Array, passes: number): Float32Array {
  let current = values;
  for (let pass = 0; pass < passes; pass += 1) {
    const from = current;
    const at = (index: number) => from[(index + from.length) % from.length] ?? 0;
    current = from.map(
      (value, index) =>
        (value * 2 +
          at(index - 1) +
          at(index + 1) +
          at(index - NOISE_SIZE) +
          at(index + NOISE_SIZE)) /
        6,
    );
  }
  return current;
}
