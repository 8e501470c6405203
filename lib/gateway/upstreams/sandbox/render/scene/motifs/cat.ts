import { mix } from "../colour.ts";
import { fillEllipse, strokeCurve, traceSmooth } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";
import { paintFace } from "./cat-face.ts";
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
  paintSeatedTail(pen, shade, Math.sin(phase * Math.PI * 2));
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
  paintForelegs(pen, breed);
  pen.save();
  pen.translate(0, -86);
  paintFace(pen, breed, phase > 0.88 && phase < 0.97);
  pen.restore();
}

function paintSeatedTail(pen: Pen, colour: string, sway: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 8.5;
  strokeCurve(pen, [
    { x: 22, y: -8 },
    { x: 46, y: -6 },
    { x: 54, y: -22 },
    { x: 48 + sway * 4, y: -38 },
    { x: 54 + sway * 7, y: -48 },
  ]);
}

function paintForelegs(pen: Pen, { fur, shade, belly }: Breed): void {
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
}
