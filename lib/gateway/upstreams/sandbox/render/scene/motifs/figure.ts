import { lighten, mix, withAlpha } from "../colour.ts";
import { fillDisc, fillEllipse, strokeCurve, traceSmooth } from "../paint.ts";
import { shows } from "../scene.ts";
import type { Layer, Moment, Pen, Stage } from "../stage.ts";
import { isMoving } from "./cat.ts";
import { paintContactShadow, placeSubject, type Spot, subjectLayer } from "./place.ts";

type Dress = {
  coat: string;
  dark: string;
  skin: string;
  hair: string;
  kind: "person" | "woman" | "astronaut" | "robot";
};

/** A standing or walking figure seen from behind, looking into the scene. */
export function layOutFigure(stage: Stage): readonly Layer[] {
  const kind =
    (["astronaut", "robot", "woman"] as const).find((each) => shows(stage.scene, each)) ?? "person";
  const dress = dressOf(stage, kind);
  const walks = isMoving(stage);
  const hasUmbrella =
    ["rain", "storm"].includes(stage.scene.weather) && kind !== "astronaut" && kind !== "robot";
  const hasCompany = shows(stage.scene, "cat", "dog", "car");
  const spot = placeSubject(
    stage,
    0.46,
    hasCompany ? 0.2 * (stage.light.x > stage.widthPx / 2 ? -1 : 1) : 0,
  );
  return [
    subjectLayer(
      "figure",
      spot,
      1,
      (pen, { phase }) => {
        paintFigure(pen, stage, dress, walks ? phase : -1);
        if (hasUmbrella) paintUmbrella(pen, stage, 0);
      },
      { depth: 0.71, ...(walks ? { poses: { count: 12, periodS: 1.1 } } : {}) },
    ),
  ];
}

/** People with umbrellas about the street, some coming, some going. */
export function layOutPassersby(stage: Stage): readonly Layer[] {
  const random = stage.random("passersby");
  const { widthPx, heightPx, horizonY, unit } = stage;
  return Array.from({ length: 6 }, (_, index) => {
    const near = 0.12 + index * 0.075;
    const side = random.chance(0.5) ? -1 : 1;
    const dress = dressOf(stage, random.chance(0.5) ? "woman" : "person");
    const coat = mix(dress.coat, stage.palette.near, 0.62);
    const y = horizonY + (heightPx - horizonY) * (near + 0.04);
    const size = (y - horizonY) * 1.15 + unit * 2;
    const x = widthPx / 2 + side * (y - horizonY) * random.range(0.25, 1.15);
    const spot: Spot = { x, y, size, facing: side === 1 ? 1 : -1 };
    const hasUmbrella = ["rain", "storm"].includes(stage.scene.weather) && random.chance(0.8);
    const tone = random.int(0, 3);
    const paint = (pen: Pen, { phase }: Moment) => {
      paintFigure(pen, stage, { ...dress, coat, dark: mix(coat, stage.palette.near, 0.6) }, phase);
      if (hasUmbrella) paintUmbrella(pen, stage, tone);
    };
    return subjectLayer(`passerby-${index}`, spot, 1, paint, {
      depth: 0.57 + index * 0.015,
      poses: { count: 8, periodS: 1.1 },
      drift: (timeS) => ({ x: side * timeS * unit * 0.4, y: 0 }),
    });
  });
}

function dressOf(stage: Stage, kind: Dress["kind"]): Dress {
  const { palette, scene } = stage;
  const own = scene.motifColours[kind];
  const cloth =
    kind === "astronaut"
      ? "#e8e9ec"
      : kind === "robot"
        ? "#9aa6b2"
        : stage.random("cloth").pick(["#b23a34", "#d8a13c", "#2f5d73", "#4a3b57"]);
  const coat = mix(own ?? cloth, palette.sky[1], 0.2);
  return {
    kind,
    coat,
    dark: mix(coat, palette.near, 0.6),
    skin: mix("#b98765", palette.sky[2], 0.2),
    hair: mix("#2a211f", palette.near, 0.3),
  };
}

