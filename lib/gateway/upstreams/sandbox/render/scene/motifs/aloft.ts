import { lighten, mix, withAlpha } from "../colour.ts";
import {
  fillEllipse,
  linearGradient,
  paintGlow,
  strokeCurve,
  tracePoints,
  traceSmooth,
} from "../paint.ts";
import type { Layer, Pen, Point, Stage } from "../stage.ts";
import { atSpot, type Spot } from "./place.ts";

/** Hot-air balloons at several distances, rising. */
export function layOutBalloons(stage: Stage): readonly Layer[] {
  const random = stage.random("balloons");
  const { widthPx, horizonY, unit, light } = stage;
  const away = light.x > widthPx / 2 ? 0.3 : 0.7;
  return [0, 1, 2, 3].map((index) => {
    const size = unit * ([28, 15, 9, 6][index] ?? 6);
    const spot: Spot = {
      x: widthPx * (index === 0 ? away : random.range(0.1, 0.9)),
      y: horizonY * (index === 0 ? 0.72 : random.range(0.35, 0.85)),
      size,
      facing: 1,
    };
    return {
      name: `balloon-${index}`,
      depth: 0.4 - index * 0.07,
      isSubject: true,
      box: {
        x: spot.x - size * 0.6,
        y: spot.y - size * 1.15,
        width: size * 1.2,
        height: size * 1.3,
      },
      paint: (pen: Pen) => atSpot(pen, spot, () => paintBalloon(pen, stage, index)),
      drift: (timeS: number) => ({
        x: Math.sin(timeS * 0.5 + index) * unit * 0.8,
        y: -timeS * unit * (1.3 - index * 0.25),
      }),
    };
  });
}

function paintBalloon(pen: Pen, stage: Stage, index: number): void {
  const { palette, scene } = stage;
  const far = index * 0.16;
  const own = scene.motifColours.balloon;
  const fade = (colour: string) => mix(colour, palette.haze, far);
  const first = fade(own ?? ["#d8453a", "#e9a93c", "#2f7f94", "#c45a7c"][index] ?? "#d8453a");
  const second = fade("#f7eddb");
  const widths = [43, 30, 11];
  for (const [band, width] of widths.entries()) {
    pen.fillStyle = band % 2 === 0 ? first : second;
    pen.beginPath();
    pen.moveTo(0, -104);
    pen.bezierCurveTo(width * 1.34, -104, width * 1.3, -54, width * 0.2, -26);
    pen.lineTo(-width * 0.2, -26);
    pen.bezierCurveTo(-width * 1.3, -54, -width * 1.34, -104, 0, -104);
    pen.fill();
  }
  pen.beginPath();
  pen.moveTo(0, -104);
  pen.bezierCurveTo(57, -104, 56, -54, 8, -26);
  pen.lineTo(-8, -26);
  pen.bezierCurveTo(-56, -54, -57, -104, 0, -104);
  const lit = stage.light.x < stage.widthPx / 2 ? -1 : 1;
  pen.fillStyle = linearGradient(pen, { x: lit * 44, y: -80 }, { x: -lit * 44, y: -60 }, [
    [0, palette.light, 0.4],
    [0.4, palette.light, 0],
    [1, palette.near, 0.5],
  ]);
  pen.fill();
  pen.strokeStyle = withAlpha(palette.near, 0.7);
  pen.lineWidth = 0.8;
  for (const x of [-6, 6])
    strokeCurve(pen, [
      { x, y: -26 },
      { x: x * 0.75, y: -12 },
    ]);
  pen.fillStyle = fade(mix("#7a4a2c", palette.near, 0.3));
  pen.beginPath();
  pen.roundRect(-5.5, -12, 11, 9, 1.5);
  pen.fill();
  paintGlow(pen, { x: 0, y: -24 }, 12, palette.accents[0], 0.7);
}

/** A loose flock, wings in different beats. */
export function layOutBirds(stage: Stage, isSmall: boolean): readonly Layer[] {
  const random = stage.random("birds");
  const { widthPx, horizonY, unit, light, palette } = stage;
  const count = isSmall ? 7 : 11;
  const centre = { x: widthPx - light.x, y: horizonY * (isSmall ? 0.42 : 0.45) };
  const birds = Array.from({ length: count }, (_, index) => ({
    x: centre.x + (index - count / 2) * unit * random.range(2.2, 4.4),
    y: centre.y + random.range(-6, 6) * unit,
    size: unit * random.range(0.8, isSmall ? 1.5 : 3.4),
    beat: random.range(0, 6.28),
  }));
  const colour = mix(stage.scene.motifColours.bird ?? palette.near, palette.sky[1], 0.12);
  return [
    {
      name: "birds",
      depth: 0.3,
      isSubject: true,
      box: {
        x: centre.x - unit * 32,
        y: centre.y - unit * 12,
        width: unit * 64,
        height: unit * 24,
      },
      poses: { count: 10, periodS: 0.9 },
      paint: (pen, { phase }) => {
        pen.fillStyle = colour;
        for (const bird of birds)
          paintBird(pen, bird, bird.size, Math.sin(phase * Math.PI * 2 + bird.beat));
      },
      drift: (timeS) => ({ x: timeS * unit * 1.7, y: -timeS * unit * 0.35 }),
    },
  ];
}

