import { lighten, mix, withAlpha } from "../colour.ts";
import {
  fillDisc,
  fillEllipse,
  linearGradient,
  paintGlow,
  strokeCurve,
  traceSmooth,
} from "../paint.ts";
import { shows } from "../scene.ts";
import type { Pen, Stage } from "../stage.ts";

export type Person = {
  isWoman: boolean;
  skin: string;
  skinShade: string;
  hair: string;
  hairLit: string;
  cloth: string;
  hasBeard: boolean;
};

/** Looks drawn by the seed, in the scene's light. */
export function personOf(stage: Stage): Person {
  const { palette, scene } = stage;
  const random = stage.random("person");
  const isWoman = shows(scene, "woman") || (!shows(scene, "person") && random.chance(0.6));
  const tone = random.pick(["#f2cdab", "#e0ae86", "#c68a62", "#9a6443", "#ebbf9a"]);
  const skin = mix(tone, palette.glow, 0.1);
  const hair = mix(
    random.pick(["#2b1d1a", "#3d241b", "#6a3a22", "#1d1a22", "#7d4a26"]),
    palette.near,
    0.15,
  );
  const cloth =
    scene.motifColours.woman ??
    scene.motifColours.person ??
    random.pick([palette.accents[1], palette.accents[3], palette.sky[0]]);
  return {
    isWoman,
    skin,
    skinShade: mix(mix(skin, "#8c4a3c", 0.34), palette.sky[0], 0.2),
    hair,
    hairLit: mix(hair, mix(palette.glow, "#d99a5c", 0.5), 0.42),
    cloth,
    hasBeard: !isWoman && random.chance(0.5),
  };
}

/** Head and shoulders from the front, lit from the left, 100 units tall. */
export function paintPerson(pen: Pen, stage: Stage, person: Person): void {
  if (person.isWoman) paintBackHair(pen, person);
  paintShoulders(pen, stage, person);
  paintNeck(pen, person);
  paintFaceShape(pen, person);
  paintFeatures(pen, stage, person);
  if (person.hasBeard) paintBeard(pen, person);
  if (person.isWoman) paintFrontHair(pen, person);
  else paintShortHair(pen, person);
  if (person.isWoman) paintEarrings(pen, stage);
}

function paintBackHair(pen: Pen, { hair, hairLit }: Person): void {
  pen.fillStyle = linearGradient(pen, { x: -36, y: -60 }, { x: 36, y: -50 }, [
    [0, hairLit],
    [0.35, hair],
    [1, lighten(hair, -0.05)],
  ]);
  traceSmooth(pen, [
    { x: 0, y: -99 },
    { x: 22, y: -95 },
    { x: 31, y: -74 },
    { x: 32, y: -48 },
    { x: 38, y: -22 },
    { x: 33, y: 2 },
    { x: 12, y: 6 },
    { x: -12, y: 6 },
    { x: -34, y: 4 },
    { x: -39, y: -20 },
    { x: -32, y: -48 },
    { x: -31, y: -74 },
    { x: -22, y: -95 },
  ]);
  pen.fill();
  pen.lineWidth = 0.7;
  for (let strand = -7; strand <= 7; strand += 1) {
    if (strand === 0) continue;
    pen.strokeStyle = withAlpha(strand < 0 ? hairLit : lighten(hair, 0.06), 0.55);
    const x = strand * 4.5;
    strokeCurve(pen, [
      { x: x * 0.8, y: -70 },
      { x: x * 1.08, y: -40 },
      { x: x * 0.96, y: -18 },
      { x: x * 1.1, y: 4 },
    ]);
  }
}

function paintShoulders(pen: Pen, stage: Stage, { cloth, isWoman }: Person): void {
  const { palette } = stage;
  const wide = isWoman ? 50 : 60;
  pen.beginPath();
  pen.moveTo(-wide, 14);
  pen.bezierCurveTo(-wide, -10, -32, -18, -13, -25);
  pen.quadraticCurveTo(0, isWoman ? -6 : -14, 13, -25);
  pen.bezierCurveTo(32, -18, wide, -10, wide, 14);
  pen.closePath();
  pen.fillStyle = linearGradient(pen, { x: -wide, y: -20 }, { x: wide, y: 0 }, [
    [0, mix(cloth, palette.light, 0.3)],
    [0.4, cloth],
    [1, mix(cloth, palette.near, 0.6)],
  ]);
  pen.fill();
  pen.strokeStyle = withAlpha(palette.near, 0.28);
  pen.lineWidth = 0.9;
  for (const side of [-1, 1]) {
    strokeCurve(pen, [
      { x: side * 14, y: -22 },
      { x: side * 18, y: -6 },
      { x: side * 12, y: 12 },
    ]);
    strokeCurve(pen, [
      { x: side * 34, y: -14 },
      { x: side * 36, y: 0 },
      { x: side * 32, y: 12 },
    ]);
  }
}

