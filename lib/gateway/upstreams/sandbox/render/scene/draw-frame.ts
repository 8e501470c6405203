import type { Canvas } from "@napi-rs/canvas";
import { aim, type View } from "./camera.ts";
import type { Sheet } from "./sheets.ts";
import type { Pen, Stage } from "./stage.ts";

/** Draws one moment of a film: every sheet where time and camera have brought it. */
export function drawFrame(
  pen: Pen,
  stage: Stage,
  sheets: readonly Sheet[],
  view: View,
  timeS: number,
): void {
  for (const { layer, poses } of sheets) {
    aim(pen, stage, layer, view);
    pen.globalCompositeOperation = layer.blend ?? "source-over";
    const bitmap = poseAt(poses, layer.poses?.periodS ?? 1, timeS);
    const drift = layer.drift?.(timeS) ?? { x: 0, y: 0 };
    if (bitmap !== undefined) {
      const at = { x: layer.box.x + drift.x, y: layer.box.y + drift.y };
      if (layer.sway === undefined) pen.drawImage(bitmap, at.x, at.y);
      else drawSwaying(pen, stage, bitmap, at, layer.sway, timeS);
    }
    layer.live?.(pen, timeS);
  }
  pen.globalCompositeOperation = "source-over";
  pen.resetTransform();
}

function poseAt(poses: readonly Canvas[], periodS: number, timeS: number): Canvas | undefined {
  return poses[Math.floor((timeS / periodS) * poses.length) % Math.max(1, poses.length)];
}

/** In strips that grow toward the viewer, each a little later in the wave than the last. */
function drawSwaying(
  pen: Pen,
  stage: Stage,
  bitmap: Canvas,
  at: { x: number; y: number },
  sway: { amplitudePx: number; periodS: number },
  timeS: number,
): void {
  const { width, height } = bitmap;
  let y = 0;
  while (y < height) {
    const depth = y / height;
    const strip = Math.min(height - y, Math.max(2, Math.round(stage.unit * (0.4 + depth * 1.6))));
    const phase = (timeS / sway.periodS) * Math.PI * 2 - (y / stage.unit) * (0.9 - depth * 0.55);
    const push = Math.sin(phase) * sway.amplitudePx * (0.25 + depth);
    // One row more than the strip, or the zoom shows seams between strips.
    const rows = Math.min(height - y, strip + 1);
    pen.drawImage(bitmap, 0, y, width, rows, at.x + push, at.y + y, width, rows);
    y += strip;
  }
}