function paintBird(pen: Pen, at: Point, size: number, flap: number): void {
  const lift = (0.25 + 0.55 * flap) * size;
  pen.beginPath();
  pen.moveTo(at.x - size, at.y - lift);
  pen.quadraticCurveTo(at.x - size * 0.4, at.y - lift * 0.9 - size * 0.12, at.x, at.y);
  pen.quadraticCurveTo(
    at.x + size * 0.4,
    at.y - lift * 0.9 - size * 0.12,
    at.x + size,
    at.y - lift,
  );
  pen.quadraticCurveTo(at.x + size * 0.35, at.y - lift * 0.5 + size * 0.1, at.x, at.y + size * 0.2);
  pen.quadraticCurveTo(
    at.x - size * 0.35,
    at.y - lift * 0.5 + size * 0.1,
    at.x - size,
    at.y - lift,
  );
  pen.fill();
}

/** A rocket climbing on its flame. */
export function layOutRocket(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx, horizonY, unit, light } = stage;
  const size = heightPx * 0.4;
  const spot: Spot = {
    x: widthPx * (light.x > widthPx / 2 ? 0.36 : 0.64),
    y: horizonY * 0.86,
    size,
    facing: 1,
  };
  return [
    {
      name: "rocket",
      depth: 0.5,
      isSubject: true,
      box: {
        x: spot.x - size * 0.35,
        y: spot.y - size * 1.15,
        width: size * 0.7,
        height: size * 1.15 + heightPx - spot.y,
      },
      poses: { count: 6, periodS: 0.5 },
      paint: (pen, { phase }) => atSpot(pen, spot, () => paintRocket(pen, stage, phase)),
      drift: (timeS) => ({ x: 0, y: -timeS * timeS * unit * 0.5 }),
    },
  ];
}

function paintRocket(pen: Pen, stage: Stage, phase: number): void {
  const { palette, scene } = stage;
  const flicker = 1 + Math.sin(phase * Math.PI * 2) * 0.12;
  const hull = mix("#eeece6", palette.sky[1], 0.16);
  const red = mix(scene.motifColours.rocket ?? "#d8453a", palette.sky[0], 0.1);
  paintFlame(pen, flicker);
  pen.fillStyle = mix(red, palette.near, 0.2);
  for (const side of [-1, 1]) {
    tracePoints(pen, [
      { x: side * 9, y: -38 },
      { x: side * 21, y: -14 },
      { x: side * 20, y: -4 },
      { x: side * 8, y: -14 },
    ]);
    pen.fill();
  }
  pen.beginPath();
  pen.moveTo(0, -104);
  pen.bezierCurveTo(16, -84, 14, -40, 9, -10);
  pen.lineTo(-9, -10);
  pen.bezierCurveTo(-14, -40, -16, -84, 0, -104);
  pen.fillStyle = linearGradient(pen, { x: -13, y: 0 }, { x: 13, y: 0 }, [
    [0, lighten(hull, 0.03)],
    [0.5, hull],
    [1, mix(hull, palette.near, 0.55)],
  ]);
  pen.fill();
  pen.save();
  pen.clip();
  pen.fillStyle = red;
  pen.fillRect(-20, -110, 40, 23);
  pen.fillRect(-20, -22, 40, 6);
  pen.restore();
  pen.fillStyle = mix(palette.near, "#2b3a4a", 0.5);
  fillEllipse(pen, { x: 0, y: -66 }, 6, 6);
  pen.fillStyle = mix(palette.accents[1], palette.light, 0.35);
  fillEllipse(pen, { x: 0, y: -66 }, 4.4, 4.4);
}

function paintFlame(pen: Pen, flicker: number): void {
  paintGlow(pen, { x: 0, y: -4 }, 34, "#ff9a3c", 0.9);
  for (const [width, length, colour] of [
    [8, 62, "#ff8a30"],
    [5, 40, "#ffd257"],
    [2.6, 22, "#fffbe8"],
  ] as const) {
    pen.fillStyle = withAlpha(colour, 0.85);
    traceSmooth(pen, [
      { x: -width, y: -10 },
      { x: width, y: -10 },
      { x: width * 0.8, y: length * 0.3 },
      { x: 0, y: length * flicker },
      { x: -width * 0.8, y: length * 0.3 },
    ]);
    pen.fill();
  }
}
