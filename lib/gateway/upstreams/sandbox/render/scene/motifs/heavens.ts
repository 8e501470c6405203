import { lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { paintGlow, radialGradient } from "../paint.ts";
import { boxAbove, type Layer, type Pen, type Stage } from "../stage.ts";

/** A ringed planet low in the sky. */
export function layOutPlanet(stage: Stage): readonly Layer[] {
  const { widthPx, horizonY, unit, light } = stage;
  const at = { x: widthPx - light.x, y: horizonY * 0.42 };
  const radius = unit * 17;
  const reach = radius * 2.6;
  return [
    {
      name: "planet",
      depth: 0.03,
      isSubject: true,
      box: { x: at.x - reach, y: at.y - reach, width: reach * 2, height: reach * 2 },
      paint: (pen) => {
        pen.translate(at.x, at.y);
        pen.rotate(-0.32);
        paintPlanet(pen, stage, radius);
      },
    },
  ];
}

function paintPlanet(pen: Pen, stage: Stage, radius: number): void {
  const { palette, scene } = stage;
  const body = scene.motifColours.planet ?? mix(palette.accents[1], palette.glow, 0.45);
  const random = stage.random("planet");
  paintGlow(pen, { x: 0, y: 0 }, radius * 2.2, body, 0.35);
  const ring = (from: number, to: number) => {
    for (let band = 0; band < 5; band += 1) {
      pen.strokeStyle = withAlpha(mix(palette.light, body, band / 6), 0.75 - band * 0.1);
      pen.lineWidth = radius * 0.075;
      pen.beginPath();
      pen.ellipse(0, 0, radius * (1.42 + band * 0.11), radius * (0.34 + band * 0.028), 0, from, to);
      pen.stroke();
    }
  };
  ring(Math.PI, Math.PI * 2);
  pen.save();
  pen.beginPath();
  pen.arc(0, 0, radius, 0, Math.PI * 2);
  pen.fillStyle = body;
  pen.fill();
  pen.clip();
  for (let band = -8; band < 8; band += 1) {
    pen.fillStyle = withAlpha(
      random.chance(0.5) ? lighten(body, 0.1) : mix(body, palette.near, 0.4),
      random.range(0.1, 0.4),
    );
    pen.fillRect(-radius, (band / 8) * radius, radius * 2, radius * random.range(0.05, 0.15));
  }
  const toLight = stage.light.x > stage.widthPx / 2 ? 1 : -1;
  pen.fillStyle = radialGradient(
    pen,
    { x: toLight * radius * 0.5, y: -radius * 0.45 },
    radius * 1.7,
    [
      [0, palette.near, 0],
      [0.5, palette.near, 0.1],
      [1, palette.near, 0.9],
    ],
  );
  pen.fillRect(-radius, -radius, radius * 2, radius * 2);
  pen.restore();
  ring(0, Math.PI);
}

/** Curtains of northern light. */
export function layOutAurora(stage: Stage): readonly Layer[] {
  const box = boxAbove(stage, stage.horizonY);
  return [0, 1].map((curtain) => ({
    name: `aurora-${curtain}`,
    depth: 0.015,
    isGlow: true,
    blend: "screen" as const,
    box: { ...box, x: box.x - stage.unit * 8, width: box.width + stage.unit * 16 },
    paint: (pen: Pen) => paintCurtain(pen, stage, curtain),
    drift: (timeS: number) => ({ x: Math.sin(timeS * 0.5 + curtain * 2) * stage.unit * 5, y: 0 }),
  }));
}

function paintCurtain(pen: Pen, stage: Stage, curtain: number): void {
  const { unit, horizonY, widthPx, bleedPx, scene } = stage;
  const fold = createContour(scene.seed, `aurora-${curtain}`, 3);
  const ray = createContour(scene.seed, `rays-${curtain}`, 4, 0.7);
  const foot = scene.motifColours.aurora ?? "#5df2b0";
  const head = curtain === 0 ? "#7b5be0" : "#d05ac8";
  const step = unit * 0.5;
  for (let x = -bleedPx - unit * 8; x < widthPx + bleedPx + unit * 8; x += step) {
    const along = x / (unit * 60);
    const base = horizonY * (0.62 - curtain * 0.16) + fold(along) * horizonY * 0.26;
    const height = horizonY * (0.34 + 0.2 * ray(along * 9));
    const strength = Math.max(0, 0.4 + 0.5 * ray(along * 6 + 30)) * (0.5 - curtain * 0.12);
    const fill = pen.createLinearGradient(0, base, 0, base - height);
    fill.addColorStop(0, withAlpha(foot, 0));
    fill.addColorStop(0.1, withAlpha(foot, strength));
    fill.addColorStop(0.45, withAlpha(mix(foot, head, 0.5), strength * 0.5));
    fill.addColorStop(1, withAlpha(head, 0));
    pen.fillStyle = fill;
    pen.fillRect(x, base - height, step * 1.6, height);
  }
}
