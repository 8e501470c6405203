import { lighten, mix, withAlpha } from "../colour.ts";
import {
  fillDisc,
  fillEllipse,
  linearGradient,
  paintGlow,
  radialGradient,
  strokeCurve,
} from "../paint.ts";
import type { Pen, Stage } from "../stage.ts";

/** An astronaut's helmet and shoulders, a landscape mirrored in the visor; 100 units tall. */
export function paintHelmet(pen: Pen, stage: Stage): void {
  const { palette, scene } = stage;
  const suit = mix(scene.motifColours.astronaut ?? "#e9e7e2", palette.sky[2], 0.16);
  const shade = mix(suit, palette.near, 0.5);
  paintSuit(pen, stage, suit, shade);
  pen.fillStyle = radialGradient(pen, { x: -10, y: -72 }, 46, [
    [0, lighten(suit, 0.06)],
    [0.55, suit],
    [1, shade],
  ]);
  fillEllipse(pen, { x: 0, y: -60 }, 31, 33);
  for (const side of [-1, 1]) {
    pen.fillStyle = mix(suit, shade, side < 0 ? 0.25 : 0.7);
    pen.beginPath();
    pen.roundRect(side * 30 - 4, -70, 8, 20, 3);
    pen.fill();
    pen.fillStyle = palette.accents[1];
    pen.fillRect(side * 30 - 1.6, -64, 3.2, 7);
  }
  paintVisor(pen, stage, shade);
}

function paintSuit(pen: Pen, stage: Stage, suit: string, shade: string): void {
  pen.beginPath();
  pen.moveTo(-66, 14);
  pen.bezierCurveTo(-64, -14, -46, -26, -24, -32);
  pen.lineTo(24, -32);
  pen.bezierCurveTo(46, -26, 64, -14, 66, 14);
  pen.closePath();
  pen.fillStyle = linearGradient(pen, { x: -60, y: -20 }, { x: 60, y: 0 }, [
    [0, lighten(suit, 0.03)],
    [0.5, suit],
    [1, shade],
  ]);
  pen.fill();
  pen.strokeStyle = withAlpha(shade, 0.8);
  pen.lineWidth = 0.8;
  for (const side of [-1, 1]) {
    strokeCurve(pen, [
      { x: side * 26, y: -30 },
      { x: side * 34, y: -12 },
      { x: side * 32, y: 12 },
    ]);
    strokeCurve(pen, [
      { x: side * 44, y: -22 },
      { x: side * 50, y: -6 },
      { x: side * 46, y: 12 },
    ]);
    strokeCurve(pen, [
      { x: side * 14, y: -30 },
      { x: side * 12, y: -12 },
      { x: side * 15, y: 12 },
    ]);
  }
  paintCollar(pen, stage, suit, shade);
}

/** The neck ring and the box with its lamps. */
function paintCollar(pen: Pen, { palette }: Stage, suit: string, shade: string): void {
  pen.fillStyle = mix(suit, shade, 0.35);
  fillEllipse(pen, { x: 0, y: -30 }, 30, 7.5);
  pen.fillStyle = mix(palette.accents[0], shade, 0.35);
  fillEllipse(pen, { x: 0, y: -32 }, 26, 5);
  pen.fillStyle = mix(suit, shade, 0.6);
  pen.beginPath();
  pen.roundRect(-13, -17, 26, 19, 2.5);
  pen.fill();
  for (const [x, colour] of [
    [-7, palette.accents[1]],
    [0, palette.accents[0]],
    [7, palette.accents[3]],
  ] as const) {
    pen.fillStyle = colour;
    fillDisc(pen, { x, y: -11 }, 2);
  }
  pen.fillStyle = mix(palette.light, shade, 0.3);
  pen.fillRect(-9, -5, 18, 2.4);
}

function paintVisor(pen: Pen, stage: Stage, shade: string): void {
  const { palette } = stage;
  pen.save();
  pen.beginPath();
  pen.ellipse(0, -60, 24.5, 24, 0, 0, Math.PI * 2);
  pen.fillStyle = linearGradient(pen, { x: 0, y: -84 }, { x: 0, y: -36 }, [
    [0, mix(palette.near, palette.sky[0], 0.5)],
    [0.45, mix(palette.sky[1], palette.near, 0.25)],
    [0.68, mix(palette.glow, palette.sky[3], 0.35)],
    [0.7, mix(palette.near, palette.ground, 0.4)],
    [1, palette.near],
  ]);
  pen.fill();
  pen.clip();
  paintMirroredWorld(pen, stage);
  pen.restore();
  pen.strokeStyle = mix(shade, palette.near, 0.3);
  pen.lineWidth = 2.4;
  pen.beginPath();
  pen.ellipse(0, -60, 24.5, 24, 0, 0, Math.PI * 2);
  pen.stroke();
  pen.strokeStyle = withAlpha(palette.light, 0.7);
  pen.lineWidth = 0.8;
  pen.beginPath();
  pen.ellipse(0, -60, 26, 25.5, 0, Math.PI * 1.02, Math.PI * 1.5);
  pen.stroke();
}

