import { type Canvas, createCanvas } from "@napi-rs/canvas";
import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { linearGradient, paintGlow, tracePoints, verticalGradient } from "../paint.ts";
import type { Random } from "../random.ts";
import {
  type Box,
  boxBelow,
  fullBox,
  type Layer,
  type Moment,
  type Pen,
  type Point,
  type Stage,
} from "../stage.ts";
import { isDark } from "./skyline.ts";

/** One stretch of housefronts on one side, from its near edge to its far one. */
type Front = {
  side: -1 | 1;
  near: number;
  reach: number;
  next: number;
  roof: number;
  index: number;
};

/** A street in one-point perspective; wet, it mirrors the signs above it. */
export function layOutStreet(stage: Stage): readonly Layer[] {
  const fronts = createFronts(stage);
  const road = boxBelow(stage, stage.horizonY);
  return [
    {
      name: "street-glow",
      depth: 0.14,
      box: fullBox(stage),
      isGlow: true,
      paint: (pen) =>
        paintGlow(pen, vanishOf(stage), stage.heightPx * 0.42, stage.palette.sky[4], 0.75),
    },
    ...fronts.map((front) => ({
      name: `front-${front.index}-${front.side}`,
      depth: 0.2 + front.near * 0.35 + (front.side === 1 ? 0.001 : 0),
      box: boxOf(stage, front),
      paint: (pen: Pen) => paintFront(pen, stage, front),
    })),
    {
      name: "road",
      depth: 0.56,
      box: road,
      paint: (pen, moment) => paintRoad(pen, stage, road, moment),
      sway: { amplitudePx: stage.unit * 0.22, periodS: 2.1 },
    },
  ];
}

function vanishOf(stage: Stage): Point {
  return { x: stage.widthPx * 0.5, y: stage.horizonY };
}

/** Housefronts from far to near; each ends where the one before it begins. */
function createFronts(stage: Stage): readonly Front[] {
  const random = stage.random("fronts");
  const reaches = [0.06, 0.1, 0.16, 0.25, 0.39, 0.62, 1.05];
  return reaches.slice(1).flatMap((reach, index) =>
    ([-1, 1] as const).map((side) => ({
      side,
      index,
      near: index / (reaches.length - 2),
      reach,
      next: reaches[index] ?? 0.05,
      roof: random.range(0.9, 2) * (index > 4 ? 1.3 : 1),
    })),
  );
}

/** A point on a front's wall: `along` 0 far to 1 near, `up` 0 at the pavement to 1 at the roof. */
function wallPoint(stage: Stage, front: Front, along: number, up: number): Point {
  const vanish = vanishOf(stage);
  const reach = front.next + (front.reach - front.next) * along;
  const x =
    vanish.x +
    front.side * reach * stage.heightPx * (0.42 + 0.2 * (stage.widthPx / stage.heightPx));
  const drop = reach * stage.heightPx * 0.52;
  const rise = reach * stage.heightPx * (0.75 + front.roof * 0.75);
  return { x, y: vanish.y + drop - (drop + rise) * up };
}

function boxOf(stage: Stage, front: Front): Box {
  const top = Math.max(-stage.bleedPx, wallPoint(stage, front, 1, 1.06).y);
  const bottom = Math.min(stage.heightPx + stage.bleedPx, wallPoint(stage, front, 1, 0).y + 2);
  const inner = wallPoint(stage, front, 0, 0).x;
  const full = fullBox(stage);
  const x = front.side < 0 ? full.x : inner - 2 - stage.unit * 6;
  const right = front.side < 0 ? inner + 2 + stage.unit * 6 : full.x + full.width;
  return { x, y: top, width: right - x, height: Math.max(2, bottom - top) };
}

function paintFront(pen: Pen, stage: Stage, front: Front): void {
  const { palette } = stage;
  const random = stage.random(`front-${front.index}-${front.side}`);
  const base = isDark(stage)
    ? mix(palette.near, palette.sky[1], 0.16)
    : mix(palette.ground, palette.haze, 0.35);
  const wall = mix(
    mix(base, palette.haze, 0.75),
    mix(base, palette.accents[random.int(0, 3)] ?? base, 0.06),
    0.2 + front.near * 0.8,
  );
  const corner = (along: number, up: number) => wallPoint(stage, front, along, up);
  tracePoints(pen, [corner(0, 0), corner(0, 1), corner(1, 1), corner(1, 0)]);
  pen.fillStyle = linearGradient(pen, corner(0, 0.5), corner(1, 0.5), [
    [0, mix(wall, palette.sky[4], 0.28)],
    [1, wall],
  ]);
  pen.fill();
  // The end wall that faces the viewer, seen where this house is taller than the next.
  const outer = { x: corner(1, 0).x + front.side * stage.widthPx, y: 0 };
  tracePoints(pen, [
    corner(1, 0),
    corner(1, 1),
    { x: outer.x, y: corner(1, 1).y },
    { x: outer.x, y: corner(1, 0).y },
  ]);
  pen.fillStyle = lighten(wall, -0.035);
  pen.fill();
  paintWallWindows(pen, stage, front, random, wall);
  paintShop(pen, stage, front, random);
  if (isDark(stage)) paintSigns(pen, stage, front, random);
}

