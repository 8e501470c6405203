import { createCanvas, ImageData } from "@napi-rs/canvas";
import { mix, toRgb } from "../colour.ts";
import { getCloudField, sampleField } from "../noise.ts";
import { fillDisc, paintGlow } from "../paint.ts";
import { boxAbove, type Layer, type Pen, type Stage } from "../stage.ts";

/** A sky of stars, a few of which twinkle. */
export function layOutStars(stage: Stage): readonly Layer[] {
  const box = boxAbove(stage, stage.horizonY);
  return [
    {
      name: "stars",
      depth: 0.01,
      isGlow: true,
      box,
      paint: (pen) => paintStars(pen, stage, 420),
      live: (pen, timeS) => drawTwinkles(pen, stage, timeS),
    },
  ];
}

/** The band of the Milky Way, with dust lanes and its own fine stars. */
export function layOutGalaxy(stage: Stage): readonly Layer[] {
  const box = boxAbove(stage, stage.horizonY);
  return [
    {
      name: "galaxy",
      depth: 0.012,
      isGlow: true,
      box,
      paint: (pen) => {
        paintBand(pen, stage, box);
        paintStars(pen, stage, 900);
      },
    },
  ];
}

function paintStars(pen: Pen, stage: Stage, count: number): void {
  const random = stage.random(`stars-${count}`);
  const { palette, unit, horizonY, widthPx, bleedPx } = stage;
  for (let star = 0; star < count; star += 1) {
    const at = {
      x: random.range(-bleedPx, widthPx + bleedPx),
      y: random.range(-bleedPx, horizonY) * random.range(0.4, 1),
    };
    const size = random.next() ** 5;
    pen.globalAlpha = (0.25 + 0.75 * random.next()) * (1 - (at.y / horizonY) ** 3 * 0.9);
    pen.fillStyle = random.chance(0.2) ? palette.accents[0] : palette.light;
    fillDisc(pen, at, Math.max(0.42, unit * (0.07 + size * 0.24)));
  }
  pen.globalAlpha = 1;
}

function drawTwinkles(pen: Pen, stage: Stage, timeS: number): void {
  const random = stage.random("twinkles");
  const { palette, unit, horizonY, widthPx } = stage;
  pen.fillStyle = palette.light;
  for (let star = 0; star < 14; star += 1) {
    const at = { x: random.range(0, widthPx), y: random.range(0, horizonY * 0.75) };
    const pulse = 0.6 + 0.4 * Math.sin(timeS * random.range(1.5, 4) + random.range(0, 6));
    const size = unit * random.range(0.5, 1.5) * pulse;
    pen.globalAlpha = pulse;
    pen.beginPath();
    for (let ray = 0; ray < 8; ray += 1) {
      const angle = (ray * Math.PI) / 4;
      const reach = ray % 2 === 0 ? size : size * 0.16;
      pen.lineTo(at.x + Math.cos(angle) * reach, at.y + Math.sin(angle) * reach);
    }
    pen.closePath();
    pen.fill();
  }
  pen.globalAlpha = 1;
}

const MAP_WIDTH = 360;

function paintBand(
  pen: Pen,
  stage: Stage,
  box: { x: number; y: number; width: number; height: number },
) {
  const width = MAP_WIDTH;
  const height = Math.max(2, Math.round((box.height / box.width) * width));
  const { palette } = stage;
  const random = stage.random("galaxy");
  const slope = random.range(0.5, 1.1) * (random.chance(0.5) ? 1 : -1);
  const field = getCloudField();
  const pixels = new Uint8ClampedArray(width * height * 4);
  const core = toRgb(mix(palette.light, palette.accents[1], 0.25));
  const rim = toRgb(mix(palette.glow, palette.accents[3], 0.35));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x - width / 2;
      const v = y - height * 0.5;
      const across = (v - u * slope) / Math.hypot(1, slope) / height;
      const cloud = sampleField(field, x * 0.9, y * 0.9);
      const lane = sampleField(field, x * 1.7 + 90, y * 1.7);
      const glow = Math.exp(-((across * 4.6) ** 2)) * (0.35 + cloud);
      const dust = Math.max(0, 1 - Math.abs(across * 9 + (cloud - 0.5) * 2)) * lane * 1.1;
      const strength = Math.max(0, glow - dust * 0.75);
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const from = rim[channel as 0];
        pixels[index + channel] = from + (core[channel as 0] - from) * Math.min(1, strength);
      }
      pixels[index + 3] = Math.min(1, strength * 0.75) * 255;
    }
  }
  const map = createCanvas(width, height);
  map.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(map, box.x, box.y, box.width, box.height);
  paintGlow(
    pen,
    { x: stage.widthPx / 2, y: box.height * 0.45 },
    box.width * 0.3,
    palette.glow,
    0.14,
  );
}
