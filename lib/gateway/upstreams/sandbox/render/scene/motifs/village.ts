import { mix, withAlpha } from "../colour.ts";
import { paintGlow, tracePoints } from "../paint.ts";
import type { Random } from "../random.ts";
import { boxBelow, type Layer, type Pen, type Point, type Stage } from "../stage.ts";
import { createHills, type Hill } from "./hills.ts";
import { isDark } from "./skyline.ts";
import { addConifer } from "./trees.ts";

/** Houses on the hills, smaller with distance, a church among them, smoke over the roofs. */
export function layOutVillage(stage: Stage): readonly Layer[] {
  return createHills(stage)
    .filter((hill) => hill.near < 0.9)
    .map((hill) => ({
      name: `village-${hill.index}`,
      depth: 0.281 + hill.near * 0.36,
      box: boxBelow(stage, hill.baseY - hill.relief * 1.6 - stage.unit * 26),
      isSubject: hill.near > 0.5,
      paint: (pen: Pen) => paintRow(pen, stage, hill),
    }));
}

function paintRow(pen: Pen, stage: Stage, hill: Hill): void {
  const { unit, widthPx, palette } = stage;
  const random = stage.random(`village-${hill.index}`);
  const size = unit * (4.2 + hill.near * 14);
  const count = Math.round(8 - hill.near * 4);
  const spots = Array.from({ length: count }, (_, index) => {
    const x = widthPx * ((index + 0.5) / count) + random.range(-0.5, 0.5) * size * 2.2;
    return { x, y: hill.heightAt(x) + size * random.range(0.08, 0.3) };
  });
  const churchAt = hill.index === 1 ? random.int(1, count - 2) : -1;
  for (const [index, spot] of spots.entries()) {
    paintFirs(pen, stage, hill, spot, size, random);
    if (index === churchAt) paintChurch(pen, stage, hill, spot, size);
    paintHouse(pen, stage, hill, spot, size * random.range(0.8, 1.15), random);
  }
  pen.globalAlpha = 1;
  pen.fillStyle = palette.near;
}

function paintFirs(
  pen: Pen,
  stage: Stage,
  hill: Hill,
  spot: Point,
  size: number,
  random: Random,
): void {
  pen.fillStyle = mix(
    mix(hill.colour, stage.palette.near, 0.66),
    stage.palette.haze,
    (1 - hill.near) * 0.3,
  );
  pen.beginPath();
  for (let fir = 0; fir < random.int(1, 3); fir += 1) {
    const x = spot.x + random.range(-1.9, 1.9) * size;
    addConifer(pen, { x, y: spot.y - size * 0.1 }, size * random.range(1.1, 1.9), random);
  }
  pen.fill();
}

function paintHouse(
  pen: Pen,
  stage: Stage,
  hill: Hill,
  foot: Point,
  size: number,
  random: Random,
): void {
  const { palette, light } = stage;
  const { wall, roof } = houseColours(stage, hill, random);
  const width = size * random.range(0.95, 1.5);
  const body = size * 0.62;
  const rise = size * random.range(0.5, 0.66);
  const left = foot.x - width / 2;
  const gable = width * 0.36;
  const litFirst = light.x < foot.x;
  pen.fillStyle = litFirst ? wall : mix(wall, palette.near, 0.3);
  tracePoints(pen, [
    { x: left, y: foot.y },
    { x: left, y: foot.y - body },
    { x: left + gable / 2, y: foot.y - body - rise },
    { x: left + gable, y: foot.y - body },
    { x: left + gable, y: foot.y },
  ]);
  pen.fill();
  pen.fillStyle = litFirst ? mix(wall, palette.near, 0.26) : wall;
  pen.fillRect(left + gable, foot.y - body, width - gable, body);
  const chimneyX = left + width * 0.7;
  pen.fillStyle = mix(wall, palette.near, 0.45);
  pen.fillRect(chimneyX, foot.y - body - rise * 1.12, size * 0.13, rise * 0.6);
  paintRoof(pen, { x: left, y: foot.y }, { width, body, rise, gable, eave: size * 0.07 }, roof);
  paintLights(pen, stage, { x: left, y: foot.y }, { width, body, gable });
  const smokeFrom = { x: chimneyX + size * 0.06, y: foot.y - body - rise * 1.1 };
  paintSmoke(pen, stage, smokeFrom, size, random);
}

