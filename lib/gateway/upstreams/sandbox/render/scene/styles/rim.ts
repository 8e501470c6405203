import { createCanvas } from "@napi-rs/canvas";
import type { Colour } from "../colour.ts";
import type { PaintedLayer } from "./craft.ts";

/** Lights a silhouette's edge from the direction (`dx`, `dy`), that many pixels wide. */
export function lightRim(
  { canvas, layer, pen }: PaintedLayer,
  colour: Colour,
  { dx, dy, strength }: { dx: number; dy: number; strength: number },
): void {
  const rim = createCanvas(canvas.width, canvas.height);
  const rimPen = rim.getContext("2d");
  rimPen.drawImage(canvas, 0, 0);
  rimPen.globalCompositeOperation = "source-in";
  rimPen.fillStyle = colour;
  rimPen.fillRect(0, 0, rim.width, rim.height);
  rimPen.globalCompositeOperation = "destination-out";
  rimPen.drawImage(canvas, -dx, -dy);
  pen.save();
  pen.globalCompositeOperation = "source-atop";
  pen.globalAlpha = strength;
  pen.drawImage(rim, layer.box.x, layer.box.y);
  pen.restore();
}
