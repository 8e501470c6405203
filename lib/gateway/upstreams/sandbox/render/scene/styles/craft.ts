import type { Canvas } from "@napi-rs/canvas";
import type { Palette } from "../palettes.ts";
import type { Layer, Pen, Stage } from "../stage.ts";

/** A layer's bitmap as a style gets it; the pen works in stage coordinates. */
export type PaintedLayer = { canvas: Canvas; pen: Pen; layer: Layer; stage: Stage };

/** How a style works: on each layer once, then on every whole frame. */
export type StyleCraft = {
  /** Side of a drawn pixel for a frame of this shorter side; 1 for all but pixel art. */
  grainPx?: (shorterSidePx: number) => number;
  /** Colours as this medium has them. */
  mixColours?: (palette: Palette) => Palette;
  finishLayer?: (painted: PaintedLayer) => void;
  /** For a still, in place of `finishLayer`: one pass over what is seen costs less. */
  finishStill?: (canvas: Canvas, pen: Pen, stage: Stage, layers: readonly Layer[]) => void;
  /** A sheet over every frame: paper, canvas weave, vignette. Painted once. */
  paintOverlays?: (stage: Stage) => readonly Overlay[];
  /** Share of bright light that spills over its surroundings, per frame. */
  bloom?: number;
  /** Last change of each frame's pixels (RGBA, in place); one function per picture or film. */
  createPixelFinish?: () => (pixels: Uint8ClampedArray, widthPx: number) => void;
};

export type Overlay = { canvas: Canvas; blend: GlobalCompositeOperation };
