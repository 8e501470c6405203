import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { fillDisc, linearGradient, paintGlow, tracePoints, verticalGradient } from "../paint.ts";
import { type Box, fullBox, type Layer, type Pen, type Point, type Stage } from "../stage.ts";
import { isDark } from "./skyline.ts";

/** A striped tower on a headland, its beams sweeping after dark. */
export function layOutLighthouse(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx, horizonY, unit } = stage;
  const side = stage.light.x > widthPx / 2 ? -1 : 1;
  const foot = { x: widthPx * (0.5 + side * 0.2), y: horizonY - unit * 1.5 };
  const height = heightPx * 0.42;
  const lamp = { x: foot.x, y: foot.y - height * 0.91 };
  const top = foot.y - height * 1.15;
  const box: Box = { ...fullBox(stage), y: top, height: horizonY + heightPx * 0.13 - top };
  return [
    {
      name: "beam",
      depth: 0.485,
      isGlow: true,
      blend: "screen",
      box: fullBox(stage),
      live: (pen, timeS) => drawBeams(pen, stage, lamp, timeS, side),
    },
    {
      name: "lighthouse",
      depth: 0.48,
      isSubject: true,
      box,
      paint: (pen) => {
        paintRocks(pen, stage, foot, side);
        paintKeeperHouse(pen, stage, foot, height, side);
        paintTower(pen, stage, foot, height);
      },
    },
  ];
}

function paintTower(pen: Pen, stage: Stage, foot: Point, height: number): void {
  const { palette, light } = stage;
  const half = (up: number) => halfWidth(height, up);
  const band = (from: number, to: number) =>
    tracePoints(pen, [
      { x: foot.x - half(from), y: foot.y - height * from },
      { x: foot.x - half(to), y: foot.y - height * to },
      { x: foot.x + half(to), y: foot.y - height * to },
      { x: foot.x + half(from), y: foot.y - height * from },
    ]);
  const dim = isDark(stage) ? 0.34 : 0.06;
  const white = mix("#f5efe4", palette.sky[1], dim);
  const red = mix(stage.scene.motifColours.lighthouse ?? "#c23b32", palette.sky[0], dim);
  const bands = 5;
  for (let index = 0; index < bands; index += 1) {
    band((index / bands) * 0.82, ((index + 1) / bands) * 0.82 + 0.002);
    pen.fillStyle = index % 2 === 0 ? white : red;
    pen.fill();
  }
  band(0, 0.82);
  const lit = light.x < foot.x ? -1 : 1;
  pen.fillStyle = linearGradient(
    pen,
    { x: foot.x + lit * half(0), y: 0 },
    { x: foot.x - lit * half(0), y: 0 },
    [
      [0, palette.glow, 0.22],
      [0.35, palette.near, 0],
      [1, palette.near, 0.62],
    ],
  );
  pen.fill();
  paintLantern(pen, stage, foot, height, red);
  pen.fillStyle = mix(palette.accents[0], palette.near, isDark(stage) ? 0.1 : 0.7);
  for (const up of [0.2, 0.48]) {
    pen.fillRect(foot.x - height * 0.011, foot.y - height * up, height * 0.022, height * 0.042);
  }
}

/** Half the tower's width at a share of its height. */
function halfWidth(height: number, up: number): number {
  return height * (0.088 - 0.034 * up);
}

/** Gallery, lamp room and cap. */
function paintLantern(pen: Pen, stage: Stage, foot: Point, height: number, red: string): void {
  const { palette, unit } = stage;
  const half = (up: number) => halfWidth(height, up);
  const y = (up: number) => foot.y - height * up;
  pen.fillStyle = mix(palette.near, red, 0.2);
  pen.fillRect(foot.x - half(0.82) * 1.7, y(0.845), half(0.82) * 3.4, height * 0.028);
  pen.fillStyle = mix(palette.accents[0], palette.light, 0.5);
  pen.fillRect(foot.x - half(0.9) * 0.82, y(0.945), half(0.9) * 1.64, height * 0.1);
  pen.fillStyle = mix(palette.near, palette.sky[1], 0.1);
  for (const bar of [-0.82, -0.28, 0.28, 0.82]) {
    pen.fillRect(foot.x + half(0.9) * bar - unit * 0.09, y(0.945), unit * 0.18, height * 0.1);
  }
  pen.fillStyle = red;
  tracePoints(pen, [
    { x: foot.x - half(0.9) * 1.15, y: y(0.942) },
    { x: foot.x, y: y(1.03) },
    { x: foot.x + half(0.9) * 1.15, y: y(0.942) },
  ]);
  pen.fill();
  fillDisc(pen, { x: foot.x, y: y(1.035) }, height * 0.011);
}

