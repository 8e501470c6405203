import { type Colour, withAlpha } from "./colour.ts";
import type { Random } from "./random.ts";
import type { Box, Pen, Point } from "./stage.ts";

/** A colour at a place from 0 to 1 of a gradient, with its opacity. */
export type Stop = readonly [at: number, colour: Colour, alpha?: number];

export function verticalGradient(pen: Pen, top: number, bottom: number, stops: readonly Stop[]) {
  return addStops(pen.createLinearGradient(0, top, 0, bottom), stops);
}

export function radialGradient(pen: Pen, at: Point, radius: number, stops: readonly Stop[]) {
  return addStops(pen.createRadialGradient(at.x, at.y, 0, at.x, at.y, radius), stops);
}

export function linearGradient(pen: Pen, from: Point, to: Point, stops: readonly Stop[]) {
  return addStops(pen.createLinearGradient(from.x, from.y, to.x, to.y), stops);
}

/** Soft light around a point, falling off as air does: quickly, then with a long tail. */
export function paintGlow(
  pen: Pen,
  at: Point,
  radius: number,
  colour: Colour,
  strength: number,
): void {
  pen.fillStyle = radialGradient(pen, at, radius, [
    [0, colour, strength],
    [0.12, colour, strength * 0.62],
    [0.3, colour, strength * 0.3],
    [0.6, colour, strength * 0.09],
    [1, colour, 0],
  ]);
  pen.fillRect(at.x - radius, at.y - radius, radius * 2, radius * 2);
}

/** Starts a path along a contour over the box's width and closes it at the box's bottom. */
export function traceLand(
  pen: Pen,
  box: Box,
  stepPx: number,
  heightAt: (x: number) => number,
): void {
  const right = box.x + box.width + stepPx;
  const bottom = box.y + box.height + 1;
  pen.beginPath();
  pen.moveTo(box.x - stepPx, bottom);
  for (let x = box.x - stepPx; x <= right; x += stepPx) pen.lineTo(x, heightAt(x));
  pen.lineTo(right + stepPx, bottom);
  pen.closePath();
}

/** Starts a path through the points, closed unless told otherwise. */
export function tracePoints(pen: Pen, points: readonly Point[], isClosed = true): void {
  pen.beginPath();
  for (const [index, point] of points.entries()) {
    if (index === 0) pen.moveTo(point.x, point.y);
    else pen.lineTo(point.x, point.y);
  }
  if (isClosed) pen.closePath();
}

export function fillDisc(pen: Pen, at: Point, radius: number): void {
  pen.beginPath();
  pen.arc(at.x, at.y, Math.max(0, radius), 0, Math.PI * 2);
  pen.fill();
}

export function fillEllipse(pen: Pen, at: Point, radiusX: number, radiusY: number, turn = 0): void {
  pen.beginPath();
  pen.ellipse(at.x, at.y, Math.max(0, radiusX), Math.max(0, radiusY), turn, 0, Math.PI * 2);
  pen.fill();
}

/** A stroke along a smooth curve through the points. */
export function strokeCurve(pen: Pen, points: readonly Point[]): void {
  const [first, ...rest] = points;
  if (first === undefined) return;
  pen.beginPath();
  pen.moveTo(first.x, first.y);
  for (const [index, point] of rest.entries()) {
    const after = rest[index + 1];
    if (after === undefined) pen.lineTo(point.x, point.y);
    else pen.quadraticCurveTo(point.x, point.y, (point.x + after.x) / 2, (point.y + after.y) / 2);
  }
  pen.stroke();
}

/** A closed lumpy shape, like foliage or a stone. */
export function traceBlob(
  pen: Pen,
  at: Point,
  radiusX: number,
  radiusY: number,
  random: Random,
  roughness = 0.16,
): void {
  const count = 14;
  const points = Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * Math.PI * 2;
    const reach = 1 + random.range(-roughness, roughness);
    return {
      x: at.x + Math.cos(angle) * radiusX * reach,
      y: at.y + Math.sin(angle) * radiusY * reach,
    };
  });
  traceSmooth(pen, points);
}

/** A closed smooth curve near the points. */
export function traceSmooth(pen: Pen, points: readonly Point[]): void {
  const at = (index: number) => points[(index + points.length) % points.length] ?? { x: 0, y: 0 };
  const middle = (from: Point, to: Point) => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  const start = middle(at(-1), at(0));
  pen.beginPath();
  pen.moveTo(start.x, start.y);
  for (const index of points.keys()) {
    const point = at(index);
    const goal = middle(point, at(index + 1));
    pen.quadraticCurveTo(point.x, point.y, goal.x, goal.y);
  }
  pen.closePath();
}

function addStops(gradient: CanvasGradient, stops: readonly Stop[]): CanvasGradient {
  for (const [at, colour, alpha] of stops) {
    gradient.addColorStop(at, alpha === undefined ? colour : withAlpha(colour, alpha));
  }
  return gradient;
}

type CanvasGradient = ReturnType<Pen["createLinearGradient"]>;