function houseColours(stage: Stage, hill: Hill, random: Random): { wall: string; roof: string } {
  const { palette, scene } = stage;
  const tint = random.pick(["#e9d9c2", "#d8b08c", "#c98b72", "#e8e2d4", "#b7a08c"]);
  const fade = (colour: string) => {
    const lit = isDark(stage) ? mix(colour, palette.near, 0.55) : colour;
    return mix(lit, palette.haze, (1 - hill.near) * 0.45);
  };
  return {
    wall: fade(mix(tint, palette.sky[2], 0.18)),
    roof:
      scene.weather === "snow"
        ? mix("#f6f8fc", palette.sky[2], isDark(stage) ? 0.4 : 0.14)
        : fade(mix("#8f4436", palette.near, 0.2)),
  };
}

type Frame = { width: number; body: number; rise: number; gable: number; eave: number };

/** The long side of the roof and the edge along the gable; `corner` is the house's left foot. */
function paintRoof(
  pen: Pen,
  corner: Point,
  { width, body, rise, gable, eave }: Frame,
  roof: string,
): void {
  const left = corner.x;
  const foot = corner;
  pen.fillStyle = roof;
  tracePoints(pen, [
    { x: left + gable / 2 - eave * 0.2, y: foot.y - body - rise - eave },
    { x: left + width - gable * 0.3, y: foot.y - body - rise - eave },
    { x: left + width + eave, y: foot.y - body + eave },
    { x: left + gable + eave, y: foot.y - body + eave },
  ]);
  pen.fill();
  pen.strokeStyle = roof;
  pen.lineWidth = eave * 1.5;
  tracePoints(
    pen,
    [
      { x: left - eave, y: foot.y - body + eave },
      { x: left + gable / 2, y: foot.y - body - rise },
      { x: left + gable + eave, y: foot.y - body + eave },
    ],
    false,
  );
  pen.stroke();
}

function paintLights(
  pen: Pen,
  stage: Stage,
  corner: Point,
  house: { width: number; body: number; gable: number },
): void {
  const { palette, scene } = stage;
  const shines = isDark(stage) || scene.weather === "snow" || scene.weather === "rain";
  const side = house.body * 0.26;
  const y = corner.y - house.body * 0.68;
  const spots = [corner.x + house.gable / 2 - side / 2];
  for (
    let x = corner.x + house.gable + side;
    x < corner.x + house.width - side * 1.4;
    x += side * 2.1
  ) {
    spots.push(x);
  }
  for (const x of spots) {
    if (shines)
      paintGlow(pen, { x: x + side / 2, y: y + side / 2 }, side * 3.4, palette.accents[0], 0.4);
    pen.fillStyle = shines
      ? mix(palette.accents[0], palette.light, 0.25)
      : mix(palette.near, palette.sky[1], 0.4);
    pen.fillRect(x, y, side, side * 1.2);
    pen.fillStyle = withAlpha(palette.near, 0.5);
    pen.fillRect(x + side * 0.45, y, side * 0.1, side * 1.2);
    pen.fillRect(x, y + side * 0.55, side, side * 0.1);
  }
}

function paintSmoke(pen: Pen, stage: Stage, from: Point, size: number, random: Random): void {
  if (!random.chance(0.6)) return;
  const colour = mix(stage.palette.haze, stage.palette.light, 0.4);
  for (let puff = 0; puff < 9; puff += 1) {
    const rise = puff / 9;
    const at = {
      x: from.x + Math.sin(puff * 0.8) * size * 0.1 + rise * size * 0.5,
      y: from.y - rise * size * 1.5,
    };
    paintGlow(pen, at, size * (0.12 + rise * 0.4), colour, 0.3 * (1 - rise));
  }
}

function paintChurch(pen: Pen, stage: Stage, hill: Hill, foot: Point, size: number): void {
  const { palette } = stage;
  const wall = mix(mix("#efe8da", palette.sky[2], 0.3), palette.haze, isDark(stage) ? 0.55 : 0.2);
  const x = foot.x + size * 0.9;
  const width = size * 0.62;
  pen.fillStyle = isDark(stage) ? mix(wall, palette.near, 0.4) : wall;
  pen.fillRect(x, foot.y - size * 2, width, size * 2);
  pen.fillStyle = mix(palette.near, hill.colour, 0.25);
  tracePoints(pen, [
    { x: x - width * 0.1, y: foot.y - size * 2 },
    { x: x + width / 2, y: foot.y - size * 3.5 },
    { x: x + width * 1.1, y: foot.y - size * 2 },
  ]);
  pen.fill();
  pen.fillStyle = palette.accents[0];
  pen.fillRect(x + width * 0.38, foot.y - size * 1.7, width * 0.24, size * 0.3);
}
