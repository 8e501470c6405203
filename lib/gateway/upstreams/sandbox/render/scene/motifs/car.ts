import { lighten, mix } from "../colour.ts";
import { fillDisc, fillEllipse, linearGradient, paintGlow, tracePoints } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";
import { paintContactShadow, placeSubject, type Spot, subjectLayer } from "./place.ts";
import { isDark } from "./skyline.ts";

/** A coupé from the side; its wheels turn and it rolls on in a film. */
export function layOutCar(stage: Stage): readonly Layer[] {
  const spot = carSpot(stage);
  return [
    subjectLayer("car", spot, 3.6, (pen, { phase }) => paintCar(pen, stage, phase), {
      depth: 0.7,
      poses: { count: 6, periodS: 0.4 },
      drift: (timeS) => ({
        x: timeS * stage.unit * 1.4 * spot.facing,
        y: Math.sin(timeS * 9) * stage.unit * 0.05,
      }),
    }),
  ];
}

function carSpot(stage: Stage): Spot {
  const spot = placeSubject(stage, 0.27, -0.02);
  return { ...spot, size: Math.min(stage.heightPx * 0.27, stage.widthPx * 0.27) };
}

/** The roof, for whoever sits on it. */
export function carRoof(stage: Stage): Spot {
  const spot = carSpot(stage);
  return {
    ...spot,
    x: spot.x - spot.facing * spot.size * 0.12,
    y: spot.y - spot.size * 0.83,
    size: spot.size * 0.9,
  };
}

function paintCar(pen: Pen, stage: Stage, phase: number): void {
  const { palette, scene } = stage;
  const paint =
    scene.motifColours.car ??
    stage.random("car").pick(["#c8322e", "#2f6f86", "#e3b04b", "#e9e2d4"]);
  const body = mix(paint, palette.sky[1], isDark(stage) ? 0.22 : 0.06);
  const dark = mix(body, palette.near, 0.62);
  paintContactShadow(pen, 150, 0.55);
  pen.fillStyle = mix(palette.near, "#101014", 0.5);
  pen.fillRect(-112, -32, 224, 20);
  traceBody(pen);
  const shine = pen.createLinearGradient(0, -60, 0, -10);
  shine.addColorStop(0, mix(body, palette.light, 0.5));
  shine.addColorStop(0.2, lighten(body, 0.03));
  shine.addColorStop(0.55, body);
  shine.addColorStop(0.58, mix(body, dark, 0.5));
  shine.addColorStop(1, dark);
  pen.fillStyle = shine;
  pen.fill();
  paintCabin(pen, stage, body);
  pen.strokeStyle = mix(palette.light, body, 0.3);
  pen.lineWidth = 1.3;
  pen.beginPath();
  pen.moveTo(-118, -41);
  pen.bezierCurveTo(-60, -45, 60, -45, 124, -35);
  pen.stroke();
  pen.strokeStyle = dark;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(24, -52);
  pen.lineTo(20, -18);
  pen.lineTo(-34, -18);
  pen.lineTo(-40, -52);
  pen.stroke();
  for (const x of [-72, 76]) paintWheel(pen, x, phase, stage);
  paintLamps(pen, stage);
}

function traceBody(pen: Pen): void {
  pen.beginPath();
  pen.moveTo(-126, -22);
  pen.bezierCurveTo(-130, -40, -122, -50, -104, -52);
  pen.bezierCurveTo(-70, -55, 20, -56, 44, -53);
  pen.bezierCurveTo(80, -50, 112, -46, 124, -36);
  pen.bezierCurveTo(130, -30, 130, -22, 126, -15);
  pen.lineTo(-120, -15);
  pen.closePath();
}

function paintCabin(pen: Pen, stage: Stage, body: string): void {
  const { palette } = stage;
  pen.beginPath();
  pen.moveTo(-94, -51);
  pen.bezierCurveTo(-72, -72, -50, -83, -14, -83);
  pen.bezierCurveTo(18, -83, 34, -70, 54, -51);
  pen.closePath();
  pen.fillStyle = linearGradient(pen, { x: 0, y: -84 }, { x: 0, y: -52 }, [
    [0, mix(body, palette.light, 0.42)],
    [0.4, body],
  ]);
  pen.fill();
  const glass = (points: readonly { x: number; y: number }[]) => {
    tracePoints(pen, points);
    pen.fillStyle = linearGradient(pen, { x: -80, y: -80 }, { x: 40, y: -50 }, [
      [0, mix(palette.sky[3], palette.light, 0.2)],
      [0.5, mix(palette.sky[1], palette.near, 0.35)],
      [1, mix(palette.near, palette.sky[1], 0.3)],
    ]);
    pen.fill();
  };
  glass([
    { x: -82, y: -53 },
    { x: -62, y: -70 },
    { x: -40, y: -77 },
    { x: -36, y: -53 },
  ]);
  glass([
    { x: -31, y: -53 },
    { x: -34, y: -78 },
    { x: -12, y: -79 },
    { x: 10, y: -76 },
    { x: 40, y: -53 },
  ]);
}

function paintWheel(pen: Pen, x: number, phase: number, stage: Stage): void {
  const { palette } = stage;
  const at = { x, y: -17 };
  pen.fillStyle = mix(palette.near, "#0e0e12", 0.6);
  fillDisc(pen, at, 23);
  pen.fillStyle = "#17171c";
  fillDisc(pen, at, 18.5);
  pen.fillStyle = mix("#c9ccd2", palette.sky[2], 0.25);
  fillDisc(pen, at, 11.5);
  pen.strokeStyle = "#2a2a31";
  pen.lineWidth = 2.2;
  for (let spoke = 0; spoke < 5; spoke += 1) {
    const angle = ((spoke + phase) / 5) * Math.PI * 2;
    pen.beginPath();
    pen.moveTo(at.x, at.y);
    pen.lineTo(at.x + Math.cos(angle) * 11, at.y + Math.sin(angle) * 11);
    pen.stroke();
  }
  pen.fillStyle = "#e8e8ea";
  fillDisc(pen, at, 2.8);
}

function paintLamps(pen: Pen, stage: Stage): void {
  const { palette } = stage;
  const shines = isDark(stage);
  pen.fillStyle = mix(palette.light, palette.accents[0], 0.3);
  fillEllipse(pen, { x: 117, y: -36 }, 5, 4.4, 0.5);
  pen.fillStyle = "#d8352c";
  fillEllipse(pen, { x: -124, y: -38 }, 2.6, 5.4);
  if (!shines) return;
  paintGlow(pen, { x: 117, y: -36 }, 62, palette.accents[0], 0.75);
  paintGlow(pen, { x: -124, y: -38 }, 30, "#ff4433", 0.6);
  tracePoints(pen, [
    { x: 119, y: -38 },
    { x: 230, y: -58 },
    { x: 230, y: 0 },
    { x: 119, y: -33 },
  ]);
  pen.fillStyle = linearGradient(pen, { x: 119, y: 0 }, { x: 230, y: 0 }, [
    [0, palette.accents[0], 0.5],
    [1, palette.accents[0], 0],
  ]);
  pen.fill();
}
