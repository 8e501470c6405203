import { type Colour, lighten, mix, saturate } from "../colour.ts";
import { createContour } from "../noise.ts";
import { traceLand, verticalGradient } from "../paint.ts";
import { shows } from "../scene.ts";
import { type Box, boxBelow, type Layer, type Pen, type Point, type Stage } from "../stage.ts";
import { addConifer } from "./trees.ts";

/** One ridge: where it stands, how high it throws its peaks, what it is mixed of. */
type Range = {
  index: number;
  baseY: number;
  reliefPx: number;
  colour: Colour;
  mist: Colour;
  /** 0 is the farthest range, 1 the nearest. */
  nearness: number;
  heightAt: (x: number) => number;
};

/** Ranges behind each other, each paler than the one before it, mist in the valleys. */
export function layOutMountains(stage: Stage): readonly Layer[] {
  return createRanges(stage).map((range) => {
    const box = boxBelow(stage, range.baseY - range.reliefPx * 1.35);
    return {
      name: `mountains-${range.index}`,
      depth: 0.1 + range.nearness * (isBehindGround(stage) ? 0.15 : 0.75),
      box,
      paint: (pen: Pen) => paintRange(pen, stage, range, box),
    };
  });
}

/** With water, sand or streets before them, only the far ranges are seen. */
function isBehindGround(stage: Stage): boolean {
  return shows(stage.scene, "sea", "lake", "desert", "city", "village", "field", "hills", "forest");
}

function createRanges(stage: Stage): readonly Range[] {
  const { palette, heightPx, horizonY } = stage;
  const isBackdrop = isBehindGround(stage);
  const count = isBackdrop ? 3 : 5;
  const top = isBackdrop ? horizonY - heightPx * 0.1 : heightPx * 0.5;
  const bottom = isBackdrop ? horizonY + heightPx * 0.005 : heightPx * 0.93;
  const dark = mix(palette.near, palette.sky[1], 0.12);
  return Array.from({ length: count }, (_, index) => {
    const nearness = index / (count - 1);
    const strength = isBackdrop ? nearness * 0.5 : nearness ** 0.9 * 0.94;
    const far = saturate(mix(palette.haze, palette.sky[0], 0.5), 1.55);
    const colour = mix(far, dark, strength);
    const reliefPx = heightPx * (isBackdrop ? 0.2 - nearness * 0.13 : 0.21 - nearness * 0.13);
    const baseY = top + (bottom - top) * nearness ** 1.05;
    return {
      index,
      baseY,
      reliefPx,
      colour,
      mist: mix(colour, mix(palette.haze, palette.sky[4], 0.62), 0.86 - nearness * 0.34),
      nearness,
      heightAt: createRidge(stage, index, baseY, reliefPx, nearness),
    };
  });
}

/** Sharp crests far away, rounder shoulders near. */
function createRidge(
  stage: Stage,
  index: number,
  baseY: number,
  reliefPx: number,
  nearness: number,
): (x: number) => number {
  const crest = createContour(stage.scene.seed, `ridge-${index}`, 2, 0.42);
  const rough = createContour(stage.scene.seed, `ridge-rough-${index}`, 6, 0.55);
  const span = stage.heightPx * (0.3 + nearness * 0.12);
  const isLow = stage.light.y > stage.horizonY * 0.55;
  const passWidth = stage.heightPx * (0.2 + nearness * 0.1);
  return (x) => {
    const position = (x + stage.widthPx) / span;
    const sharp = 1 - 2.1 * Math.abs(crest(position));
    const round = crest(position * 0.8) * 0.9;
    // The ranges open toward a low light, or it would stand hidden behind them.
    const pass = isLow ? Math.exp(-(((x - stage.light.x) / passWidth) ** 2)) : 0;
    const shape = sharp * (1 - nearness * 0.75) + round * nearness * 0.75;
    const lowered = shape * 0.85 * (1 - pass * 0.5) - pass * (0.95 - nearness * 0.55);
    return baseY - reliefPx * (lowered + rough(position * 3.1) * 0.3 * (1 - pass * 0.4));
  };
}

