import { mix } from "../colour.ts";
import { fillDisc, paintGlow } from "../paint.ts";
import type { Layer, Pen, Stage } from "../stage.ts";

/** The sun's disc and halo; it climbs a little at sunrise and sinks at sunset. */
export function layOutSun(stage: Stage): readonly Layer[] {
  const { light, unit, scene } = stage;
  const radius = unit * (scene.timeOfDay === "day" ? 4.6 : 6.4);
  const reach = radius * 6;
  const climb = { sunrise: -1, sunset: 1, dusk: 1, day: 0, night: 0 }[scene.timeOfDay];
  return [
    {
      name: "sun",
      depth: 0.02,
      isGlow: true,
      box: { x: light.x - reach, y: light.y - reach, width: reach * 2, height: reach * 2 },
      paint: (pen) => paintSun(pen, stage, radius),
      drift: (timeS) => ({ x: 0, y: climb * timeS * unit * 0.7 }),
    },
  ];
}

function paintSun(pen: Pen, stage: Stage, radius: number): void {
  const { light, palette, scene } = stage;
  paintGlow(pen, light, radius * 6, mix(palette.glow, palette.light, 0.4), 0.75);
  if (scene.isNeon) {
    paintStripedSun(pen, stage, radius * 2.1);
    return;
  }
  pen.fillStyle = mix(palette.light, palette.glow, scene.timeOfDay === "day" ? 0 : 0.12);
  fillDisc(pen, light, radius);
}

/** The striped disc of synthwave sleeves. */
function paintStripedSun(pen: Pen, stage: Stage, radius: number): void {
  const { light, palette } = stage;
  const [pink, , yellow] = palette.accents;
  pen.save();
  pen.beginPath();
  pen.arc(light.x, light.y, radius, 0, Math.PI * 2);
  pen.clip();
  const fill = pen.createLinearGradient(0, light.y - radius, 0, light.y + radius);
  fill.addColorStop(0, yellow);
  fill.addColorStop(0.75, pink);
  pen.fillStyle = fill;
  let y = light.y - radius;
  for (let band = 0; y < light.y + radius; band += 1) {
    const height = radius * (band === 0 ? 0.95 : 0.2 - band * 0.018);
    pen.fillRect(light.x - radius, y, radius * 2, height);
    y += height + radius * (0.015 + band * 0.014);
  }
  pen.restore();
}
