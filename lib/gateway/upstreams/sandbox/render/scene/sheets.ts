import type { Canvas } from "@napi-rs/canvas";
import { paintLayer } from "./layer-bitmap.ts";
import { createStageCanvas, type Layer, type Pen, type Stage } from "./stage.ts";
import type { StyleCraft } from "./styles/craft.ts";

/** A layer with its painted poses: one for most, none for those that are drawn live. */
export type Sheet = { layer: Layer; poses: readonly Canvas[] };

/** Paints every layer onto one canvas, the way a still needs it. */
export function paintStill(stage: Stage, layers: readonly Layer[], craft: StyleCraft): Canvas {
  const { canvas, pen } = createStageCanvas(stage);
  const layerCraft = craft.finishStill === undefined ? craft : {};
  for (const layer of layers) {
    const bitmap = paintLayer(stage, layer, layerCraft, { phase: 0, behind: canvas });
    stack(pen, { layer, poses: bitmap === null ? [] : [bitmap] });
  }
  craft.finishStill?.(canvas, pen, stage);
  return canvas;
}

/** Paints every layer into bitmaps of its own, which a film moves. */
export function paintSheets(
  stage: Stage,
  layers: readonly Layer[],
  craft: StyleCraft,
): readonly Sheet[] {
  const { canvas: behind, pen } = createStageCanvas(stage);
  return layers.map((layer) => {
    const count = layer.poses?.count ?? 1;
    const poses = Array.from({ length: count }, (_, pose) =>
      paintLayer(stage, layer, craft, { phase: pose / count, behind }),
    ).filter((pose) => pose !== null);
    const sheet = { layer, poses };
    stack(pen, sheet);
    return sheet;
  });
}

function stack(pen: Pen, { layer, poses }: Sheet): void {
  const [bitmap] = poses;
  pen.globalCompositeOperation = layer.blend ?? "source-over";
  if (bitmap !== undefined) pen.drawImage(bitmap, layer.box.x, layer.box.y);
  layer.live?.(pen, 0);
  pen.globalCompositeOperation = "source-over";
}