function paintWallWindows(
  pen: Pen,
  stage: Stage,
  front: Front,
  random: Random,
  wall: string,
): void {
  const { palette } = stage;
  const floors = Math.round(7 + front.roof * 7);
  const columns = random.int(4, 6);
  const isLit = isDark(stage);
  for (let floor = 1; floor < floors; floor += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = (column + 0.24) / columns;
      const to = (column + 0.76) / columns;
      const low = (floor + 0.34) / (floors + 0.4);
      const high = (floor + 0.78) / (floors + 0.4);
      const shines = isLit && random.chance(0.36);
      const warm = random.chance(0.7) ? palette.accents[2] : palette.accents[1];
      pen.fillStyle = shines
        ? withAlpha(mix(warm, palette.light, random.range(0, 0.4)), random.range(0.45, 0.95))
        : mix(wall, isLit ? palette.sky[0] : palette.sky[1], 0.4);
      tracePoints(pen, [
        wallPoint(stage, front, from, low),
        wallPoint(stage, front, from, high),
        wallPoint(stage, front, to, high),
        wallPoint(stage, front, to, low),
      ]);
      pen.fill();
    }
  }
}

/** The lit ground floor. */
function paintShop(pen: Pen, stage: Stage, front: Front, random: Random): void {
  const { palette } = stage;
  const glow = palette.accents[random.int(0, 2)] ?? palette.light;
  for (const [from, to] of [
    [0.06, 0.46],
    [0.54, 0.94],
  ] as const) {
    if (random.chance(0.2)) continue;
    const low = wallPoint(stage, front, to, 0.015);
    const high = wallPoint(stage, front, to, 0.085);
    pen.fillStyle = verticalGradient(pen, high.y, low.y, [
      [0, mix(glow, palette.light, 0.55), isDark(stage) ? 0.95 : 0.5],
      [1, glow, isDark(stage) ? 0.5 : 0.3],
    ]);
    tracePoints(pen, [
      wallPoint(stage, front, from, 0.012),
      wallPoint(stage, front, from, 0.085),
      wallPoint(stage, front, to, 0.085),
      wallPoint(stage, front, to, 0.012),
    ]);
    pen.fill();
  }
}

/** Signs stand out over the street, framed in light, with strokes that look written. */
function paintSigns(pen: Pen, stage: Stage, front: Front, random: Random): void {
  const { palette, unit } = stage;
  const count = random.int(1, 3);
  for (let sign = 0; sign < count; sign += 1) {
    const along = random.range(0.1, 0.9);
    const low = random.range(0.12, 0.4);
    const top = wallPoint(stage, front, along, low + random.range(0.14, 0.34));
    const bottom = wallPoint(stage, front, along, low);
    const height = bottom.y - top.y;
    const width = Math.min(height * 0.42, unit * 9 * front.reach + unit * 0.8);
    const x = front.side < 0 ? top.x : top.x - width;
    const colour = palette.accents[random.int(0, 3)] ?? palette.glow;
    const centre = { x: x + width / 2, y: top.y + height / 2 };
    paintGlow(pen, centre, height * 0.9, colour, 0.42);
    pen.fillStyle = mix(palette.near, colour, 0.14);
    pen.beginPath();
    pen.roundRect(x, top.y, width, height, width * 0.14);
    pen.fill();
    pen.lineWidth = Math.max(0.8, width * 0.07);
    pen.strokeStyle = mix(colour, palette.light, 0.25);
    pen.stroke();
    paintGlyphs(pen, { x, y: top.y, width, height }, mix(colour, palette.light, 0.6), random);
  }
}

function paintGlyphs(pen: Pen, box: Box, colour: string, random: Random): void {
  const count = Math.max(2, Math.floor(box.height / box.width));
  const size = box.width * 0.56;
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(0.7, box.width * 0.075);
  for (let glyph = 0; glyph < count; glyph += 1) {
    const left = box.x + (box.width - size) / 2;
    const top = box.y + (box.height / count) * (glyph + 0.5) - size / 2;
    pen.beginPath();
    for (let stroke = 0; stroke < 4; stroke += 1) {
      const isAcross = stroke % 2 === 0;
      const at = random.range(0.05, 0.95);
      const from = random.range(0, 0.35);
      const to = random.range(0.65, 1);
      pen.moveTo(left + size * (isAcross ? from : at), top + size * (isAcross ? at : from));
      pen.lineTo(left + size * (isAcross ? to : at), top + size * (isAcross ? at : to));
    }
    pen.stroke();
  }
}

