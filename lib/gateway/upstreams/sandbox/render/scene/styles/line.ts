import { lighten, lightnessOf, mix, saturate, toRgb } from "../colour.ts";
import { getCloudField, NOISE_SIZE } from "../noise.ts";
import { mapPalette } from "../palette.ts";
import { createRandom } from "../random.ts";
import { createStageCanvas, fullBox, type Layer, type Point, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { PaintedLayer, StyleCraft } from "./craft.ts";

const PAPER = "#f7f2e6";
const INK = "#1c2233";

/** An engraving: contours, and tones made of lines that swell as they darken. */
export const line: StyleCraft = {
  mixColours: (palette) =>
    mapPalette(palette, (colour) =>
      saturate(lighten(colour, (1 - lightnessOf(colour)) * 0.22), 0.9),
    ),
  finishLayer: engrave,
  paintOverlays: (stage) => [{ canvas: paintSheet(stage), blend: "multiply" }],
};

function paintSheet(stage: Stage): ReturnType<typeof createStageCanvas>["canvas"] {
  const { canvas, pen } = createStageCanvas(stage);
  pen.fillStyle = "#ffffff";
  const box = fullBox(stage);
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.globalAlpha = 0.5;
  layTile(pen, "paper", box, Math.max(0.8, stage.unit / 10));
  return canvas;
}

function engrave({ layer, pen, stage, region, origin }: PaintedLayer): void {
  const { width, height } = region;
  const image = pen.getImageData(region.x, region.y, width, height);
  const pixels = image.data;
  const tone = readTone(pixels, layer, stage);
  const hatchAt = createHatch(layer.name, stage, origin);
  const reach = Math.max(1, Math.round(stage.unit * (layer.isSubject ? 0.11 : 0.14)));
  const tint = layer.isSubject ? 0.5 : 0.14;
  const [paperRed, paperGreen, paperBlue] = toRgb(PAPER).map(
    (value) => value * (1 - tint) + 150 * tint,
  ) as [number, number, number];
  const [inkRed, inkGreen, inkBlue] = toRgb(mix(INK, stage.palette.near, 0.25));
  const wash = 0.42 * tint;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const above = Math.max(0, y - reach) * width;
    const below = Math.min(height - 1, y + reach) * width;
    for (let x = 0; x < width; x += 1) {
      const here = tone[row + x] ?? 0;
      const index = (row + x) * 4;
      if (here === 0) {
        pixels[index + 3] = 0;
        continue;
      }
      const left = tone[row + (x < reach ? 0 : x - reach)] ?? 0;
      const right = tone[row + (x + reach >= width ? width - 1 : x + reach)] ?? 0;
      const rise = (tone[below + x] ?? 0) - (tone[above + x] ?? 0);
      const slope = Math.abs(right - left) + Math.abs(rise);
      const contour = slope > 77 ? 1 : slope > 41 ? (slope - 41) / 36 : 0;
      const hatch = here > 219 || contour === 1 ? 0 : hatchAt(x, y, 1 - here / 255);
      const cover = Math.max(hatch, contour);
      const red = paperRed + (pixels[index] ?? 0) * wash;
      const green = paperGreen + (pixels[index + 1] ?? 0) * wash;
      const blue = paperBlue + (pixels[index + 2] ?? 0) * wash;
      pixels[index] = red + (inkRed - red) * cover;
      pixels[index + 1] = green + (inkGreen - green) * cover;
      pixels[index + 2] = blue + (inkBlue - blue) * cover;
      pixels[index + 3] = 255;
    }
  }
  pen.putImageData(image, region.x, region.y);
}

/** Lightness per pixel from 1 to 255; 0 where the layer is not there. */
function readTone(pixels: Uint8ClampedArray, layer: Layer, stage: Stage): Uint8Array {
  const tone = new Uint8Array(pixels.length >> 2);
  const isCloud = layer.name === "clouds";
  const edge = (isCloud ? 0.42 : layer.isGlow === true ? 0.9 : 0.4) * 255;
  // Fair clouds and bright discs are left as bare paper, only drawn around.
  const isBare = layer.isGlow === true && !(isCloud && stage.scene.weather !== "clear");
  const curve = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.max(1, isBare ? 191 + value / 4 : (value / 255) ** 0.85 * 255),
  );
  for (let cell = 0; cell < tone.length; cell += 1) {
    const index = cell * 4;
    if ((pixels[index + 3] ?? 0) < edge) continue;
    const light =
      ((pixels[index] ?? 0) * 77 +
        (pixels[index + 1] ?? 0) * 151 +
        (pixels[index + 2] ?? 0) * 28) >>
      8;
    tone[cell] = curve[light] ?? 1;
  }
  return tone;
}

/** Ink from 0 to 1 for a darkness: one direction first, crossed as it deepens. */
function createHatch(name: string, stage: Stage, origin: Point) {
  const field = getCloudField();
  const isLevel = /^(sky|water|road|dune|hill)/.test(name);
  const angle = isLevel ? 0 : createRandom(stage.scene.seed, name).pick([0.9, 1.15, 2.1, 0.7]);
  const spacing = Math.max(3.2, stage.unit * 0.62);
  const [ax, ay] = [Math.sin(angle) / spacing, Math.cos(angle) / spacing];
  const [bx, by] = [Math.sin(angle + 1.05) / spacing, Math.cos(angle + 1.05) / spacing];
  const [cx, cy] = [Math.sin(angle + 1.9) / spacing, Math.cos(angle + 1.9) / spacing];
  const scale = 3.4 / stage.unit;
  const sharpness = spacing * 0.72;
  const strokes = (along: number, depth: number) => {
    const off = along - Math.floor(along) - 0.5;
    const thick = depth * 0.52 + 0.03;
    return (Math.min(thick, 0.4) - (off < 0 ? -off : off)) * sharpness + 0.5;
  };
  return (x: number, y: number, darkness: number): number => {
    const sy = y + origin.y;
    const cell = ((sy * scale) & FIELD_MASK) * NOISE_SIZE + ((x * scale) & FIELD_MASK);
    const wobble = ((field[cell] ?? 0.5) - 0.5) * 2.2;
    const first = strokes(x * ax + sy * ay + wobble, darkness - 0.14);
    if (first >= 1 || darkness <= 0.41) return toShare(first);
    const second = Math.max(first, strokes(x * bx + sy * by + wobble, darkness - 0.41));
    if (second >= 1 || darkness <= 0.68) return toShare(second);
    const third = Math.max(second, strokes(x * cx + sy * cy + wobble, darkness - 0.68));
    return toShare(third);
  };
}

const FIELD_MASK = NOISE_SIZE - 1;

function toShare(cover: number): number {
  return Math.max(0, Math.min(1, cover));
}
