import { lighten, mix, withAlpha } from "../colour.ts";
import { linearGradient, strokeCurve } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";
import { atSpot, type Spot } from "./place.ts";

/** A sailing boat with its own broken reflection, rocking. */
export function layOutBoat(stage: Stage): readonly Layer[] {
  const { widthPx, heightPx, horizonY, unit, light } = stage;
  const size = heightPx * 0.3;
  const spot: Spot = {
    x: widthPx * (light.x > widthPx / 2 ? 0.36 : 0.64),
    y: horizonY + (heightPx - horizonY) * 0.3,
    size,
    facing: light.x > widthPx / 2 ? 1 : -1,
  };
  return [
    {
      name: "boat",
      depth: 0.45,
      isSubject: true,
      box: {
        x: spot.x - size * 0.7,
        y: spot.y - size * 1.15,
        width: size * 1.4,
        height: size * 2.25,
      },
      paint: (pen) => {
        pen.save();
        pen.globalAlpha = 0.3;
        pen.translate(0, spot.y * 2 + size * 0.02);
        pen.scale(1, -1);
        atSpot(pen, spot, () => paintBoat(pen, stage));
        pen.restore();
        atSpot(pen, spot, () => paintBoat(pen, stage));
        paintWake(pen, stage, spot);
      },
      drift: (timeS) => ({
        x: timeS * unit * 1.1 * spot.facing,
        y: Math.sin(timeS * 1.9) * unit * 0.35,
      }),
    },
  ];
}

function paintBoat(pen: Pen, stage: Stage): void {
  const { palette, scene } = stage;
  const sail = mix(scene.motifColours.boat ?? "#f6ecd9", palette.sky[3], 0.2);
  const hull = mix("#8a4a38", palette.near, 0.35);
  pen.strokeStyle = mix(palette.near, "#5a3a28", 0.4);
  pen.lineWidth = 1.6;
  strokeCurve(pen, [
    { x: 0, y: -8 },
    { x: 0, y: -100 },
  ]);
  const sailFill = (from: number, to: number) =>
    linearGradient(pen, { x: from, y: -60 }, { x: to, y: -30 }, [
      [0, lighten(sail, 0.04)],
      [0.6, sail],
      [1, mix(sail, palette.sky[1], 0.4)],
    ]);
  pen.fillStyle = sailFill(0, 42);
  pen.beginPath();
  pen.moveTo(2, -98);
  pen.bezierCurveTo(22, -70, 38, -36, 42, -16);
  pen.quadraticCurveTo(20, -12, 2, -16);
  pen.closePath();
  pen.fill();
  pen.fillStyle = sailFill(-30, 0);
  pen.beginPath();
  pen.moveTo(-2, -90);
  pen.bezierCurveTo(-12, -64, -28, -34, -32, -17);
  pen.quadraticCurveTo(-16, -13, -2, -17);
  pen.closePath();
  pen.fill();
  pen.fillStyle = linearGradient(pen, { x: 0, y: -12 }, { x: 0, y: 4 }, [
    [0, mix(hull, palette.glow, 0.3)],
    [0.4, hull],
    [1, mix(hull, palette.near, 0.6)],
  ]);
  pen.beginPath();
  pen.moveTo(-44, -12);
  pen.quadraticCurveTo(0, -5, 52, -14);
  pen.bezierCurveTo(44, 0, 34, 4, 22, 4);
  pen.lineTo(-26, 4);
  pen.bezierCurveTo(-36, 4, -42, -4, -44, -12);
  pen.fill();
  pen.strokeStyle = withAlpha(palette.light, 0.6);
  pen.lineWidth = 1;
  strokeCurve(pen, [
    { x: -43, y: -11 },
    { x: 0, y: -4.5 },
    { x: 51, y: -13 },
  ]);
}

function paintWake(pen: Pen, stage: Stage, spot: Spot): void {
  const random = stage.random("wake");
  pen.strokeStyle = withAlpha(stage.palette.light, 0.4);
  for (let line = 0; line < 9; line += 1) {
    const y = spot.y + spot.size * (0.035 + line * 0.02);
    const x = spot.x + random.range(-0.4, 0.4) * spot.size;
    pen.lineWidth = stage.unit * random.range(0.08, 0.2);
    strokeCurve(pen, [
      { x: x - spot.size * 0.16, y },
      { x, y: y + 1 },
      { x: x + spot.size * 0.16, y },
    ]);
  }
}