/** Stars, a low sun and peaks, as the visor mirrors them. */
function paintMirroredWorld(pen: Pen, stage: Stage): void {
  const { palette } = stage;
  const random = stage.random("visor");
  pen.fillStyle = palette.light;
  for (let star = 0; star < 34; star += 1) {
    fillDisc(pen, { x: random.range(-24, 24), y: random.range(-84, -58) }, random.range(0.15, 0.5));
  }
  paintGlow(pen, { x: 9, y: -54 }, 20, palette.glow, 0.85);
  pen.fillStyle = palette.light;
  fillDisc(pen, { x: 9, y: -54 }, 3);
  pen.fillStyle = mix(palette.near, palette.haze, 0.25);
  pen.beginPath();
  pen.moveTo(-26, -48);
  for (const [x, y] of [
    [-16, -58],
    [-9, -51],
    [-2, -55],
    [6, -49],
    [14, -54],
    [26, -48],
  ] as const)
    pen.lineTo(x, y);
  pen.lineTo(26, -34);
  pen.lineTo(-26, -34);
  pen.fill();
  pen.fillStyle = withAlpha(palette.light, 0.3);
  pen.beginPath();
  pen.ellipse(-10, -70, 11, 5.5, -0.6, 0, Math.PI * 2);
  pen.fill();
}

/** A robot's head and shoulders; 100 units tall. */
export function paintRobotHead(pen: Pen, stage: Stage): void {
  const { palette, scene } = stage;
  const metal = mix(scene.motifColours.robot ?? "#a9b6bf", palette.sky[2], 0.2);
  const shade = mix(metal, palette.near, 0.6);
  const across = (half: number) =>
    linearGradient(pen, { x: -half, y: 0 }, { x: half, y: 0 }, [
      [0, lighten(metal, 0.07)],
      [0.45, metal],
      [1, shade],
    ]);
  pen.fillStyle = across(62);
  pen.beginPath();
  pen.roundRect(-60, -22, 120, 60, 22);
  pen.fill();
  pen.fillStyle = shade;
  pen.fillRect(-11, -36, 22, 18);
  pen.fillStyle = across(34);
  pen.beginPath();
  pen.roundRect(-32, -88, 64, 56, 16);
  pen.fill();
  pen.fillStyle = mix(palette.near, palette.sky[0], 0.25);
  pen.beginPath();
  pen.roundRect(-25, -76, 50, 28, 12);
  pen.fill();
  for (const side of [-1, 1]) {
    const eye = { x: side * 11.5, y: -62 };
    paintGlow(pen, eye, 18, palette.accents[1], 0.9);
    pen.fillStyle = mix(palette.accents[1], "#ffffff", 0.55);
    fillDisc(pen, eye, 4.6);
    pen.fillStyle = mix(metal, shade, side < 0 ? 0.2 : 0.8);
    pen.beginPath();
    pen.roundRect(side * 34 - 3.5, -68, 7, 18, 3);
    pen.fill();
  }
  paintGrilleAndAntenna(pen, stage, shade);
}

function paintGrilleAndAntenna(pen: Pen, { palette }: Stage, shade: string): void {
  pen.strokeStyle = withAlpha(shade, 0.9);
  pen.lineWidth = 1;
  for (const x of [-9, -3, 3, 9])
    strokeCurve(pen, [
      { x, y: -43 },
      { x, y: -37 },
    ]);
  pen.strokeStyle = shade;
  pen.lineWidth = 2;
  strokeCurve(pen, [
    { x: 0, y: -88 },
    { x: 0, y: -98 },
  ]);
  paintGlow(pen, { x: 0, y: -99 }, 9, palette.accents[0], 0.9);
  pen.fillStyle = palette.accents[0];
  fillDisc(pen, { x: 0, y: -99 }, 2.4);
}
