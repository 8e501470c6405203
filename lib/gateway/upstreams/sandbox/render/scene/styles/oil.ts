import type { Canvas } from "@napi-rs/canvas";
import { lighten, saturate } from "../colour.ts";
import { getCloudField, sampleField } from "../noise.ts";
import { mapPalette } from "../palette.ts";
import { createRandom, type Random } from "../random.ts";
import { type Box, createStageCanvas, fullBox, type Pen, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { Reworked, StyleCraft } from "./craft.ts";
import { paintVignette } from "./print.ts";

/** Loaded strokes laid along a flow that swirls around the light, raised like impasto. */
export const oil: StyleCraft = {
  bloom: 0.12,
  mixColours: (palette) => mapPalette(palette, (colour) => saturate(lighten(colour, 0.005), 1.22)),
  rework: (painted) => {
    if (painted.layer?.isGlow === true && painted.layer.name !== "clouds") return;
    brush(painted);
    raise(painted);
  },
  paintOverlays: (stage) => [
    { canvas: paintWeave(stage), blend: "multiply" },
    { canvas: paintVignette(stage, 0.22), blend: "multiply" },
  ],
};

/** A coarse coat everywhere, then short strokes where the picture has detail. */
function brush(painted: Reworked): void {
  const { pen, stage, region } = painted;
  const source = pen.getImageData(region.x, region.y, region.width, region.height).data;
  const random = createRandom(stage.scene.seed, "brush");
  pen.save();
  pen.lineCap = "round";
  for (const each of COATS) coat(painted, source, random, each);
  pen.restore();
}

/** A coat goes where the picture changes by more than `detail` and less than `busiest`. */
type Coat = {
  spacing: number;
  width: number;
  length: number;
  detail: number;
  busiest: number;
  isFine: boolean;
};

/** Lengths in stage units. */
const COATS: readonly Coat[] = [
  { spacing: 1.75, width: 1.7, length: 6.2, detail: 0, busiest: 26, isFine: false },
  { spacing: 0.95, width: 0.72, length: 2.6, detail: 14, busiest: 999, isFine: false },
  { spacing: 0.62, width: 0.56, length: 1.9, detail: 7, busiest: 999, isFine: true },
  { spacing: 0.5, width: 0.3, length: 1, detail: 50, busiest: 999, isFine: false },
  { spacing: 0.34, width: 0.22, length: 0.7, detail: 44, busiest: 999, isFine: true },
];

function coat(
  { pen, stage, region, origin, fine }: Reworked,
  source: Uint8ClampedArray,
  random: Random,
  { detail, busiest, isFine, ...size }: Coat,
): void {
  const { width, height } = region;
  const spacing = size.spacing * stage.unit;
  const reach = Math.max(1, Math.round(spacing * 0.6));
  const at = (x: number, y: number) =>
    (Math.min(height - 1, Math.max(0, y | 0)) * width + Math.min(width - 1, Math.max(0, x | 0))) *
    4;
  const light = (index: number) =>
    (source[index] ?? 0) * 0.3 + (source[index + 1] ?? 0) * 0.59 + (source[index + 2] ?? 0) * 0.11;
  for (let gy = 0; gy < height; gy += spacing) {
    for (let gx = 0; gx < width; gx += spacing) {
      const x = gx + random.range(-0.6, 0.6) * spacing;
      const y = gy + random.range(-0.6, 0.6) * spacing;
      const index = at(x, y);
      const jitter = random.range(-1, 1);
      if ((source[index + 3] ?? 0) < 140) continue;
      if (isFine && !isInside(fine, x + origin.x, y + origin.y)) continue;
      const slopeX = light(at(x + reach, y)) - light(at(x - reach, y));
      const slopeY = light(at(x, y + reach)) - light(at(x, y - reach));
      const slope = Math.abs(slopeX) + Math.abs(slopeY);
      if (slope < detail || slope > busiest) continue;
      // Along an edge where there is one, else along the flow.
      const angle =
        slope > 16 ? Math.atan2(slopeX, -slopeY) : flowAt(stage, x + origin.x, y + origin.y);
      const tone = 1 + jitter * 0.055;
      const red = Math.min(255, (source[index] ?? 0) * tone + jitter * 4);
      const green = Math.min(255, (source[index + 1] ?? 0) * tone + jitter * 3);
      const blue = Math.min(255, (source[index + 2] ?? 0) * tone);
      const length =
        size.length * stage.unit * (0.6 + 0.6 * random.next()) * (slope > 26 ? 0.6 : 1);
      pen.strokeStyle = `rgb(${red | 0},${green | 0},${blue | 0})`;
      pen.lineWidth = size.width * stage.unit * (0.75 + 0.5 * random.next());
      strokeAlong(pen, x + origin.x, y + origin.y, angle, length, jitter);
    }
  }
}

function isInside(boxes: readonly Box[], x: number, y: number): boolean {
  return boxes.some(
    (box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height,
  );
}

function strokeAlong(
  pen: Pen,
  x: number,
  y: number,
  angle: number,
  length: number,
  bend: number,
): void {
  const dx = (Math.cos(angle) * length) / 2;
  const dy = (Math.sin(angle) * length) / 2;
  pen.beginPath();
  pen.moveTo(x - dx, y - dy);
  pen.quadraticCurveTo(x - dy * bend * 0.4, y + dx * bend * 0.4, x + dx, y + dy);
  pen.stroke();
}

/** Around the light near it, drifting with the noise far from it. */
function flowAt(stage: Stage, x: number, y: number): number {
  const dx = x - stage.light.x;
  const dy = y - stage.light.y;
  const away = Math.hypot(dx, dy) / (stage.unit * 42);
  const drift = (sampleField(getCloudField(), x / stage.unit, y / stage.unit) - 0.5) * 3.4;
  const around = Math.atan2(dx, -dy);
  const pull = y < stage.horizonY ? Math.exp(-away * away) : 0;
  return drift * (1 - pull * 0.75) + (pull > 0.08 ? around * pull : 0);
}

/** Relief from the strokes' own tones, lit from the upper left. */
function raise({ pen, region }: Reworked): void {
  const { width, height } = region;
  const image = pen.getImageData(region.x, region.y, width, height);
  const pixels = image.data;
  // From the last pixel back, each reads a neighbour that has not been raised yet.
  for (let y = height - 1; y > 0; y -= 1) {
    for (let x = width - 1; x > 0; x -= 1) {
      const index = (y * width + x) * 4;
      const before = index - (width + 1) * 4;
      if ((pixels[index + 3] ?? 0) < 200 || (pixels[before + 3] ?? 0) < 200) continue;
      const lift = ((pixels[index + 1] ?? 0) - (pixels[before + 1] ?? 0)) * 0.55;
      const capped = lift > 20 ? 20 : Math.max(lift, -20);
      pixels[index] = (pixels[index] ?? 0) + capped;
      pixels[index + 1] = (pixels[index + 1] ?? 0) + capped;
      pixels[index + 2] = (pixels[index + 2] ?? 0) + capped;
    }
  }
  pen.putImageData(image, region.x, region.y);
}

function paintWeave(stage: Stage): Canvas {
  const { canvas, pen } = createStageCanvas(stage);
  const box = fullBox(stage);
  pen.fillStyle = "#ffffff";
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.globalAlpha = 0.35;
  layTile(pen, "weave", box, Math.max(0.75, stage.unit / 14));
  return canvas;
}
