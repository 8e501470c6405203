import { mix } from "../colour.ts";
import { fillDisc, fillEllipse, strokeCurve, tracePoints, traceSmooth } from "../paint.ts";
import type { Pen } from "../stage.ts";
import type { Breed } from "./quadruped.ts";

/** A cat's face from the front, about 50 units wide, centred on the nose bridge. */
export function paintFace(pen: Pen, breed: Breed, isBlinking: boolean): void {
  const { fur, shade } = breed;
  for (const side of [-1, 1]) paintEar(pen, breed, side);
  const fill = pen.createLinearGradient(-26, 0, 26, 0);
  fill.addColorStop(0, mix(fur, breed.rim, 0.18));
  fill.addColorStop(0.4, fur);
  fill.addColorStop(1, mix(fur, shade, 0.75));
  pen.fillStyle = fill;
  traceSmooth(pen, [
    { x: 0, y: -21 },
    { x: 18, y: -19 },
    { x: 26, y: -4 },
    { x: 22, y: 10 },
    { x: 0, y: 20 },
    { x: -22, y: 10 },
    { x: -26, y: -4 },
    { x: -18, y: -19 },
  ]);
  pen.fill();
  if (breed.isStriped) paintBrowStripes(pen, shade);
  for (const side of [-1, 1]) {
    if (isBlinking) paintClosedEye(pen, side);
    else paintOpenEye(pen, side, breed.eye);
  }
  paintMuzzle(pen, breed);
}

function paintEar(pen: Pen, { fur, shade }: Breed, side: number): void {
  pen.fillStyle = side < 0 ? fur : mix(fur, shade, 0.4);
  tracePoints(pen, [
    { x: side * 24, y: -6 },
    { x: side * 22, y: -34 },
    { x: side * 4, y: -17 },
  ]);
  pen.fill();
  pen.fillStyle = mix("#d98b8b", shade, 0.35);
  tracePoints(pen, [
    { x: side * 20, y: -12 },
    { x: side * 19.4, y: -27 },
    { x: side * 9, y: -17 },
  ]);
  pen.fill();
}

function paintBrowStripes(pen: Pen, shade: string): void {
  pen.strokeStyle = shade;
  pen.lineWidth = 2.2;
  for (const x of [-6, 0, 6]) {
    strokeCurve(pen, [
      { x, y: -18 },
      { x: x * 0.8, y: -10 },
    ]);
  }
}

function paintClosedEye(pen: Pen, side: number): void {
  pen.strokeStyle = "#17131a";
  pen.lineWidth = 1.6;
  strokeCurve(pen, [
    { x: side * 15, y: -2 },
    { x: side * 10.4, y: 1.4 },
    { x: side * 6, y: -2 },
  ]);
}

function paintOpenEye(pen: Pen, side: number, iris: string): void {
  const at = { x: side * 10.6, y: -2 };
  pen.fillStyle = "#17131a";
  fillEllipse(pen, at, 5.8, 5.2);
  pen.fillStyle = iris;
  fillEllipse(pen, at, 4.9, 4.4);
  pen.fillStyle = "#120e14";
  fillEllipse(pen, at, 1.7, 4.1);
  pen.fillStyle = "#ffffff";
  fillDisc(pen, { x: at.x + 1.6, y: -3.8 }, 1.05);
}

function paintMuzzle(pen: Pen, { shade, belly }: Breed): void {
  pen.fillStyle = belly;
  fillEllipse(pen, { x: -4.6, y: 9.4 }, 6.4, 5);
  fillEllipse(pen, { x: 4.6, y: 9.4 }, 6.4, 5);
  pen.fillStyle = mix("#c4686a", shade, 0.15);
  tracePoints(pen, [
    { x: -3, y: 4.4 },
    { x: 3, y: 4.4 },
    { x: 0, y: 7.6 },
  ]);
  pen.fill();
  pen.strokeStyle = mix(belly, "#ffffff", 0.5);
  pen.lineWidth = 0.6;
  for (const side of [-1, 1]) {
    for (const slope of [-4, 0, 4]) {
      strokeCurve(pen, [
        { x: side * 7, y: 9 },
        { x: side * 22, y: 8 + slope },
        { x: side * 36, y: 8 + slope * 2 },
      ]);
    }
  }
}
