import { type Canvas, createCanvas } from "@napi-rs/canvas";
import type { Pen, Stage } from "./stage.ts";
import type { Overlay, StyleCraft } from "./styles/craft.ts";

/** What lies over every frame of one film or picture: bloom, sheets, pixel changes. */
export type Finish = { apply(canvas: Canvas, pen: Pen): void };

/** Prepares a style's finish for frames of the stage's size without bleed. */
export function prepareFinish(stage: Stage, craft: StyleCraft): Finish {
  const overlays = craft.paintOverlays?.(stage) ?? [];
  const bloom = craft.bloom === undefined ? null : createBloom(stage, craft.bloom);
  const finishPixels = craft.createPixelFinish?.();
  return {
    apply: (canvas, pen) => {
      bloom?.(canvas, pen);
      for (const overlay of overlays) layOver(pen, overlay);
      if (finishPixels !== undefined) changePixels(canvas, pen, finishPixels);
    },
  };
}

function layOver(pen: Pen, { canvas, blend }: Overlay): void {
  pen.globalCompositeOperation = blend;
  pen.drawImage(canvas, 0, 0);
  pen.globalCompositeOperation = "source-over";
}

/** Bright parts, found by squaring a small copy, laid back large and soft. */
function createBloom(stage: Stage, strength: number) {
  const width = Math.max(8, Math.round(stage.widthPx / 8));
  const height = Math.max(8, Math.round(stage.heightPx / 8));
  const small = createCanvas(width, height);
  const soft = createCanvas(width, height);
  return (canvas: Canvas, pen: Pen) => {
    const smallPen = small.getContext("2d");
    smallPen.imageSmoothingQuality = "medium";
    smallPen.drawImage(canvas, 0, 0, width, height);
    smallPen.globalCompositeOperation = "multiply";
    smallPen.drawImage(small, 0, 0);
    smallPen.globalCompositeOperation = "source-over";
    const softPen = soft.getContext("2d");
    softPen.filter = `blur(${(Math.min(width, height) / 36).toFixed(2)}px)`;
    softPen.drawImage(small, 0, 0);
    softPen.filter = "none";
    pen.globalCompositeOperation = "screen";
    pen.globalAlpha = strength;
    pen.drawImage(soft, 0, 0, stage.widthPx, stage.heightPx);
    pen.globalAlpha = 1;
    pen.globalCompositeOperation = "source-over";
  };
}

function changePixels(
  canvas: Canvas,
  pen: Pen,
  change: (pixels: Uint8ClampedArray, widthPx: number) => void,
): void {
  const image = pen.getImageData(0, 0, canvas.width, canvas.height);
  change(image.data, canvas.width);
  pen.putImageData(image, 0, 0);
}