function paintFigure(pen: Pen, stage: Stage, dress: Dress, phase: number): void {
  const { palette } = stage;
  paintContactShadow(pen, 30, 0.5);
  const swing = phase < 0 ? 0.22 : Math.sin(phase * Math.PI * 2);
  const bulk = dress.kind === "astronaut" ? 1.35 : dress.kind === "robot" ? 1.2 : 1;
  pen.lineCap = "round";
  for (const side of [-1, 1]) {
    pen.strokeStyle =
      dress.kind === "person" || dress.kind === "woman"
        ? mix(palette.near, "#2a2a36", 0.5)
        : mix(dress.coat, dress.dark, 0.35);
    pen.lineWidth = 7 * bulk;
    const foot = { x: side * 4.6 + swing * side * 3.4, y: -2 - Math.max(0, swing * side) * 3 };
    strokeCurve(pen, [{ x: side * 4 * bulk, y: -42 }, { x: side * 4.6 * bulk, y: -22 }, foot]);
    pen.fillStyle = mix(palette.near, "#15151c", 0.5);
    fillEllipse(pen, { x: foot.x + side * 0.6, y: foot.y + 0.6 }, 4.6 * bulk, 2.6);
  }
  const fill = pen.createLinearGradient(-14 * bulk, 0, 14 * bulk, 0);
  fill.addColorStop(0, mix(dress.coat, palette.glow, 0.3));
  fill.addColorStop(0.35, dress.coat);
  fill.addColorStop(1, dress.dark);
  pen.strokeStyle = fill;
  pen.lineWidth = 5.6 * bulk;
  for (const side of [-1, 1]) {
    strokeCurve(pen, [
      { x: side * 9.5 * bulk, y: -74 },
      { x: side * 13.5 * bulk, y: -60 },
      { x: side * 12.5 * bulk - swing * side * 2, y: -45 },
    ]);
  }
  pen.fillStyle = fill;
  const hem = dress.kind === "woman" ? 15 : 11.5;
  traceSmooth(pen, [
    { x: -9 * bulk, y: -80 },
    { x: 9 * bulk, y: -80 },
    { x: 11 * bulk, y: -68 },
    { x: 8.6 * bulk, y: -56 },
    { x: hem * bulk, y: -34 },
    { x: 0, y: -31 },
    { x: -hem * bulk, y: -34 },
    { x: -8.6 * bulk, y: -56 },
    { x: -11 * bulk, y: -68 },
  ]);
  pen.fill();
  paintHead(pen, stage, dress);
}

function paintHead(pen: Pen, stage: Stage, dress: Dress): void {
  const { palette } = stage;
  if (dress.kind === "astronaut") {
    pen.fillStyle = mix(dress.coat, dress.dark, 0.3);
    pen.beginPath();
    pen.roundRect(-11, -78, 22, 28, 4);
    pen.fill();
    pen.fillStyle = lighten(dress.coat, 0.03);
    fillDisc(pen, { x: 0, y: -89 }, 11.5);
    pen.fillStyle = mix(palette.accents[0], palette.near, 0.55);
    fillEllipse(pen, { x: 3.4, y: -89 }, 7.6, 7);
    pen.fillStyle = withAlpha(palette.light, 0.75);
    fillEllipse(pen, { x: 0.6, y: -92 }, 2.4, 1.4, -0.5);
    return;
  }
  if (dress.kind === "robot") {
    pen.fillStyle = lighten(dress.coat, 0.02);
    pen.beginPath();
    pen.roundRect(-9, -99, 18, 17, 4);
    pen.fill();
    pen.fillStyle = palette.accents[1];
    fillDisc(pen, { x: 3.5, y: -91 }, 2);
    fillDisc(pen, { x: -3, y: -91 }, 2);
    pen.fillRect(-0.5, -106, 1, 7);
    return;
  }
  pen.fillStyle = dress.skin;
  pen.fillRect(-2.6, -84, 5.2, 6);
  fillEllipse(pen, { x: 0, y: -90 }, 6.2, 7.4);
  pen.fillStyle = dress.hair;
  if (dress.kind === "woman") {
    traceSmooth(pen, [
      { x: 0, y: -100 },
      { x: 8, y: -95 },
      { x: 8.6, y: -84 },
      { x: 7, y: -71 },
      { x: 0, y: -67 },
      { x: -7, y: -71 },
      { x: -8.6, y: -84 },
      { x: -8, y: -95 },
    ]);
    pen.fill();
    return;
  }
  fillEllipse(pen, { x: 0, y: -92 }, 6.8, 7);
}

function paintUmbrella(pen: Pen, stage: Stage, tone: number): void {
  const { palette } = stage;
  const cloth = mix(
    palette.accents[tone] ?? palette.accents[0],
    palette.sky[1],
    stage.scene.isNeon ? 0.1 : 0.25,
  );
  pen.strokeStyle = mix(palette.near, "#22222a", 0.4);
  pen.lineWidth = 1.3;
  strokeCurve(pen, [
    { x: 8, y: -58 },
    { x: 6, y: -120 },
  ]);
  pen.beginPath();
  pen.moveTo(-32, -98);
  pen.bezierCurveTo(-28, -132, 38, -134, 42, -100);
  for (let rib = 0; rib < 4; rib += 1) {
    const from = 42 - rib * 18.5;
    pen.quadraticCurveTo(from - 9.25, -107, from - 18.5, -99);
  }
  pen.closePath();
  const fill = pen.createLinearGradient(0, -128, 0, -98);
  fill.addColorStop(0, mix(cloth, palette.light, 0.35));
  fill.addColorStop(1, mix(cloth, palette.near, 0.35));
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = withAlpha(palette.near, 0.35);
  pen.lineWidth = 0.7;
  for (const x of [-13.5, 5, 23.5])
    strokeCurve(pen, [
      { x: 5, y: -125 },
      { x: (x + 5) / 2, y: -116 },
      { x, y: -100 },
    ]);
}
