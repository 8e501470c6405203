import { lighten, mix } from "../colour.ts";
import { paintGlow, radialGradient, traceBlob } from "../paint.ts";
import { shows } from "../scene.ts";
import { fullBox, type Layer, type Pen, type Stage } from "../stage.ts";
import { paintFace as paintCatFace } from "./cat.ts";
import { paintHelmet, paintRobotHead } from "./heads.ts";
import { paintPerson, personOf } from "./person-bust.ts";
import { atSpot, type Spot } from "./place.ts";
import { breedOf } from "./quadruped.ts";

/** A bust filling the frame before a halo of light and brushed air. */
export function layOutPortrait(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx } = stage;
  const size = Math.min(heightPx * 0.92, widthPx * 1.05);
  const spot: Spot = { x: widthPx / 2, y: heightPx + stage.bleedPx * 0.5, size, facing: stage.light.x < widthPx / 2 ? 1 : -1 };
  return [
    { name: "halo", depth: 0.12, isGlow: true, box: fullBox(stage), paint: (pen) => paintHalo(pen, stage, spot) },
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
  for (let patch = 0; patch < 16; patch += 1) {
    const at = { x: random.range(0, stage.widthPx), y: random.range(0, stage.heightPx) };
    const colour = random.pick([palette.glow, palette.sky[1], palette.cloudLit, palette.accents[1], palette.haze]);
    pen.globalAlpha = 0.12;
    pen.fillStyle = colour;
    traceBlob(pen, at, unit * random.range(9, 26), unit * random.range(6, 18), random, 0.3);
    pen.fill();
  }
  pen.globalAlpha = 1;
  paintGlow(pen, head, spot.size * 0.8, palette.glow, 0.6);
  pen.fillStyle = radialGradient(pen, head, spot.size * 0.42, [
    [0, mix(palette.light, palette.glow, 0.3)],
    [0.8, mix(palette.light, palette.glow, 0.55)],
    [1, mix(palette.glow, palette.sky[3], 0.25)],
  ]);
  pen.beginPath();
  pen.arc(head.x, head.y, spot.size * 0.39, 0, Math.PI * 2);
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