function paintRoad(pen: Pen, stage: Stage, box: Box, moment: Moment): void {
  const { palette, horizonY, scene } = stage;
  const vanish = vanishOf(stage);
  const isWet = ["rain", "storm"].includes(scene.weather) || scene.isNeon;
  const asphalt = isDark(stage)
    ? mix(palette.near, palette.sky[1], 0.22)
    : mix(palette.haze, "#5b5f6b", 0.6);
  const edge = (reach: number, side: -1 | 1) =>
    wallPoint(stage, { side, near: 1, index: 9, reach, next: 0, roof: 1 }, 1, 0);
  const far = 0.055;
  tracePoints(pen, [edge(far, -1), edge(far, 1), edge(2.2, 1), edge(2.2, -1)]);
  pen.fillStyle = verticalGradient(pen, horizonY, box.y + box.height, [
    [0, mix(asphalt, palette.sky[4], 0.35)],
    [0.25, asphalt],
    [1, mix(asphalt, palette.near, 0.5)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  if (isWet) smearReflection(pen, stage, box, moment);
  paintLaneMarks(pen, stage, vanish);
  paintPuddleGlints(pen, stage, box, isWet);
  pen.restore();
}

/** Wet asphalt mirrors the walls about the line where they meet it, drawn out into streaks. */
function smearReflection(pen: Pen, stage: Stage, box: Box, moment: Moment): void {
  const mirrored = mirrorWalls(stage, box, moment);
  const { unit } = stage;
  const width = Math.ceil(box.width / 2);
  const height = Math.ceil(box.height / 9);
  const streaks = createCanvas(width, height);
  const streakPen = streaks.getContext("2d");
  streakPen.imageSmoothingQuality = "high";
  streakPen.drawImage(mirrored, 0, 0, width, height);
  const sway = createContour(stage.scene.seed, "wet", 3);
  pen.globalCompositeOperation = "screen";
  for (let y = 0; y < box.height; ) {
    const depth = y / box.height;
    const strip = Math.max(1, Math.round(unit * (0.2 + depth * 0.8)));
    const push = sway(y / unit) * unit * (0.15 + depth * 2.2);
    pen.globalAlpha = 0.85 + 0.15 * sway(y / unit / 2 + 40);
    const row = (y / box.height) * height;
    const rows = Math.max(0.4, (strip / box.height) * height);
    pen.drawImage(streaks, 0, row, width, rows, box.x + push, box.y + y, box.width, strip);
    y += strip;
  }
  pen.globalAlpha = 0.28;
  pen.drawImage(mirrored, box.x, box.y);
  pen.globalAlpha = 1;
  pen.globalCompositeOperation = "source-over";
}

/** Column by column: below the foot of a wall stands the wall, upside down. */
function mirrorWalls(stage: Stage, box: Box, moment: Moment): Canvas {
  const { bleedPx, unit } = stage;
  const vanish = vanishOf(stage);
  const foot = wallPoint(stage, { side: 1, near: 1, index: 9, reach: 1, next: 0, roof: 1 }, 1, 0);
  const slope = (foot.y - vanish.y) / (foot.x - vanish.x);
  const mirrored = createCanvas(Math.ceil(box.width), Math.ceil(box.height));
  const pen = mirrored.getContext("2d");
  const still = createCanvas(moment.behind.width, moment.behind.height);
  still.getContext("2d").drawImage(moment.behind, 0, 0);
  const step = Math.max(2, Math.round(unit * 0.5));
  for (let x = 0; x < box.width; x += step) {
    const turnY = Math.abs(x + box.x - vanish.x) * slope;
    const above = Math.min(vanish.y + bleedPx + turnY, box.height - turnY);
    if (above <= 1) continue;
    pen.setTransform(1, 0, 0, -1, 0, turnY * 2);
    const top = vanish.y + bleedPx + turnY - above;
    pen.drawImage(still, x, top, step, above, x, turnY - above, step, above);
  }
  pen.resetTransform();
  return mirrored;
}

function paintLaneMarks(pen: Pen, stage: Stage, vanish: Point): void {
  const { palette, heightPx } = stage;
  pen.fillStyle = withAlpha(mix(palette.light, palette.haze, 0.35), 0.34);
  for (let mark = 0; mark < 9; mark += 1) {
    const from = 0.1 * 1.52 ** mark;
    const to = from * 1.2;
    const half = 0.014;
    const at = (reach: number, side: number) => ({
      x: vanish.x + side * half * reach * heightPx,
      y: vanish.y + reach * heightPx * 0.52,
    });
    tracePoints(pen, [at(from, -1), at(from, 1), at(to, 1), at(to, -1)]);
    pen.fill();
  }
}

function paintPuddleGlints(pen: Pen, stage: Stage, box: Box, isWet: boolean): void {
  if (!isWet) return;
  const random = stage.random("glints");
  const { unit, palette } = stage;
  for (let glint = 0; glint < 240; glint += 1) {
    const depth = random.next() ** 1.2;
    const colour = palette.accents[random.int(0, 3)] ?? palette.light;
    pen.fillStyle = withAlpha(mix(colour, palette.light, 0.4), random.range(0.06, 0.32));
    pen.beginPath();
    pen.ellipse(
      random.range(box.x, box.x + box.width),
      box.y + box.height * depth,
      unit * (0.3 + depth * 2.6) * random.range(0.4, 1),
      unit * (0.04 + depth * 0.13),
      0,
      0,
      Math.PI * 2,
    );
    pen.fill();
  }
}
