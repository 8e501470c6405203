import { type Colour, lighten, mix } from "../colour.ts";
import { fillDisc, fillEllipse, strokeCurve, tracePoints, traceSmooth } from "../paint.ts";
import type { Pen, Point, Stage } from "../stage.ts";
import { paintContactShadow } from "./place.ts";

/** A four-legged walker seen from the side, facing right, about 100 units tall. */
export type Breed = {
  kind: "cat" | "dog";
  fur: Colour;
  shade: Colour;
  belly: Colour;
  eye: Colour;
  rim: Colour;
  isStriped: boolean;
};

export function breedOf(stage: Stage, kind: "cat" | "dog"): Breed {
  const { palette, scene } = stage;
  const own = scene.motifColours[kind];
  const coats =
    kind === "cat"
      ? (["#d98a45", "#3a3a44", "#8d8a88", "#2a2630"] as const)
      : (["#b9804e", "#6d675f", "#d9b382", "#4a4038"] as const);
  const coat = own ?? namedCoat(scene.prompt) ?? stage.random(`coat-${kind}`).pick(coats);
  const fur = mix(coat, palette.sky[1], scene.isNeon ? 0.36 : 0.14);
  return {
    kind,
    fur,
    shade: mix(fur, palette.near, 0.46),
    belly: lighten(mix(fur, palette.light, 0.4), 0.02),
    eye: kind === "cat" ? "#e9d24a" : "#3a2a1e",
    rim: mix(palette.glow, palette.light, 0.35),
    isStriped: kind === "cat" && stage.random("stripes").chance(0.6),
  };
}

/** Some kinds have one coat only. */
function namedCoat(prompt: string): Colour | undefined {
  if (/\bwol(f|ves)\b/i.test(prompt)) return "#6f737c";
  if (/\bfox(es)?\b/i.test(prompt)) return "#cb6a2a";
  if (/\b(tiger|lion)/i.test(prompt)) return "#dd9440";
  return undefined;
}

/** One step of the walk; `phase` runs from 0 to 1 and repeats. */
export function paintWalker(pen: Pen, breed: Breed, phase: number): void {
  const bob = Math.sin(phase * Math.PI * 4) * 1.1;
  paintContactShadow(pen, 74);
  pen.save();
  pen.translate(0, bob);
  paintTail(pen, breed, phase);
  paintLeg(pen, breed.shade, { x: -36, y: -46 }, phase + 0.5, -1, bob);
  paintLeg(pen, breed.shade, { x: 42, y: -46 }, phase + 0.25, 1, bob);
  paintBody(pen, breed);
  const coat = mix(breed.fur, breed.shade, 0.22);
  paintLeg(pen, coat, { x: -42, y: -48 }, phase, -1, bob);
  paintLeg(pen, coat, { x: 38, y: -50 }, phase + 0.75, 1, bob);
  pen.translate(66, -79 + Math.sin(phase * Math.PI * 2) * 1.2);
  pen.scale(1.14, 1.14);
  paintHead(pen, breed);
  pen.restore();
}

const BODY: readonly Point[] = [
  { x: -56, y: -62 },
  { x: -40, y: -70 },
  { x: -8, y: -68 },
  { x: 24, y: -68 },
  { x: 46, y: -76 },
  { x: 62, y: -78 },
  { x: 63, y: -58 },
  { x: 54, y: -36 },
  { x: 26, y: -31 },
  { x: -8, y: -33 },
  { x: -36, y: -30 },
  { x: -59, y: -42 },
];

/** Deeper in the chest, drawn in at the waist. */
const DOG_BODY: readonly Point[] = [
  { x: -54, y: -64 },
  { x: -38, y: -71 },
  { x: -8, y: -68 },
  { x: 24, y: -71 },
  { x: 46, y: -80 },
  { x: 62, y: -84 },
  { x: 66, y: -62 },
  { x: 54, y: -34 },
  { x: 30, y: -27 },
  { x: 2, y: -36 },
  { x: -28, y: -42 },
  { x: -52, y: -42 },
];

function paintBody(pen: Pen, breed: Breed): void {
  traceSmooth(pen, breed.kind === "cat" ? BODY : DOG_BODY);
  const fill = pen.createLinearGradient(0, -76, 0, -32);
  fill.addColorStop(0, mix(breed.fur, breed.rim, 0.3));
  fill.addColorStop(0.25, breed.fur);
  fill.addColorStop(1, mix(breed.fur, breed.shade, 0.34));
  pen.fillStyle = fill;
  pen.fill();
  if (!breed.isStriped) return;
  pen.save();
  pen.clip();
  pen.strokeStyle = breed.shade;
  pen.lineWidth = 3.4;
  for (let x = -50; x < 44; x += 11) {
    strokeCurve(pen, [
      { x: x + 4, y: -74 },
      { x: x + 1, y: -62 },
      { x: x - 3, y: -52 },
    ]);
  }
  pen.restore();
}

