import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { fillDisc, fillEllipse, traceBlob, traceLand, verticalGradient } from "../paint.ts";
import { shows } from "../scene.ts";
import { type Box, boxBelow, type Layer, type Pen, type Stage } from "../stage.ts";
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
    const box = boxBelow(stage, hill.baseY - hill.relief * 1.6 - stage.unit * 8);
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
    const relief = heightPx * (0.035 + near * 0.045);
    const line = createContour(scene.seed, `hill-${index}`, 2, 0.3);
    const span = heightPx * (0.6 + near * 0.4);
    return {
      index,
      near,
      baseY,
      relief,
      colour: mix(land, palette.haze, (1 - near) * 0.55),
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
    [0, mix(hill.colour, mix(palette.glow, palette.light, 0.3), 0.36)],
    [0.3, hill.colour],
    [1, dark],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  const side = pen.createLinearGradient(light.x, 0, light.x > stage.widthPx / 2 ? 0 : stage.widthPx, 0);
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

function paintCopses(pen: Pen, stage: Stage, hill: Hill, box: Box): void {
  const random = stage.random(`copse-${hill.index}`);
  const { unit, palette, scene } = stage;
  const colour = mix(mix(hill.colour, palette.near, 0.62), palette.haze, (1 - hill.near) * 0.25);
  const size = unit * (2.2 + hill.near * 4.2);
  pen.fillStyle = colour;
  for (let copse = 0; copse < 5; copse += 1) {
    const centre = random.range(box.x, box.x + box.width);
    const isFir = scene.weather === "snow" || random.chance(0.4);
    for (let tree = 0; tree < random.int(2, 7); tree += 1) {
      const x = centre + random.range(-1, 1) * size * 2.4;
      const height = size * random.range(0.6, 1.15);
      const foot = { x, y: hill.heightAt(x) + unit * 0.3 };
      pen.beginPath();
      if (isFir) addConifer(pen, foot, height * 1.2, random);
      else traceBlob(pen, { x, y: foot.y - height * 0.45 }, height * 0.42, height * 0.5, random, 0.12);
      pen.fill();
    }
  }
}

/** Grass and flowers before the viewer's feet. */
function paintForeground(pen: Pen, stage: Stage, hill: Hill, box: Box): void {
  const { unit, palette, heightPx, scene } = stage;
  if (scene.weather === "snow") return;
  const random = stage.random("meadow");
  const isBlooming = shows(scene, "flowers", "field") || random.chance(0.4);
  const own = scene.motifColours.flowers;
  const blooms = own === undefined ? palette.accents : [own, lighten(own, 0.1), mix(own, palette.accents[0], 0.4)];
  for (let blade = 0; blade < 700; blade += 1) {
    const x = random.range(box.x, box.x + box.width);
    const near = random.next() ** 0.7;
    const y = hill.heightAt(x) + unit * 2 + (heightPx - hill.baseY) * near;
    const height = unit * (0.6 + near * 3.4) * random.range(0.6, 1.2);
    const lean = random.range(-0.4, 0.4) * height;
    pen.strokeStyle = mix(hill.colour, random.chance(0.5) ? palette.near : palette.glow, random.range(0.1, 0.5));
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
