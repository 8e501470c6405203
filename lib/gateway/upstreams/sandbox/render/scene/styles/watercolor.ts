import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";
import { lighten, mix, saturate } from "../colour.ts";
import { getCloudField, NOISE_SIZE } from "../noise.ts";
import { paintGlow, traceBlob } from "../paint.ts";
import { mapPalette } from "../palette.ts";
import { createRandom, type Random } from "../random.ts";
import type { Pen, Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";
import type { PaintedLayer, Reworked, StyleCraft } from "./craft.ts";
import { paintBorder, paintPaper } from "./watercolor-sheet.ts";

const PAPER = "#fbf7ee";

/** Washes on rough paper: wandering edges, pigment pooled along them, a bare deckled border. */
export const watercolor: StyleCraft = {
  mixColours: (palette) =>
    mapPalette(palette, (colour) => saturate(mix(lighten(colour, 0.02), PAPER, 0.08), 1.25)),
  finishLayer: (painted) => {
    if (!painted.layer.isGlow) bleedColours(painted);
    poolPigment(painted);
  },
  rework: (painted) => {
    if (painted.layer?.isGlow !== true) wanderEdges(painted);
  },
  paintOverlays: (stage) => [
    { canvas: paintBorder(stage, PAPER), blend: "source-over" },
    { canvas: paintPaper(stage), blend: "multiply" },
  ],
};

/** Neighbouring pigments run into the wet wash: soft clouds of the palette's other colours. */
function bleedColours({ layer, pen, stage, region, origin }: PaintedLayer): void {
  const { palette, unit } = stage;
  const random = createRandom(stage.scene.seed, `bleed-${layer.name}`);
  const cool = [palette.sky[0], palette.sky[1], palette.accents[3], palette.sky[2]] as const;
  const pigments = layer.depth > 0.55 ? cool : ([...cool, palette.glow] as const);
  const isSky = layer.depth === 0;
  const strength = layer.isSubject ? 0.22 : isSky ? 0.2 : 0.32;
  // Nothing here is sharp, so it is made at an eighth of the size and enlarged.
  const wet = createCanvas(Math.ceil(region.width / 8), Math.ceil(region.height / 8));
  const wetPen = wet.getContext("2d");
  for (let cloud = 0; cloud < (isSky ? 9 : 12); cloud += 1) {
    const at = {
      x: random.range(0, wet.width),
      y: random.range(0, wet.height * (isSky ? 0.5 : 0.7)),
    };
    const reach = (unit / 8) * random.range(12, 36) * (layer.isSubject ? 0.4 : 1);
    paintGlow(wetPen, at, reach, saturate(random.pick(pigments), 1.5), strength);
  }
  pen.save();
  pen.globalCompositeOperation = "source-atop";
  pen.drawImage(wet, origin.x, origin.y, region.width, region.height);
  if (isSky) for (let bloom = 0; bloom < 3; bloom += 1) paintBackrun(pen, stage, random);
  pen.restore();
}

/** Where a drop fell into the half-dry wash: paler inside, a dark fringe around it. */
function paintBackrun(pen: Pen, stage: Stage, random: Random): void {
  const { unit, widthPx, horizonY, palette } = stage;
  const at = { x: random.range(0, widthPx), y: random.range(0, horizonY * 0.8) };
  traceBlob(pen, at, unit * random.range(5, 15), unit * random.range(3, 8), random, 0.3);
  pen.globalAlpha = 0.1;
  pen.fillStyle = PAPER;
  pen.fill();
  pen.globalAlpha = 0.07;
  pen.lineWidth = unit * 0.5;
  pen.strokeStyle = palette.sky[0];
  pen.stroke();
  pen.globalAlpha = 1;
}

/** Moves each pixel a little along noise, as water carries an edge. */
function wanderEdges({ pen, stage, region }: Reworked): void {
  const { x: left, y: top, width, height } = region;
  const reach = stage.unit * 1.7;
  const scale = 7 / stage.unit;
  const field = getCloudField();
  const image = pen.getImageData(left, top, width, height);
  const source = new Uint32Array(image.data.buffer);
  const target = new Uint32Array(source.length);
  const columns = Uint16Array.from({ length: width }, (_, x) => Math.floor(x * scale) & FIELD_MASK);
  for (let y = 0; y < height; y += 1) {
    const row = (Math.floor(y * scale) & FIELD_MASK) * NOISE_SIZE;
    for (let x = 0; x < width; x += 1) {
      const cell = row + (columns[x] ?? 0);
      const fromX = (x + ((field[cell] ?? 0.5) - 0.5) * reach) | 0;
      const fromY = (y + ((field[(cell + 71_303) & 0x3ffff] ?? 0.5) - 0.5) * reach) | 0;
      const sx = fromX < 0 ? 0 : fromX >= width ? width - 1 : fromX;
      const sy = fromY < 0 ? 0 : fromY >= height ? height - 1 : fromY;
      target[y * width + x] = source[sy * width + sx] ?? 0;
    }
  }
  pen.putImageData(new ImageData(new Uint8ClampedArray(target.buffer), width, height), left, top);
}

const FIELD_MASK = NOISE_SIZE - 1;

/** Pigment settles darker along the edge of a wash and speckles in the paper's tooth. */
function poolPigment(painted: PaintedLayer): void {
  const { layer, stage, pen, region, origin } = painted;
  pen.save();
  pen.globalCompositeOperation = "source-atop";
  if (!layer.isGlow && layer.depth > 0) {
    pen.globalAlpha = 0.3;
    pen.drawImage(paintInnerRim(painted), origin.x, origin.y, region.width, region.height);
  }
  pen.globalAlpha = layer.depth === 0 ? 0.11 : 0.15;
  layTile(pen, "pigment", { ...region, ...origin }, stage.unit / 5);
  pen.restore();
}

/** The dark inside edge of a silhouette, soft because it is made at a fraction of its size. */
function paintInnerRim({ canvas, region, stage }: PaintedLayer): Canvas {
  const shrink = Math.max(2, stage.unit * 0.75);
  const width = Math.max(1, Math.ceil(region.width / shrink));
  const height = Math.max(1, Math.ceil(region.height / shrink));
  const rim = createCanvas(width, height);
  const pen = rim.getContext("2d");
  pen.fillStyle = "#141c38";
  pen.fillRect(0, 0, width, height);
  pen.globalCompositeOperation = "destination-out";
  pen.imageSmoothingQuality = "medium";
  const { x, y } = region;
  // A little larger than life, so that the frame's own border gets no rim.
  pen.drawImage(canvas, x, y, region.width, region.height, 0, 0, width, height + 1);
  return rim;
}
