import { type Colour, lighten, mix, withAlpha } from "../colour.ts";
import { createContour } from "../noise.ts";
import { linearGradient, radialGradient, traceSmooth } from "../paint.ts";
import { fullBox, type Layer, type Pen, type Stage } from "../stage.ts";

/** A composition without a subject: one of three families, chosen by the seed. */
export function layOutAbstract(stage: Stage): readonly Layer[] {
  const colours = coloursOf(stage);
  const family = stage.random("abstract").pick([layOutRibbons, layOutDiscs, layOutPebbles]);
  return [
    {
      name: "abstract-ground",
      depth: 0,
      box: fullBox(stage),
      paint: (pen) => paintGround(pen, stage, colours),
    },
    ...family(stage, colours),
  ];
}

function coloursOf(stage: Stage): readonly Colour[] {
  const { palette, scene } = stage;
  const [first, second] = scene.colours;
  if (first === undefined)
    return [palette.sky[0], palette.accents[1], palette.sky[3], palette.accents[0], palette.light];
  const partner = second ?? mix(first, palette.glow, 0.6);
  return [
    ...scene.colours,
    partner,
    mix(first, partner, 0.5),
    lighten(partner, 0.14),
    "#fbf3e6",
    mix(first, "#16203a", 0.55),
  ];
}

function colourAt(colours: readonly Colour[], index: number): Colour {
  return colours[index % colours.length] ?? "#888888";
}

function paintGround(pen: Pen, stage: Stage, colours: readonly Colour[]): void {
  const box = fullBox(stage);
  const base = mix("#f8f0e2", colourAt(colours, 1), 0.1);
  pen.fillStyle = linearGradient(pen, { x: box.x, y: box.y }, { x: box.width, y: box.height }, [
    [0, lighten(base, 0.02)],
    [1, mix(base, colourAt(colours, 0), 0.28)],
  ]);
  pen.fillRect(box.x, box.y, box.width, box.height);
}

/** Broad bands of colour flowing across, each with light along its crest. */
function layOutRibbons(stage: Stage, colours: readonly Colour[]): readonly Layer[] {
  const { heightPx, unit } = stage;
  const count = 9;
  return Array.from({ length: count }, (_, index) => {
    const near = index / (count - 1);
    const flow = createContour(stage.scene.seed, `ribbon-${index >> 1}`, 2, 0.35);
    const own = createContour(stage.scene.seed, `ribbon-own-${index}`, 2, 0.4);
    const heightAt = (x: number) =>
      heightPx * (0.08 + near * 0.86) +
      (flow(x / (unit * 70) + 5) * 0.8 + own(x / (unit * 50)) * 0.4) * heightPx * 0.24;
    const colour = mix(colourAt(colours, index), colourAt(colours, index + 1), 0.25 * (index % 3));
    return {
      name: `ribbon-${index}`,
      depth: 0.1 + near * 0.8,
      box: fullBox(stage),
      paint: (pen: Pen) => paintRibbon(pen, stage, heightAt, colour),
      drift: (timeS: number) => ({
        x: Math.sin(timeS * 0.6 + index) * unit * 2,
        y: Math.cos(timeS * 0.7 + index * 0.8) * unit * 1.6,
      }),
    };
  });
}

function paintRibbon(
  pen: Pen,
  stage: Stage,
  heightAt: (x: number) => number,
  colour: Colour,
): void {
  const box = fullBox(stage);
  const { unit } = stage;
  pen.beginPath();
  pen.moveTo(box.x, box.height + 2);
  for (let x = box.x; x <= box.x + box.width + unit; x += unit) pen.lineTo(x, heightAt(x));
  pen.lineTo(box.x + box.width + unit, box.height + 2);
  pen.closePath();
  const middle = heightAt(stage.widthPx / 2);
  pen.shadowColor = "rgba(20,16,40,0.35)";
  pen.shadowBlur = unit * 4;
  pen.shadowOffsetY = -unit * 0.8;
  pen.fillStyle = linearGradient(
    pen,
    { x: 0, y: middle - unit * 14 },
    { x: unit * 20, y: middle + unit * 30 },
    [
      [0, lighten(colour, 0.09)],
      [0.45, colour],
      [1, mix(colour, "#1b1736", 0.3)],
    ],
  );
  pen.fill();
  pen.shadowColor = "transparent";
  pen.strokeStyle = withAlpha(lighten(colour, 0.16), 0.7);
  pen.lineWidth = unit * 0.22;
  pen.beginPath();
  for (let x = box.x; x <= box.x + box.width + unit; x += unit)
    pen.lineTo(x, heightAt(x) + unit * 0.2);
  pen.stroke();
}