/** Stance for 60 % of the cycle, then a lifted swing forward. */
function paintLeg(
  pen: Pen,
  colour: Colour,
  hip: Point,
  cycle: number,
  bend: -1 | 1,
  bob: number,
): void {
  const turn = cycle - Math.floor(cycle);
  const isDown = turn < 0.6;
  const along = isDown ? turn / 0.6 : (turn - 0.6) / 0.4;
  const reach = 15;
  const x = hip.x + (isDown ? reach - along * 2 * reach : -reach + along * 2 * reach);
  const lift = isDown ? 0 : Math.sin(along * Math.PI) * 11;
  const foot = { x, y: -4 - lift - bob };
  const knee = {
    x: (hip.x + foot.x) / 2 + (bend < 0 ? -5 - lift * 0.4 : 2 + lift * 0.7),
    y: (hip.y + foot.y) / 2 + 2,
  };
  pen.strokeStyle = colour;
  pen.lineCap = "round";
  pen.lineWidth = 20;
  pen.beginPath();
  pen.moveTo(hip.x, hip.y);
  pen.lineTo((hip.x + knee.x) / 2, (hip.y + knee.y) / 2);
  pen.stroke();
  pen.lineWidth = 13;
  pen.beginPath();
  pen.moveTo(hip.x, hip.y);
  pen.quadraticCurveTo(knee.x, knee.y - 4, knee.x, knee.y);
  pen.stroke();
  pen.lineWidth = 9.6;
  pen.beginPath();
  pen.moveTo(knee.x, knee.y);
  pen.lineTo(foot.x, foot.y);
  pen.stroke();
  pen.fillStyle = colour;
  fillEllipse(pen, { x: foot.x + 2.6, y: foot.y + 0.6 }, 7.2, 4.2);
}

function paintTail(pen: Pen, breed: Breed, phase: number): void {
  const sway = Math.sin(phase * Math.PI * 2) * 7;
  const isCat = breed.kind === "cat";
  pen.strokeStyle = breed.fur;
  pen.lineCap = "round";
  if (isCat) {
    pen.lineWidth = 8;
    strokeCurve(pen, [
      { x: -52, y: -60 },
      { x: -72, y: -60 },
      { x: -84, y: -82 },
      { x: -80 + sway * 0.5, y: -108 },
      { x: -92 + sway, y: -120 },
    ]);
    return;
  }
  paintBrush(pen, breed, sway);
}

/** A full tail, thin at the root, pale at the tip. */
function paintBrush(pen: Pen, breed: Breed, sway: number): void {
  const tip = { x: -104, y: -30 + sway };
  pen.fillStyle = breed.fur;
  traceSmooth(pen, [
    { x: -48, y: -66 },
    { x: -66, y: -66 },
    { x: -88, y: -56 + sway * 0.5 },
    tip,
    { x: -96, y: -26 + sway },
    { x: -74, y: -40 + sway * 0.4 },
    { x: -56, y: -56 },
  ]);
  pen.fill();
  pen.fillStyle = breed.belly;
  traceSmooth(pen, [
    { x: -94, y: -44 + sway },
    tip,
    { x: -96, y: -27 + sway },
    { x: -86, y: -34 + sway },
  ]);
  pen.fill();
}

function paintHead(pen: Pen, breed: Breed): void {
  pen.fillStyle = breed.shade;
  tracePoints(pen, [
    { x: -9, y: -8 },
    { x: -5, y: -28 },
    { x: 5, y: -13 },
  ]);
  pen.fill();
  if (breed.kind === "cat") paintCatHead(pen, breed);
  else paintDogHead(pen, breed);
  pen.fillStyle = "#17131a";
  fillEllipse(pen, { x: 7.5, y: -3.4 }, 3.9, 3.5);
  pen.fillStyle = breed.eye;
  fillEllipse(pen, { x: 7.8, y: -3.4 }, 3.1, 2.9);
  pen.fillStyle = "#120e14";
  fillEllipse(pen, { x: 8.2, y: -3.4 }, breed.kind === "cat" ? 1.1 : 1.8, 2.5);
  pen.fillStyle = "#ffffff";
  fillDisc(pen, { x: 9, y: -4.6 }, 0.8);
}

function paintCatHead(pen: Pen, { fur, shade, belly }: Breed): void {
  pen.fillStyle = fur;
  fillEllipse(pen, { x: 0, y: 0 }, 19, 16.5);
  tracePoints(pen, [
    { x: -3, y: -12 },
    { x: 7, y: -30 },
    { x: 15, y: -10 },
  ]);
  pen.fill();
  pen.fillStyle = mix("#d98b8b", shade, 0.4);
  tracePoints(pen, [
    { x: 2, y: -14 },
    { x: 7.5, y: -24 },
    { x: 11.5, y: -12 },
  ]);
  pen.fill();
  pen.fillStyle = belly;
  fillEllipse(pen, { x: 13, y: 6 }, 7.4, 5.8);
  pen.fillStyle = mix("#c4686a", shade, 0.2);
  tracePoints(pen, [
    { x: 17, y: 1.4 },
    { x: 21, y: 1.6 },
    { x: 19.4, y: 4.6 },
  ]);
  pen.fill();
  pen.strokeStyle = mix(belly, "#ffffff", 0.5);
  pen.lineWidth = 0.7;
  for (const slope of [-3, 1, 5]) {
    strokeCurve(pen, [
      { x: 14, y: 6 },
      { x: 26, y: 5 + slope },
      { x: 33, y: 6 + slope * 1.6 },
    ]);
  }
}

function paintDogHead(pen: Pen, { fur, belly }: Breed): void {
  pen.fillStyle = fur;
  fillEllipse(pen, { x: 0, y: 0 }, 17, 15);
  tracePoints(pen, [
    { x: -8, y: -10 },
    { x: -1, y: -29 },
    { x: 9, y: -11 },
  ]);
  pen.fill();
  traceSmooth(pen, [
    { x: 4, y: -8 },
    { x: 20, y: -2 },
    { x: 33, y: 2 },
    { x: 32, y: 9 },
    { x: 14, y: 12 },
    { x: 2, y: 10 },
  ]);
  pen.fill();
  pen.fillStyle = belly;
  traceSmooth(pen, [
    { x: 8, y: 4 },
    { x: 30, y: 5 },
    { x: 30, y: 9 },
    { x: 12, y: 12 },
  ]);
  pen.fill();
  pen.fillStyle = "#1b1718";
  fillEllipse(pen, { x: 31.5, y: 2.6 }, 3.2, 2.6);
}
