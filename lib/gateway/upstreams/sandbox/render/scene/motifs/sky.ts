import { mix } from "../colour.ts";
import { paintGlow, verticalGradient } from "../paint.ts";
import { fullBox, type Layer, type Stage } from "../stage.ts";

/** The air: a gradient down to the horizon and the light's glow in it. */
export function layOutSky(stage: Stage): readonly Layer[] {
  return [{ name: "sky", depth: 0, box: fullBox(stage), paint: (pen) => paintSky(pen, stage) }];
}

function paintSky(pen: Parameters<typeof paintGlow>[0], stage: Stage): void {
  const { palette, horizonY, light, heightPx, widthPx } = stage;
  const box = fullBox(stage);
  const bottom = horizonY * 1.04;
  pen.fillStyle = verticalGradient(pen, 0, bottom, [
    [0, palette.sky[0]],
    [0.28, palette.sky[1]],
    [0.56, palette.sky[2]],
    [0.8, palette.sky[3]],
    [1, palette.sky[4]],
  ]);
  pen.fillRect(box.x, box.y, box.width, box.height);
  const reach = Math.max(widthPx, heightPx);
  const isLow = light.y > horizonY * 0.6;
  const strength = isOvercast(stage) ? 0.35 : 1;
  paintGlow(pen, light, reach * 0.62, palette.glow, (isLow ? 0.6 : 0.42) * strength);
  if (!isLow) return;
  // Low light also lies along the horizon, wider than high.
  pen.save();
  pen.translate(light.x, horizonY);
  pen.scale(1, 0.32);
  paintGlow(
    pen,
    { x: 0, y: 0 },
    reach * 0.9,
    mix(palette.glow, palette.light, 0.35),
    0.5 * strength,
  );
  pen.restore();
}

function isOvercast(stage: Stage): boolean {
  return ["rain", "storm", "snow", "fog"].includes(stage.scene.weather) && !stage.scene.isNeon;
}
