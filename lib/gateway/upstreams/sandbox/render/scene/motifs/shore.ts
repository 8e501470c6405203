import { mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { linearGradient, tracePoints } from "../paint.ts";
import { boxBelow, type Layer, type Pen, type Point, type Stage } from "../stage.ts";

/** The beach that land animals, people and cars stand on where there is water. */
export function layOutShore(stage: Stage): readonly Layer[] {
  const { heightPx, unit } = stage;
  const box = boxBelow(stage, heightPx * 0.76);
  return [
    {
      name: "shore",
      depth: 0.6,
      box,
      paint: (pen) => paintShore(pen, stage),
    },
    {
      name: "surf",
      depth: 0.599,
      box: { ...box, y: box.y - unit * 3, height: heightPx * 0.2 },
      paint: (pen) => paintSurf(pen, stage),
      drift: (timeS) => ({ x: 0, y: Math.sin(timeS * 1.3) * unit * 0.9 }),
    },
  ];
}

/** The water's edge, running slightly toward the viewer on the light's side. */
function edgeOf(stage: Stage, shift: number): readonly Point[] {
  const { widthPx, heightPx, bleedPx, unit, light } = stage;
  const wander = createContour(stage.scene.seed, "shore", 3, 0.4);
  const tilt = light.x > widthPx / 2 ? 1 : -1;
  const step = unit * 2;
  const points: Point[] = [];
  for (let x = -bleedPx - step; x <= widthPx + bleedPx + step; x += step) {
    const lean = (x / widthPx - 0.5) * tilt * heightPx * 0.05;
    const swash = wander(x / (unit * 30) + shift) * unit * 2.2;
    points.push({ x, y: heightPx * 0.815 + lean + swash + shift * unit });
  }
  return points;
}

function paintShore(pen: Pen, stage: Stage): void {
  const { palette, heightPx, widthPx, bleedPx, unit } = stage;
  const edge = edgeOf(stage, 0);
  const sand = mix(mix("#d8b488", palette.haze, 0.3), palette.near, nightShare(stage));
  const bottom = heightPx + bleedPx + 2;
  tracePoints(pen, [
    ...edge,
    { x: widthPx + bleedPx + unit * 3, y: bottom },
    { x: -bleedPx - unit * 3, y: bottom },
  ]);
  pen.fillStyle = linearGradient(pen, { x: 0, y: heightPx * 0.79 }, { x: 0, y: heightPx }, [
    [0, mix(sand, palette.water, 0.55)],
    [0.28, mix(sand, palette.near, 0.12)],
    [1, mix(sand, palette.near, 0.34)],
  ]);
  pen.fill();
  const random = stage.random("pebbles-of-shore");
  for (let pebble = 0; pebble < 160; pebble += 1) {
    const near = random.next();
    pen.fillStyle = withAlpha(mix(sand, palette.near, random.range(0.2, 0.6)), 0.4);
    const at = { x: random.range(-bleedPx, widthPx + bleedPx), y: heightPx * (0.87 + 0.14 * near) };
    pen.beginPath();
    pen.ellipse(at.x, at.y, unit * (0.1 + near * 0.3), unit * (0.05 + near * 0.12), 0, 0, 7);
    pen.fill();
  }
}

function nightShare(stage: Stage): number {
  return { sunrise: 0.1, day: 0, sunset: 0.25, dusk: 0.45, night: 0.62 }[stage.scene.timeOfDay];
}

/** Foam in two thinning lines before the edge. */
function paintSurf(pen: Pen, stage: Stage): void {
  const { palette, unit } = stage;
  for (const [shift, width, alpha] of [
    [0, 1.5, 0.7],
    [-1.6, 0.6, 0.45],
    [-3.4, 0.35, 0.3],
  ] as const) {
    pen.strokeStyle = withAlpha(mix(palette.light, palette.sky[4], 0.25), alpha);
    pen.lineWidth = unit * width;
    tracePoints(pen, edgeOf(stage, shift), false);
    pen.stroke();
  }
}
