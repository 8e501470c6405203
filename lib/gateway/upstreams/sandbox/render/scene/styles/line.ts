import { lighten, lightnessOf, mix, saturate, toRgb } from "../colour.ts";
import { getCloudField, NOISE_SIZE } from "../noise.ts";
import { mapPalette } from "../palette.ts";
import { createRandom } from "../random.ts";
import { createStageCanvas, fullBox, type Layer, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { PaintedLayer, StyleCraft } from "./craft.ts";

const PAPER = "#f7f2e6";
const INK = "#1c2233";

/** An engraving: contours, and tones made of lines that swell as they darken. */
export const line: StyleCraft = {
  mixColours: (palette) =>
    mapPalette(palette, (colour) => saturate(lighten(colour, (1 - lightnessOf(colour)) * 0.22), 0.9)),
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

function engrave({ canvas, layer, pen, stage }: PaintedLayer): void {
  const { width, height } = canvas;
  const image = pen.getImageData(0, 0, width, height);
  const pixels = image.data;
  const tone = readTone(pixels, layer, stage);
  const hatchAt = createHatch(layer.name, stage, layer.box.y);
  const reach = Math.max(1, Math.round(stage.unit * (layer.isSubject ? 0.11 : 0.14)));
  const paper = toRgb(PAPER);
  const ink = toRgb(mix(INK, stage.palette.near, 0.25));
  const tint = layer.isSubject ? 0.5 : 0.14;
  const at = (x: number, y: number) =>
    tone[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const cell = y * width + x;
      const index = cell * 4;
      const here = tone[cell] ?? -1;
      if (here < -0.5) {
        pixels[index + 3] = 0;
        continue;
      }
      const slope =
        Math.abs(at(x + reach, y) - at(x - reach, y)) + Math.abs(at(x, y + reach) - at(x, y - reach));
      const contour = Math.min(1, Math.max(0, (slope - 0.16) * 7));
      const cover = Math.max(contour, hatchAt(x, y, 1 - here));
      for (let channel = 0; channel < 3; channel += 1) {
        const own = pixels[index + channel] ?? 0;
        const sheet = paper[channel as 0] * (1 - tint) + (150 + own * 0.42) * tint;
        pixels[index + channel] = sheet + (ink[channel as 0] - sheet) * cover;
      }
      pixels[index + 3] = 255;
    }
  }
  pen.putImageData(image, 0, 0);
}

/** Lightness per pixel; -1 where the layer is not there. */
function readTone(pixels: Uint8ClampedArray, layer: Layer, stage: Stage): Float32Array {
  const tone = new Float32Array(pixels.length >> 2);
  const isCloud = layer.name === "clouds";
  const edge = (isCloud ? 0.42 : layer.isGlow === true ? 0.9 : 0.4) * 255;
  // Fair clouds and bright discs are left as bare paper, only drawn around.
  const isBare = layer.isGlow === true && !(isCloud && stage.scene.weather !== "clear");
  for (let cell = 0; cell < tone.length; cell += 1) {
    const index = cell * 4;
    if ((pixels[index + 3] ?? 0) < edge) {
      tone[cell] = -1;
      continue;
    }
    const red = pixels[index] ?? 0;
    const green = pixels[index + 1] ?? 0;
    const blue = pixels[index + 2] ?? 0;
    const lightness = (red * 0.3 + green * 0.59 + blue * 0.11) / 255;
    tone[cell] = isBare ? 0.75 + lightness * 0.25 : lightness ** 0.85;
  }
  return tone;
}

/** Ink from 0 to 1 for a darkness: one direction first, crossed as it deepens. */
function createHatch(name: string, stage: Stage, top: number) {
  const field = getCloudField();
  const isLevel = /^(sky|water|road|dune|hill)/.test(name);
  const angle = isLevel ? 0 : createRandom(stage.scene.seed, name).pick([0.9, 1.15, 2.1, 0.7]);
  const spacing = Math.max(3.2, stage.unit * 0.62);
  const directions = [angle, angle + 1.05, angle + 1.9].map((turn) => ({
    x: Math.sin(turn) / spacing,
    y: Math.cos(turn) / spacing,
  }));
  const scale = 3.4 / stage.unit;
  const softness = spacing * 0.36;
  return (x: number, y: number, darkness: number): number => {
    if (darkness < 0.14) return 0;
    const row = (Math.floor((y + top) * scale) & (NOISE_SIZE - 1)) * NOISE_SIZE;
    const wobble = ((field[row + (Math.floor(x * scale) & (NOISE_SIZE - 1))] ?? 0.5) - 0.5) * 2.2;
    let cover = 0;
    for (let pass = 0; pass < 3; pass += 1) {
      const from = 0.14 + pass * 0.27;
      if (darkness <= from) break;
      const direction = directions[pass] ?? { x: 0, y: 0 };
      const along = x * direction.x + (y + top) * direction.y + wobble;
      const off = Math.abs(along - Math.floor(along) - 0.5);
      const thick = Math.min(0.4, (darkness - from) * 0.52 + 0.03);
      const each = (thick - off) * softness * 2 + 0.5;
      if (each > cover) cover = each;
    }
    return Math.min(1, Math.max(0, cover));
  };
}
