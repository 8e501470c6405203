import { mix } from "../colour.ts";
import { createRandom } from "../random.ts";
import type { PaintedLayer, StyleCraft } from "./craft.ts";
import { paintGrain, paintVignette } from "./print.ts";
import { lightRim } from "./rim.ts";

/** Dark shapes with tube-lit edges, and light that floods its surroundings. */
export const neon: StyleCraft = {
  bloom: 0.75,
  finishLayer: outline,
  paintOverlays: (stage) => [
    { canvas: paintGrain(stage, 0.16), blend: "overlay" },
    { canvas: paintVignette(stage, 0.42), blend: "multiply" },
  ],
};

function outline(painted: PaintedLayer): void {
  const { layer, stage } = painted;
  if (layer.isGlow || layer.depth === 0 || UNLIT.test(layer.name)) return;
  const { accents, light } = stage.palette;
  const width = Math.max(1, stage.unit * 0.26);
  const [pink, cyan] = [mix(accents[0], light, 0.15), mix(accents[1], light, 0.15)];
  if (layer.isSubject) {
    lightRim(painted, pink, { dx: -width * 1.4, dy: -width * 0.5, strength: 0.95 });
    lightRim(painted, cyan, { dx: width * 1.4, dy: -width * 0.5, strength: 0.95 });
    return;
  }
  const colour = createRandom(stage.scene.seed, layer.name).pick([
    pink,
    cyan,
    mix(accents[3], light, 0.2),
  ]);
  lightRim(painted, colour, { dx: 0, dy: -width, strength: 0.35 + layer.depth * 0.6 });
}

/** These bring their own lights. */
const UNLIT = /^(front|road|water|towers|forest)/;
