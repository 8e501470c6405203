import { mix } from "../colour.ts";
import { createContour } from "../noise.ts";
import { verticalGradient } from "../paint.ts";
import { shows } from "../scene.ts";
import { boxBelow, type Layer, type Pen, type Stage } from "../stage.ts";
import { addConifer } from "./trees.ts";

type Row = { index: number; near: number; footY: number; size: number };

/** Rows of firs, hazier with distance, opening around the light. */
export function layOutForest(stage: Stage): readonly Layer[] {
  const { heightPx, horizonY } = stage;
  const isFringe = shows(stage.scene, "lake", "sea", "city", "village", "desert");
  const count = isFringe ? 2 : 5;
  return Array.from({ length: count }, (_, index) => {
    const near = index / (count - 1);
    const row: Row = {
      index,
      near: isFringe ? near * 0.35 : near,
      footY: isFringe
        ? horizonY + heightPx * 0.008 * index
        : horizonY + (heightPx * 1.06 - horizonY) * near ** 1.2,
      size: heightPx * (isFringe ? 0.1 + near * 0.05 : 0.16 + near ** 1.5 * 0.62),
    };
    return {
      name: `forest-${index}`,
      depth: isFringe ? 0.28 + near * 0.05 : 0.3 + near * 0.65,
      box: boxBelow(stage, row.footY - row.size * 1.25),
      paint: (pen: Pen) => paintRow(pen, stage, row),
    };
  });
}

const SUBJECTS = ["cat", "dog", "person", "woman", "astronaut", "robot", "car"] as const;

function paintRow(pen: Pen, stage: Stage, row: Row): void {
  const { palette, heightPx, widthPx, bleedPx, light } = stage;
  const random = stage.random(`forest-${row.index}`);
  const hasSubject = shows(stage.scene, ...SUBJECTS);
  const floor = createContour(stage.scene.seed, `floor-${row.index}`, 3);
  const floorAt = (x: number) => row.footY + floor((x / heightPx) * 2.2 + 7) * heightPx * 0.03;
  const far = mix(palette.haze, palette.sky[4], 0.4);
  const colour = mix(far, mix(palette.near, palette.ground, 0.08), 0.18 + row.near * 0.82);
  pen.fillStyle = verticalGradient(pen, row.footY - row.size, row.footY + heightPx * 0.1, [
    [0, colour],
    [0.55, mix(colour, far, 0.12 * (1 - row.near))],
    [1, mix(colour, far, 0.55 * (1 - row.near * 0.8))],
  ]);
  pen.beginPath();
  const left = -bleedPx - row.size * 0.3;
  const right = widthPx + bleedPx + row.size * 0.3;
  for (let x = left; x < right; x += row.size * random.range(0.1, 0.26)) {
    // The nearer the row, the wider the clearing it leaves before the light or a subject.
    const aside = Math.abs(x - (hasSubject ? widthPx / 2 : light.x)) / widthPx;
    const clearing = row.near * (hasSubject ? 0.42 : 0.34) * (widthPx > heightPx ? 1 : 0.8);
    if (row.near > 0.4 && aside < clearing * random.range(0.7, 1.1)) continue;
    const open = Math.min(1, 0.55 + aside * 1.5);
    const height = row.size * random.range(0.55, 1.1) * (row.near > 0.4 ? 1 : open);
    addConifer(pen, { x, y: floorAt(x) + heightPx * 0.012 }, height, random);
  }
  pen.fill();
  pen.beginPath();
  pen.moveTo(left, heightPx + bleedPx + 2);
  for (let x = left; x <= right; x += stage.unit) pen.lineTo(x, floorAt(x));
  pen.lineTo(right, heightPx + bleedPx + 2);
  pen.closePath();
  pen.fill();
}
