import { type Canvas, createCanvas, ImageData } from "@napi-rs/canvas";
import { type Colour, mix, toRgb } from "../colour.ts";
import { getCloudField, sampleField } from "../noise.ts";
import { fillEllipse } from "../paint.ts";
import { createRandom } from "../random.ts";
import { createStageCanvas, fullBox, type Pen, type Stage } from "../stage.ts";
import { layTile } from "../tiles.ts";

/** The paper's tooth with drops flicked off the brush, to multiply a frame by. */
export function paintPaper(stage: Stage): Canvas {
  const { canvas, pen } = createStageCanvas(stage);
  layTile(pen, "paper", fullBox(stage), Math.max(0.7, stage.unit / 13));
  splatter(pen, stage);
  return canvas;
}

/** Border pixels per stage pixel: the wash's edge is soft, half the size is enough. */
const SHARE = 0.5;

/** The unpainted margin around the picture, along which its pigment has pooled. */
export function paintBorder(stage: Stage, paperColour: Colour): Canvas {
  const { canvas, pen } = createStageCanvas(stage);
  const width = Math.ceil(canvas.width * SHARE);
  const height = Math.ceil(canvas.height * SHARE);
  const unit = stage.unit * SHARE;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const field = getCloudField();
  const scale = 5 / unit;
  const margin = unit * 4.2 + stage.bleedPx * SHARE;
  const paper = toRgb(paperColour);
  const edge = toRgb(mix(stage.palette.near, stage.palette.sky[2], 0.3));
  const inner = margin + unit * 5;
  for (let y = 0; y < height; y += 1) {
    const fromSide = Math.min(y, height - 1 - y);
    for (let x = 0; x < width; x += 1) {
      const reach = Math.min(fromSide, x, width - 1 - x);
      if (reach > inner) {
        // Nothing but picture until the far margin.
        if (x < width - inner) x = Math.max(x, Math.floor(width - inner) - 1);
        continue;
      }
      const wander =
        (sampleField(field, x * scale * 0.35, y * scale * 0.35) - 0.5) * 4.6 +
        (sampleField(field, x * scale * 2.6, y * scale * 2.6) - 0.5) * 1.6;
      const depth = (reach - margin) / unit + wander;
      const bare = Math.max(0, Math.min(1, 0.5 - depth * 2.6));
      const wet = Math.max(0, 1 - Math.abs(depth - 0.34) / 0.42) * 0.26;
      const alpha = Math.max(bare, wet);
      if (alpha === 0) continue;
      const index = (y * width + x) * 4;
      const share = bare / (bare + wet);
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[index + channel] =
          edge[channel as 0] + (paper[channel as 0] - edge[channel as 0]) * share;
      }
      pixels[index + 3] = alpha * 255;
    }
  }
  const small = createCanvas(width, height);
  small.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  pen.resetTransform();
  pen.imageSmoothingQuality = "high";
  pen.drawImage(small, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Drops flicked off the brush. */
function splatter(pen: Pen, stage: Stage): void {
  const random = createRandom(stage.scene.seed, "splatter");
  const { palette, unit, widthPx, heightPx } = stage;
  const from = { x: random.pick([0.1, 0.88]) * widthPx, y: random.pick([0.12, 0.9]) * heightPx };
  for (let drop = 0; drop < 46; drop += 1) {
    const away = unit * 34 * random.next() ** 1.6;
    const angle = random.range(0, Math.PI * 2);
    const at = { x: from.x + Math.cos(angle) * away * 1.5, y: from.y + Math.sin(angle) * away };
    pen.fillStyle = random.pick([palette.sky[0], palette.glow, palette.near, palette.accents[1]]);
    pen.globalAlpha = random.range(0.12, 0.42);
    const size = unit * (0.1 + random.next() ** 4 * 0.75);
    fillEllipse(pen, at, size, size * random.range(0.7, 1), angle);
  }
}
