import { lighten, mix } from "../colour.ts";
import { paintGlow, radialGradient, strokeCurve } from "../paint.ts";
import { shows } from "../scene.ts";
import { fullBox, type Layer, type Pen, type Point, type Stage } from "../stage.ts";
import { paintFace as paintCatFace } from "./cat-face.ts";
import { paintHelmet, paintRobotHead } from "./heads.ts";
import { paintPerson, personOf } from "./person-bust.ts";
import { atSpot, type Spot } from "./place.ts";
import { breedOf } from "./quadruped.ts";

/** A bust filling the frame before a halo of light and brushed air. */
export function layOutPortrait(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx } = stage;
  const size = Math.min(heightPx * 0.86, widthPx * 1.02);
  const spot: Spot = {
    x: widthPx / 2,
    y: heightPx + stage.bleedPx * 0.5,
    size,
    facing: stage.light.x < widthPx / 2 ? 1 : -1,
  };
  return [
    {
      name: "halo",
      depth: 0.12,
      isGlow: true,
      box: fullBox(stage),
      paint: (pen) => paintHalo(pen, stage, spot),
    },
    {
      name: "bust",
      depth: 0.5,
      isSubject: true,
      box: { ...fullBox(stage), y: spot.y - size * 1.05, height: size * 1.05 + stage.bleedPx },
      paint: (pen) => atSpot(pen, spot, () => paintBust(pen, stage)),
      drift: (timeS) => ({ x: 0, y: Math.sin(timeS * 1.4) * stage.unit * 0.22 }),
    },
  ];
}

function paintHalo(pen: Pen, stage: Stage, spot: Spot): void {
  const { palette, unit } = stage;
  const random = stage.random("halo");
  const head = { x: spot.x, y: spot.y - spot.size * 0.62 };
  for (let patch = 0; patch < 7; patch += 1) {
    const at = { x: random.range(0, stage.widthPx), y: random.range(0, stage.heightPx) };
    const colour = random.pick([palette.glow, palette.sky[1], palette.cloudLit, palette.haze]);
    paintGlow(pen, at, unit * random.range(20, 46), colour, 0.4);
  }
  paintGlow(pen, head, spot.size * 0.8, palette.glow, 0.6);
  pen.fillStyle = radialGradient(pen, head, spot.size * 0.42, [
    [0, mix(palette.light, palette.glow, 0.3)],
    [0.8, mix(palette.light, palette.glow, 0.55)],
    [1, mix(palette.glow, palette.sky[3], 0.25)],
  ]);
  pen.beginPath();
  pen.arc(head.x, head.y, spot.size * 0.39, 0, Math.PI * 2);
  pen.fill();
  paintLeaves(pen, stage, spot);
}

/** Sprigs rising behind the shoulders, darker toward the viewer. */
function paintLeaves(pen: Pen, stage: Stage, spot: Spot): void {
  const { palette } = stage;
  const random = stage.random("leaves");
  const green = mix(palette.ground, palette.sky[0], 0.35);
  for (let sprig = 0; sprig < 12; sprig += 1) {
    const side = sprig % 2 === 0 ? -1 : 1;
    const near = sprig / 12;
    const root = { x: spot.x + side * spot.size * random.range(0.25, 0.62), y: spot.y };
    const lean = side * random.range(-0.1, 0.5);
    const height = spot.size * random.range(0.36, 0.78) * (1 - near * 0.35);
    const colour = mix(mix(palette.glow, green, 0.55 + near * 0.45), palette.near, near * 0.35);
    const pair = 7;
    pen.strokeStyle = colour;
    pen.fillStyle = colour;
    pen.globalAlpha = 0.5 + near * 0.4;
    pen.lineWidth = spot.size * 0.006;
    const at = (up: number) => ({
      x: root.x + lean * height * up * up,
      y: root.y - height * up,
    });
    strokeCurve(pen, [at(0), at(0.5), at(1)]);
    for (let leaf = 1; leaf <= pair; leaf += 1) {
      const stem = at(leaf / pair);
      const length = height * 0.2 * (1.15 - leaf / pair);
      for (const turn of [-0.95, 0.95])
        paintLeaf(pen, stem, -Math.PI / 2 + lean * 0.8 + turn, length);
    }
  }
  pen.globalAlpha = 1;
}

function paintLeaf(pen: Pen, from: Point, angle: number, length: number): void {
  const tip = { x: from.x + Math.cos(angle) * length, y: from.y + Math.sin(angle) * length };
  const bulge = { x: -Math.sin(angle) * length * 0.3, y: Math.cos(angle) * length * 0.3 };
  const middle = { x: (from.x + tip.x) / 2, y: (from.y + tip.y) / 2 };
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.quadraticCurveTo(middle.x + bulge.x, middle.y + bulge.y, tip.x, tip.y);
  pen.quadraticCurveTo(middle.x - bulge.x, middle.y - bulge.y, from.x, from.y);
  pen.fill();
}

function paintBust(pen: Pen, stage: Stage): void {
  const { scene } = stage;
  if (shows(scene, "astronaut")) paintHelmet(pen, stage);
  else if (shows(scene, "robot")) paintRobotHead(pen, stage);
  else if (shows(scene, "cat")) paintCatBust(pen, stage);
  else paintPerson(pen, stage, personOf(stage));
}

function paintCatBust(pen: Pen, stage: Stage): void {
  const breed = breedOf(stage, "cat");
  pen.fillStyle = mix(breed.fur, breed.shade, 0.4);
  pen.beginPath();
  pen.moveTo(-46, 12);
  pen.bezierCurveTo(-44, -20, -26, -34, -16, -40);
  pen.lineTo(16, -40);
  pen.bezierCurveTo(26, -34, 44, -20, 46, 12);
  pen.fill();
  pen.fillStyle = lighten(breed.belly, 0.01);
  pen.beginPath();
  pen.moveTo(-16, -30);
  pen.quadraticCurveTo(0, 26, 16, -30);
  pen.fill();
  pen.save();
  pen.translate(0, -54);
  pen.scale(1.15, 1.15);
  paintCatFace(pen, breed, false);
  pen.restore();
}
