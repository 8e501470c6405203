import { type Canvas, ImageData } from "@napi-rs/canvas";
import { lighten, saturate } from "../colour.ts";
import { getCloudField, sampleField } from "../noise.ts";
import { mapPalette } from "../palette.ts";
import { createRandom, type Random } from "../random.ts";
import { type Box, createStageCanvas, fullBox, type Pen, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { StyleCraft } from "./craft.ts";
import { paintVignette } from "./print.ts";

/** Loaded strokes laid along a flow that swirls around the light, raised like impasto. */
export const oil: StyleCraft = {
  bloom: 0.12,
  mixColours: (palette) => mapPalette(palette, (colour) => saturate(lighten(colour, 0.005), 1.22)),
  finishLayer: ({ canvas, pen, layer, stage }) => {
    if (layer.isGlow && layer.name !== "clouds") return;
    const { x, y } = layer.box;
    brush(canvas, pen, stage, { x, y, fine: layer.isSubject === true ? [layer.box] : [] });
    raise(canvas, pen);
  },
  finishStill: (canvas, pen, stage, layers) => {
    const fine = layers.filter((layer) => layer.isSubject === true).map((layer) => layer.box);
    brush(canvas, pen, stage, { x: -stage.bleedPx, y: -stage.bleedPx, fine });
    raise(canvas, pen);
  },
  paintOverlays: (stage) => [
    { canvas: paintWeave(stage), blend: "multiply" },
    { canvas: paintVignette(stage, 0.22), blend: "multiply" },
  ],
};

/** Where a bitmap lies on the stage, and the boxes that ask for a small brush. */
type Ground = { x: number; y: number; fine: readonly Box[] };

/** A coarse coat everywhere, then short strokes where the picture has detail. */
function brush(canvas: Canvas, pen: Pen, stage: Stage, ground: Ground): void {
  const { width, height } = canvas;
  const source = pen.getImageData(0, 0, width, height).data;
  const random = createRandom(stage.scene.seed, "brush");
  pen.save();
  pen.lineCap = "round";
  const canvasOf = { source, width, height };
  for (const each of COATS) coat(pen, stage, ground, canvasOf, random, each);
  pen.restore();
}

type Pixels = { source: Uint8ClampedArray; width: number; height: number };
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
  pen: Pen,
  stage: Stage,
  ground: Ground,
  { source, width, height }: Pixels,
  random: Random,
  { detail, busiest, isFine, ...size }: Coat,
): void {
  const spacing = size.spacing * stage.unit;
  const reach = Math.max(1, Math.round(spacing * 0.6));
  const at = (x: number, y: number) =>
    (Math.min(height - 1, Math.max(0, y | 0)) * width + Math.min(width - 1, Math.max(0, x | 0))) * 4;
  const light = (index: number) =>
    (source[index] ?? 0) * 0.3 + (source[index + 1] ?? 0) * 0.59 + (source[index + 2] ?? 0) * 0.11;
  for (let gy = 0; gy < height; gy += spacing) {
    for (let gx = 0; gx < width; gx += spacing) {
      const x = gx + random.range(-0.6, 0.6) * spacing;
      const y = gy + random.range(-0.6, 0.6) * spacing;
      const index = at(x, y);
      const jitter = random.range(-1, 1);
      if ((source[index + 3] ?? 0) < 140) continue;
      if (isFine && !isInside(ground.fine, x + ground.x, y + ground.y)) continue;
      const slopeX = light(at(x + reach, y)) - light(at(x - reach, y));
      const slopeY = light(at(x, y + reach)) - light(at(x, y - reach));
      const slope = Math.abs(slopeX) + Math.abs(slopeY);
      if (slope < detail || slope > busiest) continue;
      // Along an edge where there is one, else along the flow.
      const angle = slope > 16 ? Math.atan2(slopeX, -slopeY) : flowAt(stage, x + ground.x, y + ground.y);
      const tone = 1 + jitter * 0.055;
      const red = Math.min(255, (source[index] ?? 0) * tone + jitter * 4);
      const green = Math.min(255, (source[index + 1] ?? 0) * tone + jitter * 3);
      const blue = Math.min(255, (source[index + 2] ?? 0) * tone);
      const length = size.length * stage.unit * (0.6 + 0.6 * random.next()) * (slope > 26 ? 0.6 : 1);
      pen.strokeStyle = `rgb(${red | 0},${green | 0},${blue | 0})`;
      pen.lineWidth = size.width * stage.unit * (0.75 + 0.5 * random.next());
      strokeAlong(pen, x + ground.x, y + ground.y, angle, length, jitter);
    }
  }
}

function isInside(boxes: readonly Box[], x: number, y: number): boolean {
  return boxes.some(
    (box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height,
  );
}

function strokeAlong(pen: Pen, x: number, y: number, angle: number, length: number, bend: number): void {
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
function raise(canvas: Canvas, pen: Pen): void {
  const { width, height } = canvas;
  const image = pen.getImageData(0, 0, width, height);
  const from = image.data;
  const to = new Uint8ClampedArray(from);
  for (let y = 1; y < height; y += 1) {
    for (let x = 1; x < width; x += 1) {
      const index = (y * width + x) * 4;
      const before = index - (width + 1) * 4;
      if ((from[index + 3] ?? 0) < 200 || (from[before + 3] ?? 0) < 200) continue;
      const lift = ((from[index + 1] ?? 0) - (from[before + 1] ?? 0)) * 0.55;
      const capped = lift > 20 ? 20 : lift < -20 ? -20 : lift;
      to[index] = (from[index] ?? 0) + capped;
      to[index + 1] = (from[index + 1] ?? 0) + capped;
      to[index + 2] = (from[index + 2] ?? 0) + capped;
    }
  }
  pen.putImageData(new ImageData(to, width, height), 0, 0);
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
