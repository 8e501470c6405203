import { lighten, mix } from "../colour.ts";
import { createContour } from "../noise.ts";
import { strokeCurve, traceBlob, tracePoints, verticalGradient } from "../paint.ts";
import type { Random } from "../random.ts";
import { shows } from "../scene.ts";
import type { Layer, Pen, Point, Stage } from "../stage.ts";
import { isDark } from "./skyline.ts";

/** One great tree on a rise, in leaf or in blossom. */
export function layOutTree(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx, horizonY, light } = stage;
  const height = heightPx * 0.56;
  const foot = {
    x: widthPx * (light.x > widthPx / 2 ? 0.34 : 0.66),
    y: horizonY + (heightPx - horizonY) * 0.42,
  };
  return [
    {
      name: "tree",
      depth: 0.62,
      isSubject: true,
      box: {
        x: foot.x - height * 0.75,
        y: foot.y - height * 1.15,
        width: height * 1.5,
        height: height * 1.3,
      },
      paint: (pen) => paintTree(pen, stage, foot, height),
    },
  ];
}

function paintTree(pen: Pen, stage: Stage, foot: Point, height: number): void {
  const { palette, scene, light } = stage;
  const random = stage.random("tree");
  const isBlossom = /blossom|sakura|cherry|桜/i.test(scene.prompt);
  const isBare = scene.weather === "snow";
  const own = scene.motifColours.tree;
  const leaf = own ?? (isBlossom ? "#f2a9be" : mix(palette.ground, "#3f6b3a", 0.45));
  const bark = mix(palette.near, "#4a3226", 0.4);
  const tips: Point[] = [];
  pen.strokeStyle = bark;
  addBranch(
    pen,
    foot,
    -Math.PI / 2 + random.range(-0.06, 0.06),
    height * 0.3,
    height * 0.055,
    0,
    random,
    tips,
  );
  if (isBare) return;
  const lit = light.x < foot.x ? -1 : 1;
  for (const [tone, shift, size] of [
    [-0.1, 0.05, 1.12],
    [0, 0, 1],
    [0.08, -0.05, 0.62],
  ] as const) {
    pen.fillStyle =
      tone > 0
        ? mix(lighten(leaf, 0.07), palette.glow, 0.24)
        : lighten(mix(leaf, palette.near, tone < 0 ? 0.45 : 0.08), 0);
    for (const tip of tips) {
      if (tone > 0 && random.chance(0.35)) continue;
      const radius = height * random.range(0.045, 0.085) * size;
      const at = {
        x: tip.x + lit * shift * -height * 0.5 + random.range(-1, 1) * radius * 0.6,
        y: tip.y + shift * height * 0.6,
      };
      traceBlob(pen, at, radius * 1.2, radius, random, 0.22);
      pen.fill();
    }
  }
}

function addBranch(
  pen: Pen,
  from: Point,
  angle: number,
  length: number,
  width: number,
  generation: number,
  random: Random,
  tips: Point[],
): void {
  const to = { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length };
  pen.lineWidth = width;
  strokeCurve(pen, [
    from,
    { x: (from.x + to.x) / 2 + random.range(-0.1, 0.1) * length, y: (from.y + to.y) / 2 },
    to,
  ]);
  if (generation >= 2) tips.push(to);
  if (generation === 5) return;
  const count = generation === 0 ? 3 : 2;
  for (let branch = 0; branch < count; branch += 1) {
    const spread = ((branch + 0.5) / count - 0.5) * (generation === 0 ? 1.5 : 1.25);
    addBranch(
      pen,
      to,
      angle + spread + random.range(-0.22, 0.22),
      length * random.range(0.66, 0.86),
      width * 0.64,
      generation + 1,
      random,
      tips,
    );
  }
}

/** A castle on its crag. */
export function layOutCastle(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx, horizonY, light } = stage;
  const size = heightPx * 0.34;
  const isShore = shows(stage.scene, "sea", "lake");
  const foot = {
    x: widthPx * (light.x > widthPx / 2 ? 0.34 : 0.66),
    y: horizonY + (isShore ? 0 : heightPx * 0.04),
  };
  return [
    {
      name: "castle",
      depth: isShore ? 0.34 : 0.33,
      isSubject: true,
      box: { x: foot.x - size * 1.5, y: foot.y - size * 1.5, width: size * 3, height: size * 1.6 },
      paint: (pen) => paintCastle(pen, stage, foot, size),
    },
  ];
}