function paintKeeperHouse(pen: Pen, stage: Stage, foot: Point, height: number, side: number): void {
  const { palette } = stage;
  const size = height * 0.13;
  const x = foot.x + side * height * 0.2;
  const y = foot.y + size * 0.1;
  const dim = isDark(stage) ? 0.5 : 0.1;
  pen.fillStyle = mix("#eee5d6", palette.sky[0], dim);
  pen.fillRect(x - size * 0.8, y - size * 0.7, size * 1.6, size * 0.8);
  pen.fillStyle = mix("#9b3b34", palette.sky[0], dim);
  tracePoints(pen, [
    { x: x - size * 0.95, y: y - size * 0.68 },
    { x: x - size * 0.6, y: y - size * 1.25 },
    { x: x + size * 0.6, y: y - size * 1.25 },
    { x: x + size * 0.95, y: y - size * 0.68 },
  ]);
  pen.fill();
  pen.fillStyle = palette.accents[0];
  for (const shift of [-0.4, 0.25])
    pen.fillRect(x + size * shift, y - size * 0.48, size * 0.2, size * 0.26);
}

/** The headland: broken stone, lit on top, dark at the waterline. */
function paintRocks(pen: Pen, stage: Stage, foot: Point, side: number): void {
  const { palette, unit, widthPx, horizonY, heightPx } = stage;
  const rough = createContour(stage.scene.seed, "rocks", 6, 0.6);
  const edge = foot.x - side * heightPx * 0.3;
  const base = horizonY + heightPx * 0.06;
  const outer = side > 0 ? widthPx + stage.bleedPx + 4 : -stage.bleedPx - 4;
  const steps = 120;
  const crest = Array.from({ length: steps + 1 }, (_, step) => {
    const x = edge + ((outer - edge) * step) / steps;
    const inland = Math.min(1, Math.abs(x - edge) / (heightPx * 0.24));
    const rise = (base - foot.y) * inland ** 0.7;
    return {
      x,
      y:
        base -
        rise +
        rough(x / (unit * 9)) *
          unit *
          2.2 *
          (0.4 + inland) *
          (Math.abs(x - foot.x) < heightPx * 0.06 ? 0.1 : 1),
    };
  });
  const shore = crest.map((point) => ({
    x: point.x,
    y: base + unit * 3 + rough(point.x / (unit * 6) + 50) * unit * 1.8,
  }));
  tracePoints(pen, [...crest, ...shore.reverse()]);
  const stone = mix(palette.near, palette.haze, 0.22);
  pen.fillStyle = verticalGradient(pen, foot.y - unit * 3, base + unit * 4, [
    [0, mix(stone, palette.glow, 0.2)],
    [0.35, stone],
    [1, mix(stone, palette.near, 0.75)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  paintStones(pen, stage, crest, base, stone);
  pen.restore();
}

/** Broken faces, light and dark. */
function paintStones(
  pen: Pen,
  stage: Stage,
  crest: readonly Point[],
  base: number,
  stone: string,
): void {
  const { palette, unit } = stage;
  const random = stage.random("stones");
  for (let face = 0; face < 130; face += 1) {
    const at = crest[random.int(0, crest.length - 1)] ?? { x: 0, y: base };
    const y = at.y + random.next() ** 1.6 * (base - at.y + unit * 4);
    const size = unit * random.range(0.8, 3.2);
    pen.fillStyle = withAlpha(
      random.chance(0.5) ? lighten(stone, 0.08) : palette.near,
      random.range(0.15, 0.5),
    );
    tracePoints(pen, [
      { x: at.x - size, y },
      { x: at.x - size * 0.2, y: y - size * random.range(0.4, 0.9) },
      { x: at.x + size, y: y - size * random.range(0, 0.4) },
      { x: at.x + size * 0.4, y: y + size * 0.5 },
    ]);
    pen.fill();
  }
}

function drawBeams(pen: Pen, stage: Stage, lamp: Point, timeS: number, side: number): void {
  const { palette, unit, widthPx } = stage;
  const strength =
    isDark(stage) || stage.scene.weather === "fog" || stage.scene.weather === "storm" ? 1 : 0.25;
  const turn = timeS * 0.9 + 0.35;
  pen.globalCompositeOperation = "screen";
  paintGlow(pen, lamp, unit * 17, palette.accents[0], 0.75 * strength);
  for (const half of [0, Math.PI]) {
    const facing = Math.cos(turn + half);
    const reach = widthPx * 0.95 * Math.abs(facing) + unit * 6;
    const tilt = Math.sin(turn + half) * 0.12 - 0.05;
    const direction = Math.sign(facing) * -side;
    const spread = 0.045 + 0.1 * (1 - Math.abs(facing));
    const end = (slope: number) => ({
      x: lamp.x + direction * reach,
      y: lamp.y + Math.tan(tilt + slope) * reach,
    });
    for (const [width, alpha] of [
      [1, 0.3],
      [0.5, 0.34],
    ] as const) {
      pen.fillStyle = linearGradient(pen, lamp, end(0), [
        [0, mix(palette.accents[0], palette.light, 0.5), alpha * strength],
        [0.5, palette.accents[0], alpha * 0.4 * strength],
        [1, palette.accents[0], 0],
      ]);
      tracePoints(pen, [lamp, end(-spread * width), end(spread * width)]);
      pen.fill();
    }
  }
  pen.globalCompositeOperation = "source-over";
}
