import { createCanvas } from "@napi-rs/canvas";
import type { Colour } from "../colour.ts";
import type { PaintedLayer } from "./craft.ts";

/** Lights a silhouette's edge from the direction (`dx`, `dy`), that many pixels wide. */
export function lightRim(
  { canvas, pen, region, origin }: PaintedLayer,
  colour: Colour,
  { dx, dy, strength }: { dx: number; dy: number; strength: number },
): void {
  const { x, y, width, height } = region;
  const rim = createCanvas(width, height);
  const rimPen = rim.getContext("2d");
  rimPen.drawImage(canvas, x, y, width, height, 0, 0, width, height);
  rimPen.globalCompositeOperation = "source-in";
  rimPen.fillStyle = colour;
  rimPen.fillRect(0, 0, width, height);
  rimPen.globalCompositeOperation = "destination-out";
  rimPen.drawImage(canvas, x, y, width, height, -dx, -dy, width, height);
  pen.save();
  pen.globalCompositeOperation = "source-atop";
  pen.globalAlpha = strength;
  pen.drawImage(rim, origin.x, origin.y);
  pen.restore();
}
