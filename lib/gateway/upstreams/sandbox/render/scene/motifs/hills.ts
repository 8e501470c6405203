import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { fillDisc, fillEllipse, traceBlob, traceLand, verticalGradient } from "../paint.ts";
import type { Random } from "../random.ts";
import { shows } from "../scene.ts";
import { type Box, boxBelow, type Layer, type Pen, type Point, type Stage } from "../stage.ts";
import { addConifer } from "./trees.ts";

export type Hill = {
  index: number;
  near: number;
  baseY: number;
  relief: number;
  colour: string;
  heightAt: (x: number) => number;
};

/** Rolling land; snow lies on it in winter, flowers and grass grow on the nearest. */
export function layOutHills(stage: Stage): readonly Layer[] {
  return createHills(stage).map((hill) => {
    const box = boxBelow(stage, hill.baseY - hill.relief * 1.6 - stage.unit * 11);
    return {
      name: `hill-${hill.index}`,
      depth: 0.28 + hill.near * 0.36,
      box,
      paint: (pen: Pen) => paintHill(pen, stage, hill, box),
    };
  });
}

/** The same hills for everything that stands on them. */
export function createHills(stage: Stage): readonly Hill[] {
  const { horizonY, heightPx, widthPx, palette, scene } = stage;
  const isShore = shows(scene, "sea", "lake");
  const count = isShore ? 1 : 4;
  const isSnowy = scene.weather === "snow";
  const land = isSnowy ? mix("#f3f6fb", palette.sky[3], 0.22) : palette.ground;
  return Array.from({ length: count }, (_, index) => {
    const near = isShore ? 0.2 : index / (count - 1);
    const baseY = isShore
      ? horizonY - heightPx * 0.02
      : horizonY + (heightPx - horizonY) * (0.02 + near ** 1.15 * 0.62);
    const relief = heightPx * (isShore ? 0.03 : 0.05 + near * 0.05);
    const line = createContour(scene.seed, `hill-${index}`, 2, 0.3);
    const span = heightPx * (0.42 + near * 0.4);
    const tones = isSnowy ? [land, land] : [mix(land, "#c9b653", 0.22), mix(land, "#3f7a58", 0.22)];
    const tone = tones[index % 2] ?? land;
    return {
      index,
      near,
      baseY,
      relief,
      colour: mix(tone, palette.haze, (1 - near) * 0.5),
      heightAt: (x: number) => baseY - relief * line((x + widthPx) / span) * 1.3,
    };
  });
}