function paintNeck(pen: Pen, { skin, skinShade, isWoman }: Person): void {
  const half = isWoman ? 8.6 : 11.5;
  pen.beginPath();
  pen.moveTo(-half, -46);
  pen.bezierCurveTo(-half, -32, -half - 3, -26, -half - 6, -23);
  pen.quadraticCurveTo(0, isWoman ? -2 : -12, half + 6, -23);
  pen.bezierCurveTo(half + 3, -26, half, -32, half, -46);
  pen.closePath();
  pen.fillStyle = linearGradient(pen, { x: -half, y: -30 }, { x: half + 4, y: -26 }, [
    [0, mix(skin, skinShade, 0.25)],
    [0.4, mix(skin, skinShade, 0.5)],
    [1, skinShade],
  ]);
  pen.fill();
  pen.fillStyle = withAlpha(skinShade, 0.75);
  fillEllipse(pen, { x: 1.5, y: -39 }, half * 1.05, 5.4);
}

function paintFaceShape(pen: Pen, { skin, skinShade, isWoman }: Person): void {
  for (const side of [-1, 1]) {
    pen.fillStyle = side < 0 ? mix(skin, skinShade, 0.2) : skinShade;
    fillEllipse(pen, { x: side * 21, y: -61 }, 3.4, 5.6, side * 0.12);
  }
  const jaw = isWoman ? 13 : 16.5;
  traceSmooth(pen, [
    { x: 0, y: -93 },
    { x: 15, y: -90 },
    { x: 22, y: -74 },
    { x: 21, y: -56 },
    { x: jaw, y: -43 },
    { x: isWoman ? 4.5 : 7, y: -35.5 },
    { x: isWoman ? -4.5 : -7, y: -35.5 },
    { x: -jaw, y: -43 },
    { x: -21, y: -56 },
    { x: -22, y: -74 },
    { x: -15, y: -90 },
  ]);
  pen.fillStyle = linearGradient(pen, { x: -21, y: -66 }, { x: 22, y: -58 }, [
    [0, lighten(skin, 0.03)],
    [0.42, skin],
    [0.72, mix(skin, skinShade, 0.55)],
    [1, skinShade],
  ]);
  pen.fill();
}

function paintFeatures(pen: Pen, stage: Stage, person: Person): void {
  const { skin, skinShade } = person;
  for (const side of [-1, 1]) paintEye(pen, stage, person, side);
  pen.strokeStyle = withAlpha(mix(skinShade, "#6a342c", 0.35), 0.85);
  pen.lineWidth = 1;
  strokeCurve(pen, [
    { x: 2.2, y: -66 },
    { x: 3.4, y: -57 },
    { x: 4, y: -53.4 },
    { x: 0.6, y: -52 },
  ]);
  pen.fillStyle = withAlpha(mix(skin, "#ffffff", 0.6), 0.45);
  fillEllipse(pen, { x: -0.6, y: -57 }, 0.8, 4.4);
  paintMouth(pen, person);
}

/** Eye, brow and the cheek below them. */
function paintEye(pen: Pen, stage: Stage, person: Person, side: number): void {
  const { skin, skinShade, hair, isWoman } = person;
  const { palette } = stage;
  paintGlow(pen, { x: side * 12, y: -53 }, 9, "#d8605a", isWoman ? 0.26 : 0.12);
  const eye = { x: side * 9.2, y: -63.5 };
  pen.fillStyle = withAlpha(skinShade, 0.5);
  fillEllipse(pen, { x: eye.x, y: eye.y - 0.6 }, 5.8, 3.4);
  pen.fillStyle = mix("#f7efe6", skinShade, side > 0 ? 0.36 : 0.2);
  pen.beginPath();
  pen.moveTo(eye.x - 4.9, eye.y + 0.3);
  pen.quadraticCurveTo(eye.x, eye.y - 3.7, eye.x + 4.9, eye.y + 0.1);
  pen.quadraticCurveTo(eye.x, eye.y + 2.6, eye.x - 4.9, eye.y + 0.3);
  pen.fill();
  pen.fillStyle = mix(
    stage.random("iris").pick(["#5a3a22", "#4a2f20", "#4d5a3c", "#3a2a20"]),
    palette.near,
    0.15,
  );
  fillDisc(pen, { x: eye.x, y: eye.y - 0.45 }, 2.1);
  pen.fillStyle = "#120d0d";
  fillDisc(pen, { x: eye.x, y: eye.y - 0.5 }, 1.15);
  pen.fillStyle = "#ffffff";
  fillDisc(pen, { x: eye.x - 0.9, y: eye.y - 1.4 }, 0.6);
  pen.strokeStyle = mix(hair, "#120d0d", 0.5);
  pen.lineWidth = isWoman ? 1.25 : 0.95;
  strokeCurve(pen, [
    { x: eye.x - 5.2, y: eye.y + 0.4 },
    { x: eye.x, y: eye.y - 4.2 },
    { x: eye.x + 5.3, y: eye.y },
  ]);
  pen.strokeStyle = mix(hair, skin, 0.12);
  pen.lineWidth = isWoman ? 1.5 : 2.3;
  strokeCurve(pen, [
    { x: side * 4.2, y: -69.6 },
    { x: side * 9.8, y: -72 },
    { x: side * 15, y: -69 },
  ]);
}

