import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { WEATHER_DEPTH } from "./camera.ts";
import { createEasel, paintBitmap, paintOnEasel } from "./layer-bitmap.ts";
import { type Box, createStageCanvas, fullBox, type Layer, type Pen, type Stage } from "./stage.ts";
import type { StyleCraft } from "./styles/craft.ts";

/** A layer with its painted poses: one for most, none for those that are drawn live. */
export type Sheet = { layer: Layer; poses: readonly Canvas[] };

/** Paints every layer onto one canvas, the way a still needs it. */
export function paintStill(stage: Stage, layers: readonly Layer[], craft: StyleCraft): Canvas {
  const { canvas, pen } = createStageCanvas(stage);
  const easel = createEasel(stage);
  const full = fullBox(stage);
  const lay = (layer: Layer) => {
    const region = paintOnEasel(easel, stage, layer, craft, { phase: 0, behind: canvas });
    pen.globalCompositeOperation = layer.blend ?? "source-over";
    if (region !== null) {
      const { x, y, width, height } = region;
      pen.drawImage(easel.canvas, x, y, width, height, full.x + x, full.y + y, width, height);
    }
    layer.live?.(pen, 0);
    pen.globalCompositeOperation = "source-over";
    // Reading a pixel settles the drawing, so that the easel is free to be wiped.
    pen.getImageData(0, 0, 1, 1);
  };
  const falling = layers.filter((layer) => layer.depth > WEATHER_DEPTH);
  for (const layer of layers) if (!falling.includes(layer)) lay(layer);
  const fine = layers.filter((layer) => layer.isSubject === true).map((layer) => layer.box);
  const region = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  craft.rework?.({ canvas, pen, stage, region, origin: full, fine });
  // Drops and flakes are put on last, as a painter would: a brush pass would smear them.
  for (const layer of falling) lay(layer);
  return canvas;
}

/** Paints every layer into bitmaps of its own, which a film moves. */
export function paintSheets(
  stage: Stage,
  layers: readonly Layer[],
  craft: StyleCraft,
): readonly Sheet[] {
  const { canvas: behind, pen } = createStageCanvas(stage);
  const sheets = layers.map((layer) => {
    const count = layer.poses?.count ?? 1;
    const poses = Array.from({ length: count }, (_, pose) =>
      paintBitmap(stage, layer, craft, { phase: pose / count, behind }),
    ).filter((pose) => pose !== null);
    const sheet = { layer, poses };
    stack(pen, sheet);
    return sheet;
  });
  return mergeStill(sheets);
}

/** So close in depth, two still sheets move as one; each sheet less saves 3 ms a 720p frame. */
const MERGED_DEPTH = 0.075;

/** Joins neighbours that neither move by themselves nor differ much in depth. */
function mergeStill(sheets: readonly Sheet[]): readonly Sheet[] {
  const merged: Sheet[] = [];
  for (const sheet of sheets) {
    const below = merged.at(-1);
    const isNear = below !== undefined && sheet.layer.depth - below.layer.depth <= MERGED_DEPTH;
    if (below !== undefined && isNear && isStill(below) && isStill(sheet)) {
      merged[merged.length - 1] = join(below, sheet);
    } else merged.push(sheet);
  }
  return merged;
}

function isStill({ layer, poses }: Sheet): boolean {
  const moves = layer.drift ?? layer.sway ?? layer.live ?? layer.blend;
  return moves === undefined && poses.length === 1;
}

/** Both on one bitmap; it keeps the depth of the one below, the farther. */
function join(below: Sheet, above: Sheet): Sheet {
  const box = unite(below.layer.box, above.layer.box);
  const canvas = createCanvas(Math.ceil(box.width), Math.ceil(box.height));
  const pen = canvas.getContext("2d");
  for (const { layer, poses } of [below, above]) {
    const [bitmap] = poses;
    if (bitmap !== undefined) pen.drawImage(bitmap, layer.box.x - box.x, layer.box.y - box.y);
  }
  return { layer: { ...below.layer, box }, poses: [canvas] };
}

function unite(first: Box, second: Box): Box {
  const x = Math.min(first.x, second.x);
  const y = Math.min(first.y, second.y);
  return {
    x,
    y,
    width: Math.max(first.x + first.width, second.x + second.width) - x,
    height: Math.max(first.y + first.height, second.y + second.height) - y,
  };
}

function stack(pen: Pen, { layer, poses }: Sheet): void {
  const [bitmap] = poses;
  pen.globalCompositeOperation = layer.blend ?? "source-over";
  if (bitmap !== undefined) pen.drawImage(bitmap, layer.box.x, layer.box.y);
  layer.live?.(pen, 0);
  pen.globalCompositeOperation = "source-over";
}
