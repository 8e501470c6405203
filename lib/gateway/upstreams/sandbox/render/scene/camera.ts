import type { Camera } from "./scene.ts";
import type { Layer, Pen, Stage } from "./stage.ts";

/** How far the camera has come: a zoom about the vanishing point and a shift of the near. */
export type View = { zoom: number; shiftX: number; shiftY: number };

/** The camera's place after `progress` (0 to 1) of the film, easing in and out. */
export function viewAt(camera: Camera, stage: Stage, progress: number): View {
  const eased = progress * progress * (3 - 2 * progress) * 0.55 + progress * 0.45;
  // Never beyond the bleed that the layers were painted with.
  const pan = stage.bleedPx * Math.min(1, 0.8 * camera.pace) * (2 * eased - 1);
  const travel = 0.2 * Math.min(1.6, camera.pace);
  const breath = 1 + 0.045 * eased;
  switch (camera.move) {
    case "push":
      return { zoom: 1 + travel * eased, shiftX: 0, shiftY: 0 };
    case "pull":
      return { zoom: 1 + travel * (1 - eased), shiftX: 0, shiftY: 0 };
    case "rise":
      return { zoom: breath, shiftX: 0, shiftY: pan };
    case "sink":
      return { zoom: breath, shiftX: 0, shiftY: -pan };
    case "left":
      return { zoom: breath, shiftX: pan, shiftY: 0 };
    case "right":
      return { zoom: breath, shiftX: -pan, shiftY: 0 };
    case "still":
      return { zoom: 1, shiftX: 0, shiftY: 0 };
  }
}

/** Sets the pen so that drawing in stage coordinates lands where the camera sees the layer. */
export function aim(pen: Pen, stage: Stage, layer: Layer, view: View): void {
  // The sky stands still as well: it then copies in whole pixels, eight times as fast.
  if (layer.depth > WEATHER_DEPTH || layer.depth === 0) {
    pen.resetTransform();
    return;
  }
  const zoom = 1 + (view.zoom - 1) * (0.08 + 0.92 * layer.depth);
  const reach = 0.12 + 0.88 * layer.depth;
  const centreX = stage.widthPx / 2;
  const x = centreX * (1 - zoom) + view.shiftX * reach;
  const y = stage.horizonY * (1 - zoom) + view.shiftY * reach;
  pen.setTransform(zoom, 0, 0, zoom, x, y);
}

/** What falls in front of the lens does not move with the land. */
export const WEATHER_DEPTH = 0.96;
