import type { Colour } from "./colour.ts";
import { composeLayers } from "./compose.ts";
import type { Reference } from "./reference.ts";
import type { Scene } from "./scene.ts";
import { createStage, type Layer, type Stage } from "./stage.ts";
import type { StyleCraft } from "./styles/craft.ts";
import { CRAFTS } from "./styles/index.ts";

/** A scene ready to be painted: its stage, its layers, the craft of its style. */
export type SceneSet = {
  stage: Stage;
  layers: readonly Layer[];
  craft: StyleCraft;
  /** Frame pixels per stage pixel: 1 but for pixel art. */
  grainPx: number;
};

/** Sets a scene up for a frame. `sampled` are colours of further pictures it must match. */
export function buildSet(
  read: Scene,
  frame: { widthPx: number; heightPx: number; bleedShare: number },
  references: readonly Reference[],
  sampled: readonly Colour[] = [],
): SceneSet {
  // An input picture is place enough: nothing is chosen to complete the prompt.
  const scene = references.length > 0 ? { ...read, motifs: read.named } : read;
  const craft = CRAFTS[scene.style];
  const shorter = Math.min(frame.widthPx, frame.heightPx);
  const grainPx = craft.grainPx?.(shorter) ?? 1;
  const colours = [...references.flatMap((each) => each.colours), ...sampled];
  const laidOut = createStage(
    scene,
    {
      widthPx: Math.ceil(frame.widthPx / grainPx),
      heightPx: Math.ceil(frame.heightPx / grainPx),
      bleedPx: Math.round((shorter / grainPx) * frame.bleedShare),
    },
    colours,
  );
  const palette = craft.mixColours?.(laidOut.palette) ?? laidOut.palette;
  const stage = { ...laidOut, palette };
  return { stage, layers: composeLayers(stage, references), craft, grainPx };
}