/** Circles, halves and quarters on a hidden grid, printed over one another. */
function layOutDiscs(stage: Stage, colours: readonly Colour[]): readonly Layer[] {
  const random = stage.random("discs");
  const { widthPx, heightPx, unit } = stage;
  const cell = unit * 26;
  return Array.from({ length: 24 }, (_, index) => {
    const at = {
      x: Math.round(random.range(-0.2, widthPx / cell)) * cell + cell / 2,
      y: Math.round(random.range(-0.2, heightPx / cell)) * cell + cell / 2,
    };
    const radius = cell * random.pick([0.5, 0.5, 1, 1, 1, 1.5]);
    const turn = random.int(0, 3) * (Math.PI / 2);
    const kind = random.int(0, 3);
    const colour = colourAt(colours, index);
    const reach = radius + unit * 2;
    return {
      name: `disc-${index}`,
      depth: 0.15 + index * 0.03,
      blend: index % 3 === 0 ? ("multiply" as const) : ("source-over" as const),
      box: { x: at.x - reach, y: at.y - reach, width: reach * 2, height: reach * 2 },
      paint: (pen: Pen) => {
        pen.translate(at.x, at.y);
        pen.rotate(turn);
        paintShape(pen, kind, radius, colour, unit);
      },
      drift: (timeS: number) => ({
        x: Math.sin(timeS * 0.8 + index * 2) * unit * 2.4,
        y: Math.cos(timeS * 0.6 + index) * unit * 2.4,
      }),
    };
  });
}

function paintShape(pen: Pen, kind: number, radius: number, colour: Colour, unit: number): void {
  pen.fillStyle = linearGradient(pen, { x: -radius, y: -radius }, { x: radius, y: radius }, [
    [0, lighten(colour, 0.06)],
    [1, mix(colour, "#1b1736", 0.16)],
  ]);
  pen.strokeStyle = colour;
  pen.beginPath();
  if (kind === 0) pen.arc(0, 0, radius, 0, Math.PI * 2);
  else if (kind === 1) pen.arc(0, 0, radius, 0, Math.PI);
  else if (kind === 2) {
    pen.moveTo(0, 0);
    pen.arc(0, 0, radius, 0, Math.PI / 2);
    pen.closePath();
  } else {
    for (let ring = 1; ring <= 5; ring += 1) {
      pen.moveTo((radius * ring) / 5, 0);
      pen.arc(0, 0, (radius * ring) / 5, 0, Math.PI * 2);
    }
    pen.lineWidth = unit * 0.8;
    pen.stroke();
    return;
  }
  pen.fill();
}

/** Large soft stones leaning on each other, lit from one side. */
function layOutPebbles(stage: Stage, colours: readonly Colour[]): readonly Layer[] {
  const random = stage.random("pebbles");
  const { widthPx, heightPx, unit } = stage;
  return Array.from({ length: 12 }, (_, index) => {
    const radius = unit * random.range(11, 32) * (1 - index * 0.03);
    const at = { x: random.range(0.05, 0.95) * widthPx, y: random.range(0.08, 0.92) * heightPx };
    const colour = colourAt(colours, index);
    const points = Array.from({ length: 7 }, (_, corner) => {
      const angle = (corner / 7) * Math.PI * 2;
      const reach = radius * random.range(0.75, 1.2);
      return { x: at.x + Math.cos(angle) * reach * 1.2, y: at.y + Math.sin(angle) * reach };
    });
    const reach = radius * 1.9;
    return {
      name: `pebble-${index}`,
      depth: 0.1 + index * 0.07,
      box: { x: at.x - reach, y: at.y - reach, width: reach * 2, height: reach * 2 },
      paint: (pen: Pen) => {
        traceSmooth(pen, points);
        pen.shadowColor = "rgba(30,20,50,0.3)";
        pen.shadowBlur = unit * 3.4;
        pen.shadowOffsetY = unit * 1.1;
        pen.fillStyle = radialGradient(
          pen,
          { x: at.x - radius * 0.5, y: at.y - radius * 0.6 },
          radius * 2.1,
          [
            [0, lighten(colour, 0.12)],
            [0.4, colour],
            [1, mix(colour, "#1d1838", 0.42)],
          ],
        );
        pen.fill();
        pen.shadowColor = "transparent";
      },
      drift: (timeS: number) => ({
        x: Math.sin(timeS * 0.5 + index * 1.3) * unit * 2.6,
        y: Math.cos(timeS * 0.6 + index) * unit * 2,
      }),
    };
  });
}
