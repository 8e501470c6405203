import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { linearGradient, traceLand, tracePoints, verticalGradient } from "../paint.ts";
import { shows } from "../scene.ts";
import { type Box, boxBelow, type Layer, type Pen, type Stage } from "../stage.ts";

type Dune = { index: number; near: number; baseY: number; relief: number };

/** Sand in long curves, each with a lit back and a shaded slip face. */
export function layOutDunes(stage: Stage): readonly Layer[] {
  const { horizonY, heightPx } = stage;
  const count = 5;
  const dunes = Array.from({ length: count }, (_, index) => {
    const near = index / (count - 1);
    const dune: Dune = {
      index,
      near,
      baseY: horizonY + (heightPx - horizonY) * (0.05 + near ** 1.1 * 0.66),
      relief: heightPx * (0.035 + near * 0.075),
    };
    const box = boxBelow(stage, dune.baseY - dune.relief * 1.6);
    return {
      name: `dune-${index}`,
      depth: 0.3 + near * 0.38,
      box,
      paint: (pen: Pen) => paintDune(pen, stage, dune, box),
    };
  });
  return shows(stage.scene, "mountains") ? dunes : [layOutMesas(stage), ...dunes];
}

/** Table mountains far out on the horizon. */
function layOutMesas(stage: Stage): Layer {
  const { horizonY, heightPx, widthPx, unit, palette } = stage;
  const random = stage.random("mesas");
  const mesas = Array.from({ length: 4 }, () => ({
    x: random.range(-0.05, 1.05) * widthPx,
    width: heightPx * random.range(0.12, 0.42),
    height: heightPx * random.range(0.035, 0.105),
  }));
  const rock = mix(mix(sandOf(stage, 0.4), "#9a5a48", 0.45), palette.haze, 0.48);
  return {
    name: "mesas",
    depth: 0.2,
    box: { ...boxBelow(stage, horizonY - heightPx * 0.13), height: heightPx * 0.2 },
    paint: (pen: Pen) => {
      for (const { x, width, height } of mesas) {
        const foot = horizonY + unit * 3;
        pen.fillStyle = verticalGradient(pen, horizonY - height, foot, [
          [0, mix(rock, palette.glow, 0.25)],
          [0.3, rock],
          [1, mix(rock, palette.haze, 0.6)],
        ]);
        tracePoints(pen, [
          { x: x - width * 0.72, y: foot },
          { x: x - width * 0.5, y: horizonY - height * 0.3 },
          { x: x - width * 0.42, y: horizonY - height },
          { x: x + width * 0.1, y: horizonY - height * 1.02 },
          { x: x + width * 0.14, y: horizonY - height * 0.86 },
          { x: x + width * 0.38, y: horizonY - height * 0.84 },
          { x: x + width * 0.46, y: horizonY - height * 0.3 },
          { x: x + width * 0.74, y: foot },
        ]);
        pen.fill();
      }
    },
  };
}

function paintDune(pen: Pen, stage: Stage, dune: Dune, box: Box): void {
  const { palette, unit, light, heightPx, widthPx } = stage;
  const crest = createContour(stage.scene.seed, `dune-${dune.index}`, 2, 0.3);
  const span = heightPx * (0.55 + dune.near * 0.35);
  const heightAt = (x: number) => dune.baseY - dune.relief * crest((x + widthPx) / span) * 1.5;
  const sand = sandOf(stage, dune.near);
  const stepPx = Math.max(1, unit * 0.4);
  traceLand(pen, box, stepPx, heightAt);
  pen.fillStyle = verticalGradient(pen, dune.baseY - dune.relief, dune.baseY + heightPx * 0.22, [
    [0, mix(sand, mix(palette.glow, palette.light, 0.4), 0.42)],
    [0.3, sand],
    [1, mix(sand, palette.near, 0.16 + dune.near * 0.12)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  const shade = mix(sand, mix(palette.near, "#5a2f2a", 0.55), 0.5);
  const away = light.x > widthPx / 2 ? -1 : 1;
  const right = dune.near < 0.9 ? box.x + box.width : box.x;
  for (let x = box.x; x < right; x += stepPx) {
    const isPeak =
      heightAt(x) < heightAt(x - span * 0.16) && heightAt(x) < heightAt(x + span * 0.16);
    const isTop = heightAt(x) <= heightAt(x - stepPx) && heightAt(x) < heightAt(x + stepPx);
    if (isPeak && isTop) paintSlipFace(pen, { x, heightAt, span, away, dune }, shade);
  }
  if (dune.near > 0.6) paintSandRipples(pen, stage, dune, heightAt);
  pen.restore();
}

type SlipFace = {
  x: number;
  heightAt: (x: number) => number;
  span: number;
  away: number;
  dune: Dune;
};

/** From the crest an S-shaped edge runs down; beyond it, to the next valley, lies shade. */
function paintSlipFace(pen: Pen, face: SlipFace, shade: string): void {
  const { x, heightAt, span, away, dune } = face;
  const y = heightAt(x);
  const drop = dune.relief * 3.6;
  const step = (away * span) / 60;
  pen.beginPath();
  pen.moveTo(x, y - 2);
  let end = x;
  while (Math.abs(end - x) < span * 1.4 && heightAt(end + step) >= heightAt(end)) {
    end += step;
    pen.lineTo(end, heightAt(end) - 2);
  }
  if (Math.abs(end - x) < span * 0.24) return;
  const foot = { x: x + away * span * 0.3, y: y + drop };
  pen.quadraticCurveTo(end - away * span * 0.1, (heightAt(end) + foot.y) / 2, foot.x, foot.y);
  pen.bezierCurveTo(
    x + away * span * 0.34,
    y + drop * 0.55,
    x - away * span * 0.2,
    y + drop * 0.5,
    x,
    y - 2,
  );
  pen.fillStyle = linearGradient(pen, { x, y }, { x: foot.x, y: foot.y }, [
    [0, shade, 0.85],
    [0.4, shade, 0.5],
    [1, shade, 0],
  ]);
  pen.fill();
}

function paintSandRipples(
  pen: Pen,
  stage: Stage,
  dune: Dune,
  heightAt: (x: number) => number,
): void {
  const { unit, palette, widthPx, bleedPx, heightPx } = stage;
  const wander = createContour(stage.scene.seed, `sand-${dune.index}`, 3);
  const line = withAlpha(mix(sandOf(stage, dune.near), palette.near, 0.55), 0.22);
  pen.strokeStyle = line;
  let down = unit * 1.2;
  let step = unit * 0.7;
  while (dune.baseY + down < heightPx + unit * 4) {
    pen.lineWidth = Math.max(0.5, step * 0.16);
    pen.beginPath();
    for (let x = -bleedPx; x <= widthPx + bleedPx; x += unit * 1.4) {
      const y =
        heightAt(x) * 0.55 +
        dune.baseY * 0.45 +
        down +
        wander((x + down * 9) / (unit * 24)) * step * 1.6;
      pen.lineTo(x, y);
    }
    pen.stroke();
    down += step;
    step *= 1.085;
  }
}

function sandOf(stage: Stage, near: number): string {
  const { palette, scene } = stage;
  const isNight = scene.timeOfDay === "night" || scene.timeOfDay === "dusk";
  const warm = isNight ? mix(palette.ground, "#c08a5a", 0.25) : mix("#e0a868", palette.haze, 0.22);
  const lit = scene.timeOfDay === "day" ? lighten("#e6b877", 0.02) : warm;
  return mix(lit, palette.haze, (1 - near) * 0.5);
}