function paintHill(pen: Pen, stage: Stage, hill: Hill, box: Box): void {
  const { palette, unit, heightPx, light, scene } = stage;
  const isSnowy = scene.weather === "snow";
  traceLand(pen, box, Math.max(1, unit * 0.5), hill.heightAt);
  const dark = mix(hill.colour, palette.near, isSnowy ? 0.2 : 0.42);
  pen.fillStyle = verticalGradient(pen, hill.baseY - hill.relief, hill.baseY + heightPx * 0.22, [
    [0, mix(hill.colour, mix(palette.glow, palette.light, 0.3), 0.26)],
    [0.3, hill.colour],
    [1, dark],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  const side = pen.createLinearGradient(
    light.x,
    0,
    light.x > stage.widthPx / 2 ? 0 : stage.widthPx,
    0,
  );
  side.addColorStop(0, withAlpha(palette.glow, 0.16));
  side.addColorStop(1, withAlpha(palette.near, 0.2));
  pen.fillStyle = side;
  pen.fillRect(box.x, box.y, box.width, box.height);
  if (!isSnowy) paintRowsOfCrop(pen, stage, hill);
  pen.restore();
  if (!shows(scene, "village") || hill.near > 0.9) paintCopses(pen, stage, hill, box);
  if (hill.near > 0.9) paintForeground(pen, stage, hill, box);
}

/** Ploughed or mown lines that follow the land's curve. */
function paintRowsOfCrop(pen: Pen, stage: Stage, hill: Hill): void {
  const random = stage.random(`crop-${hill.index}`);
  if (!random.chance(0.75)) return;
  const { unit, widthPx, palette } = stage;
  const vanish = random.range(0.2, 0.8) * widthPx;
  pen.strokeStyle = withAlpha(mix(hill.colour, palette.near, 0.6), 0.2);
  for (let row = -26; row <= 26; row += 1) {
    pen.lineWidth = unit * (0.12 + hill.near * 0.2);
    const x = vanish + row * unit * 2.4;
    const reach = row * unit * (9 + hill.near * 14);
    pen.beginPath();
    pen.moveTo(x, hill.heightAt(x) - unit);
    pen.quadraticCurveTo(x + reach * 0.2, hill.baseY + unit * 6, x + reach, hill.baseY + unit * 34);
    pen.stroke();
  }
}

/** Small woods along the crests, mixed of round crowns, poplars and firs. */
function paintCopses(pen: Pen, stage: Stage, hill: Hill, box: Box): void {
  const random = stage.random(`copse-${hill.index}`);
  const { unit, palette, scene } = stage;
  const dark = mix(mix(hill.colour, palette.near, 0.6), palette.haze, (1 - hill.near) * 0.22);
  const size = unit * (2.4 + hill.near * 4.6);
  const woods = hill.near > 0.9 ? 1 : 3;
  for (let wood = 0; wood < woods; wood += 1) {
    const centre = random.range(box.x, box.x + box.width);
    const trees = random.int(4, 9);
    for (let tree = 0; tree < trees; tree += 1) {
      const x = centre + (tree - trees / 2) * size * random.range(0.4, 0.8);
      const foot = { x, y: hill.heightAt(x) + unit * 0.4 };
      const height = size * random.range(0.6, 1.2);
      const kind = scene.weather === "snow" ? 2 : random.int(0, 3);
      paintSmallTree(pen, stage, foot, height, { kind, dark, random });
    }
  }
}

type SmallTree = { kind: number; dark: string; random: Random };

function paintSmallTree(
  pen: Pen,
  stage: Stage,
  foot: Point,
  height: number,
  { kind, dark, random }: SmallTree,
): void {
  pen.fillStyle = dark;
  if (kind === 2) {
    pen.beginPath();
    addConifer(pen, foot, height * 1.25, random);
    pen.fill();
    return;
  }
  const isPoplar = kind === 3;
  const crown = { x: foot.x, y: foot.y - height * (isPoplar ? 0.68 : 0.6) };
  const wide = height * (isPoplar ? 0.16 : 0.36);
  const tall = height * (isPoplar ? 0.62 : 0.38);
  pen.fillRect(foot.x - height * 0.03, foot.y - height * 0.4, height * 0.06, height * 0.42);
  traceBlob(pen, crown, wide, tall, random, 0.1);
  pen.fill();
  const toLight = stage.light.x < foot.x ? -1 : 1;
  pen.fillStyle = withAlpha(
    mix(mix(dark, stage.palette.ground, 0.55), stage.palette.glow, 0.16),
    0.7,
  );
  traceBlob(
    pen,
    { x: crown.x + toLight * wide * 0.28, y: crown.y - tall * 0.22 },
    wide * 0.62,
    tall * 0.6,
    random,
    0.14,
  );
  pen.fill();
}

/** Grass and flowers before the viewer's feet. */
function paintForeground(pen: Pen, stage: Stage, hill: Hill, box: Box): void {
  const { unit, palette, heightPx, scene } = stage;
  if (scene.weather === "snow") return;
  const random = stage.random("meadow");
  const isBlooming = shows(scene, "flowers", "field") || random.chance(0.4);
  const own = scene.motifColours.flowers;
  const blooms =
    own === undefined
      ? palette.accents
      : [own, lighten(own, 0.1), mix(own, palette.accents[0], 0.4)];
  for (let blade = 0; blade < 700; blade += 1) {
    const x = random.range(box.x, box.x + box.width);
    const near = random.next() ** 0.7;
    const y = hill.heightAt(x) + unit * 2 + (heightPx - hill.baseY) * near;
    const height = unit * (0.6 + near * 3.4) * random.range(0.6, 1.2);
    const lean = random.range(-0.4, 0.4) * height;
    pen.strokeStyle = mix(
      hill.colour,
      random.chance(0.5) ? palette.near : palette.glow,
      random.range(0.1, 0.5),
    );
    pen.lineWidth = Math.max(0.5, unit * (0.08 + near * 0.14));
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x, y - height * 0.6, x + lean, y - height);
    pen.stroke();
    if (!isBlooming || !random.chance(0.42)) continue;
    const size = unit * (0.16 + near * 0.62) * random.range(0.7, 1.2);
    pen.fillStyle = blooms[random.int(0, blooms.length - 1)] ?? palette.accents[0];
    fillEllipse(pen, { x: x + lean, y: y - height }, size, size * 0.72, lean);
    pen.fillStyle = withAlpha(palette.light, 0.6);
    fillDisc(pen, { x: x + lean, y: y - height - size * 0.2 }, size * 0.28);
  }
}
