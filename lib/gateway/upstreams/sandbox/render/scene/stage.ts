import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { mixPalette } from "./palette.ts";
import type { Palette } from "./palettes.ts";
import { createRandom, type Random } from "./random.ts";
import { type Scene, shows } from "./scene.ts";

export type Pen = SKRSContext2D;

export type Point = { x: number; y: number };

export type Box = { x: number; y: number; width: number; height: number };

/**
 * Where a scene is laid out. Coordinates are pixels of the frame; painters also fill `bleedPx`
 * beyond each edge, so that a moving camera finds something there.
 */
export type Stage = {
  scene: Scene;
  palette: Palette;
  widthPx: number;
  heightPx: number;
  bleedPx: number;
  /** One hundredth of the shorter side: line widths and sizes are counted in it. */
  unit: number;
  horizonY: number;
  /** Where the light stands; above the frame when nothing shows it. */
  light: Point;
  random(name: string): Random;
};

/**
 * One sheet of the stack, back to front. It is painted once into a bitmap of `box` and then
 * only moved, unless it has more than one pose.
 */
export type Layer = {
  name: string;
  /** 0 stands still at infinity, 1 is right before the camera. */
  depth: number;
  box: Box;
  paint?: (pen: Pen, moment: Moment) => void;
  /** A loop of this many poses, each painted once. */
  poses?: { count: number; periodS: number };
  /** Rigid motion, in pixels. */
  drift?: (timeS: number) => Point;
  /** Drawn in thin strips that sway, as water does. */
  sway?: { amplitudePx: number; periodS: number };
  blend?: GlobalCompositeOperation;
  /** Drawn straight onto each frame: rain, twinkling, beams. */
  live?: (pen: Pen, timeS: number) => void;
  /** Styles keep fine strokes and crisp edges here. */
  isSubject?: boolean;
  /** Light, not matter: styles must not outline or shade it. */
  isGlow?: boolean;
};

export type Moment = {
  /** Where in its loop a posing layer is, 0 up to 1. */
  phase: number;
  /** All layers behind this one, composited, in stage coordinates offset by `bleedPx`. */
  behind: Canvas;
};

/** Lays out a stage for a frame of the given size. */
export function createStage(
  scene: Scene,
  frame: { widthPx: number; heightPx: number; bleedPx: number },
  sampled: readonly string[],
): Stage {
  const random = (name: string) => createRandom(scene.seed, name);
  const layout = random("layout");
  const unit = Math.min(frame.widthPx, frame.heightPx) / 100;
  const horizonY = frame.heightPx * horizonShare(scene, layout);
  return {
    scene,
    palette: mixPalette(scene, sampled),
    ...frame,
    unit,
    horizonY,
    light: placeLight(scene, frame, horizonY, layout),
    random,
  };
}

/** The whole stage with its bleed. */
export function fullBox(stage: Stage): Box {
  return {
    x: -stage.bleedPx,
    y: -stage.bleedPx,
    width: stage.widthPx + 2 * stage.bleedPx,
    height: stage.heightPx + 2 * stage.bleedPx,
  };
}

/** From `top` to the bottom of the stage, over its whole width. */
export function boxBelow(stage: Stage, top: number): Box {
  const y = Math.max(-stage.bleedPx, Math.floor(top));
  return { ...fullBox(stage), y, height: stage.heightPx + stage.bleedPx - y };
}

/** From the top of the stage down to `bottom`, over its whole width. */
export function boxAbove(stage: Stage, bottom: number): Box {
  return { ...fullBox(stage), height: Math.ceil(bottom) + stage.bleedPx };
}

/** A canvas of the whole stage whose pen works in stage coordinates. */
export function createStageCanvas(stage: Stage): { canvas: Canvas; pen: Pen } {
  const { width, height } = fullBox(stage);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.translate(stage.bleedPx, stage.bleedPx);
  return { canvas, pen };
}

function horizonShare(scene: Scene, layout: Random): number {
  if (shows(scene, "sea", "lake", "desert")) return layout.range(0.54, 0.6);
  if (shows(scene, "city")) return layout.range(0.6, 0.66);
  return layout.range(0.6, 0.66);
}

function placeLight(
  scene: Scene,
  frame: { widthPx: number; heightPx: number },
  horizonY: number,
  layout: Random,
): Point {
  const side = layout.chance(0.5) ? layout.range(0.28, 0.4) : layout.range(0.6, 0.72);
  const height = { sunrise: 0.72, sunset: 0.8, dusk: 0.9, day: 0.34, night: 0.36 }[scene.timeOfDay];
  return { x: frame.widthPx * side, y: horizonY * height };
}
