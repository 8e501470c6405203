import { type Canvas, createCanvas } from "@napi-rs/canvas";
import type { Layer, Moment, Pen, Stage } from "./stage.ts";
import type { StyleCraft } from "./styles/craft.ts";

/** A layer painted and finished in the scene's style; empty for layers that are only live. */
export function paintLayer(
  stage: Stage,
  layer: Layer,
  craft: StyleCraft,
  moment: Moment,
): Canvas | null {
  if (layer.paint === undefined) return null;
  const { canvas, pen } = openBitmap(layer);
  pen.save();
  layer.paint(pen, moment);
  pen.restore();
  craft.finishLayer?.({ canvas, pen, layer, stage });
  return canvas;
}

/** The pen works in stage coordinates. */
function openBitmap(layer: Layer): { canvas: Canvas; pen: Pen } {
  const canvas = createCanvas(Math.ceil(layer.box.width), Math.ceil(layer.box.height));
  const pen = canvas.getContext("2d");
  pen.translate(-layer.box.x, -layer.box.y);
  pen.lineJoin = "round";
  pen.lineCap = "round";
  return { canvas, pen };
}
