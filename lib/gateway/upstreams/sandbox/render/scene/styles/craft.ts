import type { Canvas } from "@napi-rs/canvas";
import type { Palette } from "../palettes.ts";
import type { Box, Layer, Pen, Point, Stage } from "../stage.ts";

/** What a pass works on. The pen draws in stage coordinates, pixels are read by `region`. */
export type Painted = {
  canvas: Canvas;
  pen: Pen;
  stage: Stage;
  /** The part of the canvas that is meant, in its own pixels. */
  region: Box;
  /** Where the region's corner lies on the stage. */
  origin: Point;
};

export type PaintedLayer = Painted & { layer: Layer };

/** A pass over pixels; `layer` is absent where it is the whole picture. */
export type Reworked = Painted & {
  layer?: Layer;
  /** Boxes of the stage that ask for small strokes. */
  fine: readonly Box[];
};

/** How a style works: on each layer once, then on every whole frame. */
export type StyleCraft = {
  /** Side of a drawn pixel for a frame of this shorter side; 1 for all but pixel art. */
  grainPx?: (shorterSidePx: number) => number;
  /** Colours as this medium has them. */
  mixColours?: (palette: Palette) => Palette;
  finishLayer?: (painted: PaintedLayer) => void;
  /** A costly pass: once over the whole of a still, once over each layer of a film. */
  rework?: (painted: Reworked) => void;
  /** A sheet over every frame: paper, canvas weave, vignette. Painted once. */
  paintOverlays?: (stage: Stage) => readonly Overlay[];
  /** Share of bright light that spills over its surroundings, per frame. */
  bloom?: number;
  /** Last change of each frame's pixels (RGBA, in place); one function per picture or film. */
  createPixelFinish?: () => (pixels: Uint8ClampedArray, widthPx: number) => void;
};

export type Overlay = { canvas: Canvas; blend: GlobalCompositeOperation };