function paintMouth(pen: Pen, { skinShade, isWoman }: Person): void {
  const lip = isWoman ? mix("#b8423f", skinShade, 0.2) : mix("#a85a4c", skinShade, 0.5);
  pen.fillStyle = lip;
  pen.beginPath();
  pen.moveTo(-6.2, -46);
  pen.bezierCurveTo(-3.4, -48.2, -1.4, -48.6, 0, -47.4);
  pen.bezierCurveTo(1.4, -48.6, 3.4, -48.2, 6.2, -46);
  pen.bezierCurveTo(3, -45.2, -3, -45.2, -6.2, -46);
  pen.fill();
  pen.fillStyle = lighten(lip, 0.05);
  pen.beginPath();
  pen.moveTo(-5.6, -45.8);
  pen.bezierCurveTo(-2.6, -45, 2.6, -45, 5.6, -45.8);
  pen.bezierCurveTo(3, -41.8, -3, -41.8, -5.6, -45.8);
  pen.fill();
  pen.strokeStyle = withAlpha("#4a1c1c", 0.6);
  pen.lineWidth = 0.6;
  strokeCurve(pen, [
    { x: -6.4, y: -46 },
    { x: 0, y: -45.2 },
    { x: 6.4, y: -46.2 },
  ]);
}

function paintFrontHair(pen: Pen, { hair, hairLit }: Person): void {
  for (const side of [-1, 1]) {
    pen.fillStyle = linearGradient(pen, { x: 0, y: -98 }, { x: side * 26, y: -50 }, [
      [0, side < 0 ? mix(hair, hairLit, 0.7) : hair],
      [0.5, side < 0 ? hairLit : mix(hair, hairLit, 0.25)],
      [1, hair],
    ]);
    pen.beginPath();
    pen.moveTo(-3, -96);
    pen.bezierCurveTo(side * 16, -102, side * 29, -88, side * 27, -62);
    pen.bezierCurveTo(side * 27, -50, side * 30, -40, side * 29, -26);
    pen.bezierCurveTo(side * 23, -38, side * 22, -48, side * 21, -58);
    pen.bezierCurveTo(side * 20, -72, side * 12, -82, -3, -96);
    pen.fill();
    pen.strokeStyle = withAlpha(hairLit, 0.5);
    pen.lineWidth = 0.6;
    for (const inset of [0.86, 0.93]) {
      strokeCurve(pen, [
        { x: -2, y: -94 },
        { x: side * 22 * inset, y: -84 },
        { x: side * 26 * inset, y: -58 },
        { x: side * 28 * inset, y: -34 },
      ]);
    }
  }
}

function paintShortHair(pen: Pen, { hair, hairLit }: Person): void {
  pen.fillStyle = linearGradient(pen, { x: -24, y: -90 }, { x: 24, y: -80 }, [
    [0, hairLit],
    [0.45, hair],
    [1, lighten(hair, -0.04)],
  ]);
  traceSmooth(pen, [
    { x: -23, y: -62 },
    { x: -25, y: -80 },
    { x: -18, y: -97 },
    { x: 2, y: -102 },
    { x: 20, y: -97 },
    { x: 25, y: -80 },
    { x: 23, y: -62 },
    { x: 20, y: -74 },
    { x: 14, y: -84 },
    { x: -4, y: -82 },
    { x: -18, y: -80 },
  ]);
  pen.fill();
  pen.strokeStyle = withAlpha(hairLit, 0.5);
  pen.lineWidth = 0.7;
  for (let strand = 0; strand < 9; strand += 1) {
    const x = -18 + strand * 4.4;
    strokeCurve(pen, [
      { x: x - 2, y: -83 },
      { x: x + 1, y: -93 },
      { x: x + 7, y: -98 },
    ]);
  }
}

function paintBeard(pen: Pen, { hair, skinShade }: Person): void {
  pen.fillStyle = mix(hair, skinShade, 0.12);
  pen.beginPath();
  pen.moveTo(-20.5, -58);
  pen.bezierCurveTo(-18, -48, -12, -51, -7, -50.5);
  pen.quadraticCurveTo(0, -52.6, 7, -50.5);
  pen.bezierCurveTo(12, -51, 18, -48, 20.5, -58);
  pen.bezierCurveTo(21, -40, 12, -29, 0, -28.5);
  pen.bezierCurveTo(-12, -29, -21, -40, -20.5, -58);
  pen.moveTo(-6, -46.4);
  pen.quadraticCurveTo(0, -42, 6, -46.4);
  pen.quadraticCurveTo(0, -48, -6, -46.4);
  pen.fill("evenodd");
}

function paintEarrings(pen: Pen, stage: Stage): void {
  pen.fillStyle = stage.palette.accents[0];
  for (const side of [-1, 1]) {
    fillDisc(pen, { x: side * 22.6, y: -51 }, 1.5);
    fillEllipse(pen, { x: side * 22.8, y: -46.5 }, 1.2, 2.8);
  }
}
