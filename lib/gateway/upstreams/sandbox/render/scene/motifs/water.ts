import { createCanvas } from "@napi-rs/canvas";
import { lighten, mix, noDarkerThan, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { fillEllipse, strokeCurve, verticalGradient } from "../paint.ts";
import { shows } from "../scene.ts";
import { type Box, boxBelow, type Layer, type Moment, type Pen, type Stage } from "../stage.ts";

/** Water from the horizon to the viewer: it mirrors what stands behind it, broken by waves. */
export function layOutWater(stage: Stage): readonly Layer[] {
  const box = boxBelow(stage, stage.horizonY);
  const isCalm = shows(stage.scene, "lake") && stage.scene.weather !== "storm";
  const water: Layer = {
    name: "water",
    depth: 0.35,
    box,
    paint: (pen, moment) => {
      mirror(pen, stage, box, moment, isCalm);
      paintRipples(pen, stage, box, isCalm);
      paintGlitter(pen, stage, box);
    },
    sway: { amplitudePx: stage.unit * (isCalm ? 0.4 : 0.9), periodS: 3.2 },
    live: (pen, timeS) => drawSparkle(pen, stage, timeS),
  };
  return stage.scene.weather === "storm" ? [water, ...layOutBreakers(stage)] : [water];
}

/** What is behind, upside down, in strips that waves push sideways. */
function mirror(pen: Pen, stage: Stage, box: Box, moment: Moment, isCalm: boolean): void {
  const { unit, palette, bleedPx, horizonY } = stage;
  const offsetAt = createContour(stage.scene.seed, "mirror", 2);
  const still = createCanvas(moment.behind.width, moment.behind.height);
  still.getContext("2d").drawImage(moment.behind, 0, 0);
  const deepest = horizonY + bleedPx - 1;
  let y = box.y;
  while (y < box.y + box.height) {
    const depth = (y - box.y) / box.height;
    const height = Math.max(1, Math.round(unit * (0.22 + depth * 0.7)));
    const sourceY = Math.max(0, deepest - (y - box.y) * (isCalm ? 0.98 : 0.86));
    const push = offsetAt(y / unit) * unit * (0.3 + depth * (isCalm ? 2.2 : 6));
    pen.drawImage(
      still,
      0,
      sourceY - height,
      still.width,
      height,
      box.x + push,
      y,
      box.width,
      height,
    );
    if (Math.abs(push) > 0) {
      const from = push > 0 ? box.x : box.x + box.width + push;
      pen.drawImage(still, 0, sourceY - height, 2, height, from, y, Math.abs(push), height);
    }
    y += height;
  }
  pen.fillStyle = verticalGradient(pen, box.y, box.y + box.height, [
    [0, palette.water, isCalm ? 0.18 : 0.3],
    [0.5, palette.water, isCalm ? 0.38 : 0.6],
    [1, mix(palette.water, palette.near, 0.55), isCalm ? 0.75 : 0.9],
  ]);
  pen.fillRect(box.x, box.y, box.width, box.height);
}

/** Long lens-shaped strokes, finer toward the horizon. */
function paintRipples(pen: Pen, stage: Stage, box: Box, isCalm: boolean): void {
  const random = stage.random("ripples");
  const { unit, palette } = stage;
  const light = mix(palette.sky[3], palette.light, 0.35);
  const dark = mix(palette.water, palette.near, 0.6);
  const count = isCalm ? 150 : 420;
  for (let ripple = 0; ripple < count; ripple += 1) {
    const depth = random.next() ** 1.5;
    const y = box.y + box.height * depth;
    const x = random.range(box.x, box.x + box.width);
    const length = unit * (1 + depth * (isCalm ? 16 : 11)) * random.range(0.5, 1.4);
    const thick = unit * (0.05 + depth * (isCalm ? 0.22 : 0.5)) * random.range(0.6, 1.3);
    pen.fillStyle = withAlpha(random.chance(0.45) ? light : dark, random.range(0.08, 0.3));
    pen.beginPath();
    pen.moveTo(x - length / 2, y);
    pen.quadraticCurveTo(x, y - thick * 1.6, x + length / 2, y);
    pen.quadraticCurveTo(x, y + thick * 0.5, x - length / 2, y);
    pen.fill();
  }
}

/** The road of light toward the viewer. */
function paintGlitter(pen: Pen, stage: Stage, box: Box): void {
  if (["fog", "rain", "storm"].includes(stage.scene.weather)) return;
  const random = stage.random("glitter");
  const { unit, palette, light } = stage;
  for (let dash = 0; dash < 260; dash += 1) {
    const depth = random.next() ** 1.3;
    const spread = unit * (2.4 + depth * 13);
    const x = light.x + (random.next() + random.next() - 1) * spread;
    const y = box.y + box.height * depth * 0.96;
    const length = unit * (0.7 + depth * 5) * random.range(0.4, 1);
    const thick = Math.max(0.5, unit * (0.08 + depth * 0.34));
    const nearAxis = 1 - Math.abs(x - light.x) / (spread + 1);
    pen.fillStyle = withAlpha(mix(palette.glow, palette.light, nearAxis), 0.25 + nearAxis * 0.6);
    pen.beginPath();
    pen.ellipse(x, y, length / 2, thick / 2, 0, 0, Math.PI * 2);
    pen.fill();
  }
}

function drawSparkle(pen: Pen, stage: Stage, timeS: number): void {
  if (["fog", "rain", "storm"].includes(stage.scene.weather)) return;
  const random = stage.random("sparkle");
  const { unit, light, horizonY, heightPx, palette } = stage;
  pen.fillStyle = palette.light;
  for (let spark = 0; spark < 46; spark += 1) {
    const depth = random.next() ** 1.2;
    const x = light.x + (random.next() + random.next() - 1) * unit * (3 + depth * 15);
    const y = horizonY + (heightPx - horizonY) * depth;
    const pulse = Math.sin(timeS * random.range(2, 5) + random.range(0, 6.28));
    if (pulse < 0.2) continue;
    pen.globalAlpha = (pulse - 0.2) * 0.9;
    pen.beginPath();
    pen.ellipse(x, y, unit * (0.4 + depth * 1.6), unit * (0.06 + depth * 0.14), 0, 0, Math.PI * 2);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

/** Storm waves: crests in front of each other that heave against one another. */
function layOutBreakers(stage: Stage): readonly Layer[] {
  const { unit, horizonY, heightPx } = stage;
  return [0, 1, 2, 3].map((row) => {
    const near = row / 3;
    const baseY = horizonY + (heightPx - horizonY) * (0.14 + near * 0.68);
    const crest = unit * (3.2 + near * 7);
    const direction = row % 2 === 0 ? 1 : -1;
    return {
      name: `breaker-${row}`,
      depth: 0.4 + near * 0.5,
      box: boxBelow(stage, baseY - crest * 1.3),
      paint: (pen: Pen) => paintBreaker(pen, stage, { row, near, baseY, crest }),
      drift: (timeS: number) => ({
        x: Math.sin(timeS * (1.1 - near * 0.3) + row) * unit * (1 + near * 3) * direction,
        y: Math.cos(timeS * 1.3 + row * 1.7) * crest * 0.14,
      }),
    };
  });
}

type Breaker = { row: number; near: number; baseY: number; crest: number };

function paintBreaker(pen: Pen, stage: Stage, { row, near, baseY, crest }: Breaker): void {
  const { palette, unit } = stage;
  const random = stage.random(`breaker-${row}`);
  const swell = createContour(stage.scene.seed, `swell-${row}`, 3, 0.4);
  const span = unit * (11 + near * 22);
  const shift = random.range(0, 99);
  const heightAt = (x: number) => {
    const turn = x / span + shift;
    const peak = 1 - Math.abs(Math.sin(turn * Math.PI * 0.5 + swell(turn * 0.6) * 1.3));
    return baseY - crest * (peak ** 1.5 * 0.95 + swell(turn * 2) * 0.24);
  };
  const box = boxBelow(stage, baseY - crest * 1.3);
  // Moonlit even in the darkest storm: a black sea has no shape.
  const body = noDarkerThan(mix(palette.water, palette.near, 0.1 + near * 0.42), 0.47 - near * 0.2);
  pen.beginPath();
  pen.moveTo(box.x, box.y + box.height + 2);
  for (let x = box.x; x <= box.x + box.width + 4; x += unit * 0.4) pen.lineTo(x, heightAt(x));
  pen.lineTo(box.x + box.width + 4, box.y + box.height + 2);
  pen.closePath();
  pen.fillStyle = verticalGradient(pen, baseY - crest, baseY + crest * 1.4, [
    [0, mix(body, mix(palette.sky[4], palette.light, 0.3), 0.5)],
    [0.4, body],
    [1, mix(body, palette.near, 0.5)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  paintFoam(pen, stage, heightAt, crest, near);
  pen.restore();
}

/** White caps where a wave steepens, and streaks of foam drawn out down its back. */
function paintFoam(
  pen: Pen,
  stage: Stage,
  heightAt: (x: number) => number,
  crest: number,
  near: number,
): void {
  const random = stage.random(`foam-${near}`);
  const { unit, palette, bleedPx, widthPx } = stage;
  const foam = lighten(mix(palette.light, palette.sky[4], 0.35), 0.02);
  const step = unit * 0.6;
  for (let x = -bleedPx; x < widthPx + bleedPx; x += step) {
    const y = heightAt(x);
    const rise = Math.max(0, (heightAt(x - unit * 7) + heightAt(x + unit * 7)) / 2 - y) / crest;
    const cap = Math.min(1, rise * 2.2) ** 2;
    if (cap > 0.05) {
      pen.fillStyle = withAlpha(foam, 0.35 + cap * 0.6);
      const thick = crest * 0.24 * cap * random.range(0.5, 1.2);
      fillEllipse(pen, { x, y: y + thick * 0.5 }, step * 1.3, thick);
    }
    if (!random.chance(0.42)) continue;
    const start = y + crest * random.range(0.12, 1.5);
    const slope = (heightAt(x + unit) - heightAt(x - unit)) / (2 * unit);
    pen.strokeStyle = withAlpha(foam, random.range(0.06, 0.3));
    pen.lineWidth = unit * random.range(0.1, 0.34) * (0.5 + near);
    const reach = unit * random.range(3, 9) * (0.5 + near);
    strokeCurve(pen, [
      { x, y: start },
      { x: x + reach * 0.5, y: start + slope * reach * 0.5 + unit * 0.5 },
      { x: x + reach, y: start + slope * reach },
    ]);
  }
}
