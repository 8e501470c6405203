import { mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { fillDisc, verticalGradient } from "../paint.ts";
import { fullBox, type Layer, type Pen, type Stage } from "../stage.ts";

/** What falls or hangs in the air, nearest of all. */
export function layOutWeather(stage: Stage): readonly Layer[] {
  switch (stage.scene.weather) {
    case "rain":
      return [veil(stage, 0.12), rain(stage, 230, 0.14)];
    case "storm":
      return [veil(stage, 0.12), lightning(stage), rain(stage, 300, 0.3)];
    case "snow":
      return [veil(stage, 0.16), snow(stage)];
    case "fog":
      return [bank(stage, 0.3, 0.16), bank(stage, 0.55, 0.5), bank(stage, 0.8, 0.88)];
    default:
      return [];
  }
}

/** Falling water takes contrast out of the distance. */
function veil(stage: Stage, strength: number): Layer {
  const box = fullBox(stage);
  const { palette, horizonY, heightPx } = stage;
  return {
    name: "veil",
    depth: 0.42,
    isGlow: true,
    box,
    paint: (pen) => {
      pen.fillStyle = verticalGradient(pen, 0, heightPx, [
        [0, palette.haze, 0],
        [horizonY / heightPx, palette.haze, strength * 2],
        [1, palette.haze, 0],
      ]);
      pen.fillRect(box.x, box.y, box.width, box.height);
    },
  };
}

function rain(stage: Stage, count: number, slant: number): Layer {
  const box = fullBox(stage);
  const drops = Array.from({ length: count }, (_, index) => {
    const random = stage.random(`drop-${index}`);
    const near = random.next() ** 2;
    return {
      near,
      x: random.next(),
      y: random.next(),
      speed: 1.15 + near * 1.1,
      length: stage.unit * (2.2 + near * 7.5),
    };
  });
  const bands = [0, 1, 2].map((band) =>
    drops.filter((drop) => Math.floor(drop.near * 2.99) === band),
  );
  const colour = mix(stage.palette.light, stage.palette.sky[3], 0.3);
  return {
    name: "rain",
    depth: 0.97,
    box,
    live: (pen, timeS) => {
      for (const [band, each] of bands.entries()) {
        pen.strokeStyle = withAlpha(colour, 0.2 + band * 0.1);
        pen.lineWidth = Math.max(0.6, stage.unit * (0.09 + band * 0.08));
        pen.beginPath();
        for (const drop of each) {
          const fall = (drop.y + timeS * drop.speed) % 1;
          const y = fall * (stage.heightPx + drop.length * 2) - drop.length;
          const x = wrap(drop.x + fall * slant * 0.4) * (stage.widthPx * 1.2) - stage.widthPx * 0.1;
          pen.moveTo(x, y);
          pen.lineTo(x + drop.length * slant, y + drop.length);
        }
        pen.stroke();
      }
    },
  };
}

function snow(stage: Stage): Layer {
  const flakes = Array.from({ length: 260 }, (_, index) => {
    const random = stage.random(`flake-${index}`);
    const near = random.next() ** 2.6;
    return {
      near,
      x: random.next(),
      y: random.next(),
      size: stage.unit * (0.16 + near * 0.85),
      swing: random.range(0, 6.28),
    };
  });
  return {
    name: "snow",
    depth: 0.97,
    box: fullBox(stage),
    live: (pen, timeS) => {
      for (const flake of flakes) {
        const fall = (flake.y + timeS * (0.05 + flake.near * 0.16)) % 1;
        const sway =
          Math.sin(timeS * (0.7 + flake.near) + flake.swing) * stage.unit * (1 + flake.near * 2);
        pen.fillStyle = withAlpha("#ffffff", flake.near > 0.5 ? 0.62 : 0.88);
        const x = flake.x * stage.widthPx * 1.1 - stage.widthPx * 0.05 + sway;
        fillDisc(
          pen,
          { x, y: fall * (stage.heightPx + flake.size * 4) - flake.size * 2 },
          flake.size,
        );
      }
    },
  };
}

/** A bolt that stands in the still and flashes twice in a film. */
function lightning(stage: Stage): Layer {
  const random = stage.random("lightning");
  const startX = stage.widthPx * random.range(0.15, 0.85);
  const paths = Array.from({ length: 3 }, (_, branch) => {
    let x = startX;
    let y = branch === 0 ? 0 : stage.horizonY * random.range(0.25, 0.5);
    const points = [{ x, y }];
    const end = stage.horizonY * (branch === 0 ? 1 : random.range(0.6, 0.85));
    while (y < end) {
      y += stage.unit * random.range(1.4, 4.4);
      x +=
        stage.unit * random.range(-3, 3) +
        (branch === 0 ? 0 : stage.unit * (branch === 1 ? 2 : -2));
      points.push({ x, y });
    }
    return { points, isTrunk: branch === 0 };
  });
  return {
    name: "lightning",
    depth: 0.06,
    isGlow: true,
    box: fullBox(stage),
    live: (pen, timeS) => {
      const flash = Math.max(pulseAt(timeS, 0), pulseAt(timeS, 0.22), pulseAt(timeS, 2.9));
      if (flash <= 0.02) return;
      for (const { points, isTrunk } of paths) strokeBolt(pen, stage, points, isTrunk, flash);
    },
  };
}

function strokeBolt(
  pen: Pen,
  stage: Stage,
  points: readonly { x: number; y: number }[],
  isTrunk: boolean,
  flash: number,
): void {
  for (const [width, alpha] of [
    [2.6, 0.12],
    [1.1, 0.25],
    [0.34, 0.95],
  ] as const) {
    pen.strokeStyle = withAlpha(mix(stage.palette.light, "#ffffff", 0.6), alpha * flash);
    pen.lineWidth = stage.unit * width * (isTrunk ? 1 : 0.5);
    pen.beginPath();
    for (const point of points) pen.lineTo(point.x, point.y);
    pen.stroke();
  }
}

function pulseAt(timeS: number, startS: number): number {
  const since = timeS - startS;
  return since < 0 ? 0 : Math.exp(-since * 5);
}

/** A bank of fog lying across the land. */
function bank(stage: Stage, depth: number, down: number): Layer {
  const { unit, horizonY, heightPx, palette } = stage;
  const y = horizonY + (heightPx - horizonY) * (down - 0.16);
  const thick = unit * (14 + down * 16);
  const full = fullBox(stage);
  const wide = unit * 12;
  const box = { x: full.x - wide, y: y - thick, width: full.width + wide * 2, height: thick * 2 };
  const wander = createContour(stage.scene.seed, `fog-${depth}`, 3);
  return {
    name: `fog-${depth}`,
    depth,
    isGlow: true,
    box,
    paint: (pen) => {
      for (let x = box.x; x < box.x + box.width; x += unit * 5) {
        const lift = wander(x / (unit * 26)) * thick * 0.4;
        const size = thick * (0.55 + 0.35 * wander(x / (unit * 14) + 60));
        pen.save();
        pen.translate(x, y + lift);
        pen.scale(2.6, 1);
        const fill = pen.createRadialGradient(0, 0, 0, 0, 0, size);
        fill.addColorStop(0, withAlpha(mix(palette.haze, palette.light, 0.35), 0.2));
        fill.addColorStop(1, withAlpha(palette.haze, 0));
        pen.fillStyle = fill;
        pen.fillRect(-size, -size, size * 2, size * 2);
        pen.restore();
      }
    },
    drift: (timeS) => ({ x: Math.min(wide, timeS * unit * (0.6 + depth)), y: 0 }),
  };
}

function wrap(value: number): number {
  return value - Math.floor(value);
}
