import { radialGradient } from "../paint.ts";
import { createStageCanvas, fullBox, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { StyleCraft } from "./craft.ts";

/** A graded print: grain in the tones, light spilling a little, corners held down. */
export const print: StyleCraft = {
  bloom: 0.22,
  paintOverlays: (stage) => [
    { canvas: paintGrain(stage), blend: "overlay" },
    { canvas: paintVignette(stage), blend: "multiply" },
  ],
};

export function paintGrain(
  stage: Stage,
  strength = 0.13,
): ReturnType<typeof createStageCanvas>["canvas"] {
  const { canvas, pen } = createStageCanvas(stage);
  pen.fillStyle = "#808080";
  const box = fullBox(stage);
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.globalAlpha = strength;
  layTile(pen, "grain", box, Math.max(1, stage.unit / 11));
  return canvas;
}

export function paintVignette(
  stage: Stage,
  strength = 0.3,
): ReturnType<typeof createStageCanvas>["canvas"] {
  const { canvas, pen } = createStageCanvas(stage);
  const box = fullBox(stage);
  const centre = { x: stage.widthPx / 2, y: stage.heightPx * 0.48 };
  pen.fillStyle = "#ffffff";
  pen.fillRect(box.x, box.y, box.width, box.height);
  pen.fillStyle = radialGradient(pen, centre, Math.hypot(stage.widthPx, stage.heightPx) * 0.56, [
    [0, "#1a1420", 0],
    [0.62, "#1a1420", 0],
    [1, "#1a1420", strength],
  ]);
  pen.fillRect(box.x, box.y, box.width, box.height);
  return canvas;
}