function paintRange(pen: Pen, stage: Stage, range: Range, box: Box): void {
  const { unit } = stage;
  const stepPx = Math.max(1, unit * 0.32);
  const valleyY = range.baseY + stage.heightPx * 0.2;
  const trace = () => traceLand(pen, box, stepPx, range.heightAt);
  trace();
  pen.fillStyle = verticalGradient(pen, range.baseY - range.reliefPx, valleyY, [
    [0, range.colour],
    [0.35, mix(range.colour, range.mist, 0.22)],
    [1, range.mist],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  if (range.nearness < 0.55) paintFaces(pen, stage, range, box, stepPx);
  pen.restore();
  if (range.nearness > 0.6 && !isBehindGround(stage)) paintPines(pen, stage, range, box);
}

/** Light on the side of each peak that faces the light, shadow on the other. */
function paintFaces(pen: Pen, stage: Stage, range: Range, box: Box, stepPx: number): void {
  const { palette, unit, light } = stage;
  const random = stage.random(`faces-${range.index}`);
  const deep = range.baseY + range.reliefPx * 0.5;
  const isSnowy =
    stage.scene.weather === "snow" || (range.index === 0 && stage.scene.timeOfDay !== "night");
  const lit = mix(lighten(range.colour, 0.12), mix(palette.glow, palette.light, 0.5), 0.45);
  const litFill = verticalGradient(pen, range.baseY - range.reliefPx, deep, [
    [0, isSnowy ? mix(lit, palette.light, 0.55) : lit, 0.95],
    [0.45, lit, 0.4],
    [1, lit, 0],
  ]);
  const shadeFill = verticalGradient(pen, range.baseY - range.reliefPx, deep, [
    [0, mix(range.colour, palette.sky[0], 0.35), 0.5],
    [1, range.colour, 0],
  ]);
  for (const peak of findPeaks(range, box, unit * 3.2, stepPx)) {
    const toLight = peak.x < light.x ? 1 : -1;
    for (const side of [toLight, -toLight] as const) {
      traceFace(pen, range, peak, side as 1 | -1, { deep, unit, stepPx }, random.range);
      pen.fillStyle = side === toLight ? litFill : shadeFill;
      pen.fill();
    }
  }
}

type FaceSize = { deep: number; unit: number; stepPx: number };

/** From the peak along the ridge to the next saddle, back down a spur and up a broken gully. */
function traceFace(
  pen: Pen,
  range: Range,
  peak: Point,
  side: 1 | -1,
  { deep, unit, stepPx }: FaceSize,
  between: (low: number, high: number) => number,
): void {
  pen.beginPath();
  pen.moveTo(peak.x, peak.y - 1);
  let x = peak.x;
  let lowest = peak.y;
  for (let steps = 0; steps < 400; steps += 1) {
    x += side * stepPx;
    const y = range.heightAt(x);
    if (y < lowest - unit * 1.2) break;
    lowest = Math.max(lowest, y);
    pen.lineTo(x, y - 1);
  }
  const drop = deep - peak.y;
  const foot = { x: peak.x + side * drop * between(0.05, 0.3), y: deep };
  traceBroken(pen, { x, y: lowest }, foot, unit, between);
  traceBroken(pen, foot, peak, unit, between);
  pen.closePath();
}

/** A line that wanders as rock does. */
function traceBroken(
  pen: Pen,
  from: Point,
  to: Point,
  unit: number,
  between: (low: number, high: number) => number,
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const steps = Math.max(2, Math.round(length / (unit * 1.7)));
  for (let step = 1; step < steps; step += 1) {
    const along = step / steps;
    pen.lineTo(
      from.x + (to.x - from.x) * along + unit * between(-1.1, 1.1),
      from.y + (to.y - from.y) * along + unit * between(-0.4, 0.4),
    );
  }
  pen.lineTo(to.x, to.y);
}

function findPeaks(range: Range, box: Box, windowPx: number, stepPx: number): readonly Point[] {
  const peaks: Point[] = [];
  for (let x = box.x; x < box.x + box.width; x += stepPx) {
    const y = range.heightAt(x);
    const isHigher = (dx: number) => range.heightAt(x + dx) > y;
    const isPeak =
      isHigher(stepPx) && isHigher(-stepPx) && isHigher(windowPx) && isHigher(-windowPx);
    if (isPeak && range.heightAt(x + windowPx / 2) > y && range.heightAt(x - windowPx / 2) > y) {
      peaks.push({ x, y });
    }
  }
  return peaks;
}

/** Firs along the near ridges give the mountains their size. */
function paintPines(pen: Pen, stage: Stage, range: Range, box: Box): void {
  const random = stage.random(`pines-${range.index}`);
  const stand = createContour(stage.scene.seed, `stand-${range.index}`, 2);
  const size = stage.unit * (range.nearness > 0.9 ? 9 : 3.6);
  pen.beginPath();
  for (let x = box.x; x < box.x + box.width; x += size * random.range(0.1, 0.42)) {
    const density = stand((x / stage.widthPx) * 5 + 9);
    if (density < -0.12) continue;
    const height = size * random.range(0.45, 0.8) * (0.75 + Math.min(0.6, density + 0.1));
    addConifer(pen, { x, y: range.heightAt(x) + height * 0.08 }, height, random);
  }
  pen.fillStyle = mix(range.colour, stage.palette.near, 0.35);
  pen.fill();
}
