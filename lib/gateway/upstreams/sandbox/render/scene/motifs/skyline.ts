import { lighten, mix, withAlpha } from "../colour.ts";
import { verticalGradient } from "../paint.ts";
import type { Random } from "../random.ts";
import { shows } from "../scene.ts";
import { type Box, fullBox, type Layer, type Pen, type Stage } from "../stage.ts";

type Block = { near: number; footY: number; tallest: number; wall: string; name: string };

/** A city seen from outside: rows of towers, paler with distance, windows lit after dark. */
export function layOutSkyline(stage: Stage): readonly Layer[] {
  const { horizonY, heightPx, palette } = stage;
  const isOverWater = shows(stage.scene, "sea", "lake", "desert", "field", "hills");
  const count = isOverWater ? 3 : 4;
  return Array.from({ length: count }, (_, index) => {
    const near = index / (count - 1);
    const footY = isOverWater
      ? horizonY + stage.unit * 0.3
      : horizonY + (heightPx * 1.02 - horizonY) * near;
    const tallest = isOverWater ? horizonY * (0.62 - near * 0.24) : heightPx * (0.46 + near * 0.06);
    const wall = mix(
      mix(palette.haze, palette.sky[2], 0.35),
      mix(palette.near, palette.haze, isDark(stage) ? 0.04 : 0.2),
      0.25 + near * 0.75,
    );
    const block: Block = { near, footY, tallest, wall, name: `towers-${index}` };
    const bottom = isOverWater ? footY + stage.unit : heightPx + stage.bleedPx;
    const top = footY - tallest * 1.35;
    return {
      name: block.name,
      depth: isOverWater ? 0.2 + near * 0.1 : 0.2 + near * 0.65,
      box: { ...fullBox(stage), y: top, height: bottom - top },
      paint: (pen: Pen) => paintBlock(pen, stage, block, bottom),
    };
  });
}

export function isDark(stage: Stage): boolean {
  return stage.scene.isNeon || ["night", "dusk", "sunset"].includes(stage.scene.timeOfDay);
}

function paintBlock(pen: Pen, stage: Stage, block: Block, bottom: number): void {
  const { unit, widthPx, bleedPx } = stage;
  const random = stage.random(block.name);
  const scale = unit * (3.4 + block.near * 4.4);
  let x = -bleedPx - scale;
  while (x < widthPx + bleedPx) {
    const width = scale * random.range(0.9, 2.1);
    const centred = 1 - Math.abs((x + width / 2) / widthPx - 0.5) * 1.1;
    const rise = random.next() ** 1.7;
    const height = block.tallest * (0.3 + 0.7 * rise) * (0.62 + 0.38 * centred);
    paintTower(
      pen,
      stage,
      { x, y: block.footY - height, width, height: bottom - block.footY + height },
      {
        wall: block.wall,
        near: block.near,
        random,
      },
    );
    x += width * random.range(0.86, 1.12);
  }
}

type TowerLook = { wall: string; near: number; random: Random };

/** One building: body with a lit and a shaded side, a roof of its own kind, windows. */
export function paintTower(pen: Pen, stage: Stage, box: Box, look: TowerLook): void {
  const { palette, light } = stage;
  const { random, wall } = look;
  const isLitLeft = light.x < box.x + box.width / 2;
  const glow = mix(wall, palette.glow, 0.16);
  pen.fillStyle = verticalGradient(pen, box.y, box.y + box.height, [
    [0, wall],
    [1, mix(wall, palette.haze, 0.28 * (1 - look.near * 0.6))],
  ]);
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  addRoof(pen, box, stage.unit, random);
  pen.fill();
  pen.fillStyle = withAlpha(isLitLeft ? glow : lighten(wall, -0.05), 0.55);
  pen.fillRect(box.x, box.y, box.width * 0.34, box.height);
  pen.fillStyle = withAlpha(isLitLeft ? lighten(wall, -0.05) : glow, 0.45);
  pen.fillRect(box.x + box.width * 0.72, box.y, box.width * 0.28, box.height);
  paintWindows(pen, stage, box, look);
}

function addRoof(pen: Pen, box: Box, unit: number, random: Random): void {
  const { x, y, width } = box;
  const kind = random.int(0, 6);
  if (kind === 0) {
    pen.rect(x + width * 0.2, y - width * 0.3, width * 0.6, width * 0.4);
    pen.rect(x + width * 0.36, y - width * 0.55, width * 0.28, width * 0.4);
    pen.rect(x + width * 0.485, y - width * 1.2, Math.max(1, width * 0.03), width);
  } else if (kind === 1) {
    pen.moveTo(x, y + 1);
    pen.lineTo(x + width * 0.5, y - width * 0.7);
    pen.lineTo(x + width, y + 1);
  } else if (kind === 2) {
    pen.moveTo(x, y + 1);
    pen.lineTo(x + width, y - width * 0.45);
    pen.lineTo(x + width, y + 1);
  } else if (kind === 3) {
    pen.rect(x + width * 0.62, y - unit * 1.1, width * 0.2, unit * 1.2);
    pen.rect(x + width * 0.15, y - unit * 0.6, width * 0.3, unit * 0.7);
  } else if (kind === 4) {
    pen.rect(x + width * 0.47, y - width * 0.8, Math.max(1, width * 0.04), width * 0.8);
  }
}

function paintWindows(pen: Pen, stage: Stage, box: Box, look: TowerLook): void {
  const { unit, palette, heightPx } = stage;
  const { random, near } = look;
  const cell = unit * (0.62 + near * 0.6);
  const columns = Math.floor((box.width * 0.86) / cell);
  const bottom = Math.min(box.y + box.height, heightPx + stage.bleedPx);
  const rows = Math.floor((bottom - box.y - cell) / (cell * 1.25));
  if (columns < 1 || rows < 1) return;
  const isNight = isDark(stage);
  const share = isNight ? random.range(0.18, 0.5) : 0.92;
  const inset = (box.width - columns * cell) / 2;
  const dim = mix(look.wall, palette.sky[1], isNight ? 0.08 : 0.3);
  const warm = palette.accents[0];
  const lit = stage.scene.isNeon
    ? [warm, palette.accents[1], palette.accents[0], palette.light]
    : [warm, warm, mix(warm, palette.light, 0.5), palette.accents[1]];
  pen.globalAlpha = isNight ? 0.35 + near * 0.6 : 0.3 + near * 0.35;
  for (let row = 0; row < rows; row += 1) {
    const isDarkFloor = random.chance(isNight ? 0.16 : 0.05);
    for (let column = 0; column < columns; column += 1) {
      if (isDarkFloor || !random.chance(share)) continue;
      pen.fillStyle = isNight ? (lit[random.int(0, 3)] ?? warm) : dim;
      pen.fillRect(
        box.x + inset + column * cell + cell * 0.22,
        box.y + cell * 0.8 + row * cell * 1.25,
        cell * 0.56,
        cell * 0.7,
      );
    }
  }
  pen.globalAlpha = 1;
}
