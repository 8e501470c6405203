import { createCanvas, ImageData } from "@napi-rs/canvas";
import { mix, toRgb } from "../colour.ts";
import { getCloudField, sampleField } from "../noise.ts";
import { boxAbove, type Layer, type Pen, type Stage } from "../stage.ts";

const MAP_WIDTH = 420;

type Cover = { threshold: number; softness: number; density: number };

const COVER: Readonly<Record<string, Cover>> = {
  clear: { threshold: 0.55, softness: 0.22, density: 0.8 },
  cloudy: { threshold: 0.4, softness: 0.2, density: 0.95 },
  fog: { threshold: 0.3, softness: 0.5, density: 0.5 },
  rain: { threshold: 0.28, softness: 0.4, density: 0.8 },
  storm: { threshold: 0.3, softness: 0.32, density: 0.95 },
  snow: { threshold: 0.3, softness: 0.5, density: 0.6 },
};

/** Clouds of sampled noise, lit from where the light stands, drifting slowly. */
export function layOutClouds(stage: Stage): readonly Layer[] {
  const { scene, unit, horizonY } = stage;
  const isNight = scene.timeOfDay === "night";
  const cover = COVER[scene.weather];
  if (cover === undefined || (isNight && scene.weather === "clear" && !scene.isNeon)) return [];
  const box = boxAbove(stage, horizonY);
  const wide = { ...box, x: box.x - unit * 14, width: box.width + unit * 28 };
  const speed = unit * (scene.weather === "storm" ? 2.4 : 0.9);
  return [
    {
      name: "clouds",
      depth: 0.05,
      isGlow: true,
      box: wide,
      paint: (pen) => paintClouds(pen, stage, wide, cover),
      drift: (timeS) => ({ x: Math.min(unit * 14, timeS * speed), y: 0 }),
    },
  ];
}

function paintClouds(
  pen: Pen,
  stage: Stage,
  box: { x: number; y: number; width: number; height: number },
  cover: Cover,
): void {
  const width = MAP_WIDTH;
  const height = Math.max(2, Math.round((box.height / box.width) * width));
  const map = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(width * height * 4);
  fillClouds(pixels, width, height, stage, cover);
  map.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(map, box.x, box.y, box.width, box.height);
}

/** Seen from below: the nearer the horizon, the more a cloud is squeezed and the paler it is. */
function fillClouds(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  stage: Stage,
  cover: Cover,
): void {
  const { palette, scene } = stage;
  const field = getCloudField();
  const random = stage.random("clouds");
  const offset = { x: random.range(0, 512), y: random.range(0, 512) };
  const lit = toRgb(palette.cloudLit);
  const shade = toRgb(palette.cloudShade);
  const pale = toRgb(mix(palette.cloudLit, palette.sky[4], 0.5));
  const towardLight = (stage.light.x / stage.widthPx - 0.5) * 9;
  const openAround = createOpening(stage);
  const bias = scene.weather === "clear" ? random.range(-0.03, 0.05) : 0;
  for (let y = 0; y < height; y += 1) {
    const rise = 1 - y / height;
    const squeeze = 1 / (rise * 0.9 + 0.16);
    const fade = Math.min(1, rise * 5) * (0.55 + 0.45 * Math.min(1, (1 - rise) * 2.2 + 0.3));
    for (let x = 0; x < width; x += 1) {
      const u = offset.x + (x - width / 2) * 0.34 * squeeze ** 0.55;
      const v = offset.y + squeeze * 62;
      const body = sampleField(field, u, v);
      const detail = sampleField(field, u * 3.1, v * 2.4) - 0.5;
      const thickness = body + detail * 0.2 - cover.threshold + bias;
      const alpha = Math.min(1, Math.max(0, thickness / cover.softness));
      if (alpha === 0) continue;
      const toward = sampleField(field, u + towardLight, v - 9) + detail * 0.2;
      const light = Math.min(1, Math.max(0, 0.55 + (body - toward) * 3.2 - thickness * 0.5));
      const index = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const shaded = shade[channel as 0] + (lit[channel as 0] - shade[channel as 0]) * light;
        pixels[index + channel] = shaded + (pale[channel as 0] - shaded) * (1 - rise) * 0.5;
      }
      const opening = openAround(x / width, y / height);
      pixels[index + 3] = alpha * alpha * (3 - 2 * alpha) * fade * opening * cover.density * 255;
    }
  }
}

/** In fair weather the clouds thin out around the light, so that it is seen. */
function createOpening(stage: Stage): (shareX: number, shareY: number) => number {
  if (!["clear", "cloudy"].includes(stage.scene.weather)) return () => 1;
  const aspect = stage.widthPx / stage.horizonY;
  const at = { x: stage.light.x / stage.widthPx, y: stage.light.y / stage.horizonY };
  return (shareX, shareY) => {
    const dx = (shareX - at.x) * aspect;
    const dy = shareY - at.y;
    return 1 - 0.8 * Math.exp(-(dx * dx + dy * dy) * 14);
  };
}
