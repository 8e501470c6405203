import { mix } from "../colour.ts";
import { fillDisc, fillEllipse, strokeCurve, tracePoints, traceSmooth } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";
import { paintContactShadow, placeSubject, type Spot, subjectLayer } from "./place.ts";
import { type Breed, breedOf, paintWalker } from "./quadruped.ts";

/** A cat: walking when the prompt walks it or it is out in the street, else sitting. */
export function layOutCat(stage: Stage, seat: Spot | null): readonly Layer[] {
  const breed = breedOf(stage, "cat");
  if (seat !== null) return [sittingCat(seat, breed)];
  if (isMoving(stage)) return [walker(stage, placeSubject(stage, 0.3), breed)];
  return [sittingCat(placeSubject(stage, 0.42), breed)];
}

/** A dog or wolf, always on its feet. */
export function layOutDog(stage: Stage): readonly Layer[] {
  return [walker(stage, placeSubject(stage, 0.36), breedOf(stage, "dog"))];
}

export function isMoving(stage: Stage): boolean {
  const { prompt, isNeon, weather } = stage.scene;
  return (
    /\b(walk|run|stroll|wander|jog|cross|march|dance)/i.test(prompt) || isNeon || weather === "rain"
  );
}

function walker(stage: Stage, spot: Spot, breed: Breed): Layer {
  const pace = stage.unit * 2.6 * spot.facing;
  return subjectLayer(
    `walking-${breed.kind}`,
    spot,
    2.4,
    (pen, { phase }) => paintWalker(pen, breed, phase),
    {
      poses: { count: 16, periodS: 1.05 },
      drift: (timeS) => ({ x: timeS * pace, y: 0 }),
    },
  );
}

function sittingCat(spot: Spot, breed: Breed): Layer {
  return subjectLayer(
    "sitting-cat",
    spot,
    1.5,
    (pen, { phase }) => paintSitting(pen, breed, phase),
    {
      depth: 0.73,
      poses: { count: 14, periodS: 3.2 },
    },
  );
}

/** Front view, about 110 units tall; the tail sways and the eyes close for a moment. */
export function paintSitting(pen: Pen, breed: Breed, phase: number): void {
  const { fur, shade, belly } = breed;
  paintContactShadow(pen, 50);
  const sway = Math.sin(phase * Math.PI * 2);
  pen.strokeStyle = shade;
  pen.lineWidth = 8.5;
  strokeCurve(pen, [
    { x: 22, y: -8 },
    { x: 46, y: -6 },
    { x: 54, y: -22 },
    { x: 48 + sway * 4, y: -38 },
    { x: 54 + sway * 7, y: -48 },
  ]);
  const fill = pen.createLinearGradient(-34, 0, 34, 0);
  fill.addColorStop(0, mix(fur, breed.rim, 0.22));
  fill.addColorStop(0.4, fur);
  fill.addColorStop(1, shade);
  pen.fillStyle = fill;
  traceSmooth(pen, [
    { x: -14, y: -72 },
    { x: 14, y: -72 },
    { x: 24, y: -52 },
    { x: 33, y: -26 },
    { x: 35, y: -4 },
    { x: 18, y: 1 },
    { x: -18, y: 1 },
    { x: -35, y: -4 },
    { x: -33, y: -26 },
    { x: -24, y: -52 },
  ]);
  pen.fill();
  pen.fillStyle = belly;
  traceSmooth(pen, [
    { x: -9, y: -68 },
    { x: 9, y: -68 },
    { x: 12, y: -48 },
    { x: 6, y: -30 },
    { x: 0, y: -24 },
    { x: -6, y: -30 },
    { x: -12, y: -48 },
  ]);
  pen.fill();
  for (const side of [-1, 1]) {
    pen.fillStyle = side < 0 ? fur : mix(fur, shade, 0.5);
    traceSmooth(pen, [
      { x: side * 2, y: -44 },
      { x: side * 13, y: -44 },
      { x: side * 13, y: -12 },
      { x: side * 15, y: 0 },
      { x: side * 2, y: 1 },
      { x: side * 2.6, y: -14 },
    ]);
    pen.fill();
    pen.fillStyle = belly;
    fillEllipse(pen, { x: side * 8.4, y: -2.4 }, 6.6, 3.8);
  }
  pen.save();
  pen.translate(0, -86);
  paintFace(pen, breed, phase > 0.88 && phase < 0.97);
  pen.restore();
}

/** A cat's face from the front, about 50 units wide, centred on the nose bridge. */
export function paintFace(pen: Pen, breed: Breed, isBlinking: boolean): void {
  const { fur, shade, belly, eye } = breed;
  for (const side of [-1, 1]) {
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
  pen.strokeStyle = shade;
  pen.lineWidth = 2.2;
  if (breed.isStriped)
    for (const x of [-6, 0, 6])
      strokeCurve(pen, [
        { x, y: -18 },
        { x: x * 0.8, y: -10 },
      ]);
  pen.fillStyle = belly;
  fillEllipse(pen, { x: -4.6, y: 9.4 }, 6.4, 5);
  fillEllipse(pen, { x: 4.6, y: 9.4 }, 6.4, 5);
  for (const side of [-1, 1]) {
    if (isBlinking) {
      pen.strokeStyle = "#17131a";
      pen.lineWidth = 1.6;
      strokeCurve(pen, [
        { x: side * 15, y: -2 },
        { x: side * 10.4, y: 1.4 },
        { x: side * 6, y: -2 },
      ]);
      continue;
    }
    pen.fillStyle = "#17131a";
    fillEllipse(pen, { x: side * 10.6, y: -2 }, 5.8, 5.2);
    pen.fillStyle = eye;
    fillEllipse(pen, { x: side * 10.6, y: -2 }, 4.9, 4.4);
    pen.fillStyle = "#120e14";
    fillEllipse(pen, { x: side * 10.6, y: -2 }, 1.7, 4.1);
    pen.fillStyle = "#ffffff";
    fillDisc(pen, { x: side * 10.6 + 1.6, y: -3.8 }, 1.05);
  }
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