function paintCastle(pen: Pen, stage: Stage, foot: Point, size: number): void {
  const { palette } = stage;
  const random = stage.random("castle");
  const stone = mix(mix("#b9aa9a", palette.haze, 0.4), palette.near, isDark(stage) ? 0.62 : 0.28);
  const roof = mix(mix("#46597a", palette.near, 0.4), palette.haze, 0.15);
  paintCrag(pen, stage, foot, size);
  const base = foot.y - size * 0.3;
  const towers = [-0.74, -0.4, 0, 0.34, 0.7].map((shift, index) => ({
    x: foot.x + shift * size,
    width: size * (index === 2 ? 0.24 : random.range(0.13, 0.18)),
    height: size * (index === 2 ? 0.95 : random.range(0.42, 0.75)),
  }));
  paintWall(
    pen,
    { x: foot.x - size * 0.78, y: base - size * 0.26 },
    size * 1.52,
    size * 0.34,
    stone,
    palette.near,
  );
  for (const tower of towers) paintKeep(pen, stage, tower, { base, size, stone, roof });
  paintFlag(pen, stage, towers[2], base, size);
}

type Tower = { x: number; width: number; height: number };

function paintFlag(
  pen: Pen,
  { palette }: Stage,
  keep: Tower | undefined,
  base: number,
  size: number,
): void {
  if (keep === undefined) return;
  pen.strokeStyle = palette.near;
  pen.lineWidth = Math.max(0.7, size * 0.008);
  pen.fillStyle = palette.accents[1];
  const tip = { x: keep.x, y: base - keep.height - keep.width * 1.7 };
  strokeCurve(pen, [tip, { x: tip.x, y: tip.y - size * 0.13 }]);
  tracePoints(pen, [
    { x: tip.x, y: tip.y - size * 0.13 },
    { x: tip.x + size * 0.12, y: tip.y - size * 0.1 },
    { x: tip.x, y: tip.y - size * 0.065 },
  ]);
  pen.fill();
}

type Masonry = { base: number; size: number; stone: string; roof: string };

function paintKeep(
  pen: Pen,
  stage: Stage,
  tower: Tower,
  { base, size, stone, roof }: Masonry,
): void {
  const { palette } = stage;
  const left = tower.x - tower.width / 2;
  const top = base - tower.height;
  const fill = pen.createLinearGradient(left, 0, left + tower.width, 0);
  const isLitLeft = stage.light.x < tower.x;
  fill.addColorStop(isLitLeft ? 0 : 1, mix(stone, palette.glow, 0.42));
  fill.addColorStop(0.5, stone);
  fill.addColorStop(isLitLeft ? 1 : 0, mix(stone, palette.near, 0.5));
  pen.fillStyle = fill;
  pen.fillRect(left, top, tower.width, tower.height + size * 0.1);
  pen.fillRect(left - tower.width * 0.12, top, tower.width * 1.24, size * 0.05);
  pen.fillStyle = roof;
  tracePoints(pen, [
    { x: left - tower.width * 0.22, y: top + 1 },
    { x: tower.x, y: top - tower.width * 1.7 },
    { x: left + tower.width * 1.22, y: top + 1 },
  ]);
  pen.fill();
  pen.fillStyle = isDark(stage) ? palette.accents[0] : mix(palette.near, stone, 0.2);
  for (const up of [0.3, 0.62]) {
    pen.fillRect(
      tower.x - tower.width * 0.09,
      top + tower.height * up,
      tower.width * 0.18,
      tower.width * 0.36,
    );
  }
}

/** Rock rising out of the level it stands on. */
function paintCrag(pen: Pen, stage: Stage, foot: Point, size: number): void {
  const { palette, scene } = stage;
  const rough = createContour(scene.seed, "crag", 5, 0.55);
  const half = size * 1.4;
  const crest = Array.from({ length: 61 }, (_, step) => {
    const across = step / 30 - 1;
    const rise = Math.cos((across * Math.PI) / 2) ** 0.7 * size * 0.42;
    return {
      x: foot.x + across * half,
      y: foot.y - Math.max(0, rise + rough(across * 3 + 9) * size * 0.12 * (1 - across * across)),
    };
  });
  tracePoints(pen, [
    ...crest,
    { x: foot.x + half, y: foot.y + 2 },
    { x: foot.x - half, y: foot.y + 2 },
  ]);
  const stone = mix(palette.near, palette.haze, 0.3);
  pen.fillStyle = verticalGradient(pen, foot.y - size * 0.5, foot.y, [
    [0, mix(stone, palette.glow, 0.22)],
    [0.4, stone],
    [1, mix(stone, palette.near, 0.6)],
  ]);
  pen.fill();
}

function paintWall(
  pen: Pen,
  at: Point,
  width: number,
  height: number,
  stone: string,
  dark: string,
): void {
  pen.fillStyle = mix(stone, dark, 0.18);
  pen.fillRect(at.x, at.y, width, height);
  const tooth = width / 26;
  for (let x = at.x; x < at.x + width - tooth; x += tooth * 2)
    pen.fillRect(x, at.y - tooth * 0.9, tooth, tooth);
}
