import { lighten, mix } from "../colour.ts";
import { fillDisc, fillEllipse, paintGlow } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";

/** A full moon with its seas, or a crescent when the prompt says so. */
export function layOutMoon(stage: Stage): readonly Layer[] {
  const { light, unit, scene } = stage;
  const radius = unit * (/\b(big|huge|giant|full|large)\b/i.test(scene.prompt) ? 12 : 7.2);
  const reach = radius * 5;
  return [
    {
      name: "moon",
      depth: 0.025,
      isGlow: true,
      box: { x: light.x - reach, y: light.y - reach, width: reach * 2, height: reach * 2 },
      paint: (pen) => {
        paintGlow(pen, light, reach, stage.palette.glow, 0.55);
        if (/crescent|new moon/i.test(scene.prompt)) paintCrescent(pen, stage, radius);
        else paintDisc(pen, stage, radius);
      },
    },
  ];
}

function paintDisc(pen: Pen, stage: Stage, radius: number): void {
  const { light, palette, scene } = stage;
  const random = stage.random("moon");
  const colour = scene.motifColours.moon ?? palette.light;
  pen.save();
  pen.beginPath();
  pen.arc(light.x, light.y, radius, 0, Math.PI * 2);
  pen.fillStyle = colour;
  pen.fill();
  pen.clip();
  const seas = mix(colour, palette.sky[2], 0.34);
  for (let sea = 0; sea < 26; sea += 1) {
    const angle = random.range(0, Math.PI * 2);
    const away = radius * random.range(0.05, 0.85);
    const size = radius * random.range(0.07, 0.3);
    const at = { x: light.x + Math.cos(angle) * away, y: light.y + Math.sin(angle) * away };
    pen.globalAlpha = random.range(0.08, 0.22);
    pen.fillStyle = seas;
    fillEllipse(pen, at, size, size * 0.8, angle);
  }
  pen.restore();
}

function paintCrescent(pen: Pen, stage: Stage, radius: number): void {
  const { light, palette } = stage;
  pen.fillStyle = lighten(palette.sky[2], 0.04);
  pen.globalAlpha = 0.5;
  fillDisc(pen, light, radius);
  pen.globalAlpha = 1;
  pen.fillStyle = stage.scene.motifColours.moon ?? palette.light;
  pen.beginPath();
  pen.arc(light.x, light.y, radius, Math.PI * 0.25, Math.PI * 1.35, false);
  pen.arc(
    light.x + radius * 0.36,
    light.y - radius * 0.2,
    radius * 0.88,
    Math.PI * 1.3,
    Math.PI * 0.36,
    true,
  );
  pen.fill();
}
