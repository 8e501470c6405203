import { shows } from "../scene.ts";
import type { Box, Layer, Moment, Pen, Point, Stage } from "../stage.ts";

/** A spot on the ground with a size: subjects draw upward from it, 100 units tall by default. */
export type Spot = Point & { size: number; facing: -1 | 1 };

/** Where the main subject stands: before the land, off the light's side, at human scale. */
export function placeSubject(stage: Stage, sizeShare: number, shift = 0): Spot {
  const { widthPx, heightPx, light } = stage;
  const side = light.x > widthPx / 2 ? -1 : 1;
  const isStreet = shows(stage.scene, "city");
  const x = widthPx * (0.5 + (isStreet ? 0.02 : 0.09) * side + shift);
  const size = Math.min(heightPx, widthPx * 1.15) * sizeShare;
  return { x, y: heightPx * 0.925, size, facing: side < 0 ? 1 : -1 };
}

/** The box around a spot, `aspect` times as wide as tall. */
export function boxAround(spot: Spot, aspect: number): Box {
  const height = spot.size * 1.6;
  const width = spot.size * aspect * 1.5;
  return { x: spot.x - width / 2, y: spot.y - height * 0.84, width, height };
}

/** Draws in subject units: the ground at 0, up is negative, 100 units are the subject's size. */
export function atSpot(pen: Pen, spot: Spot, draw: () => void): void {
  pen.save();
  pen.translate(spot.x, spot.y);
  pen.scale((spot.size / 100) * spot.facing, spot.size / 100);
  draw();
  pen.restore();
}

/** A subject's layer; with poses it moves through them. */
export function subjectLayer(
  name: string,
  spot: Spot,
  aspect: number,
  paint: (pen: Pen, moment: Moment) => void,
  extra: Partial<Layer> = {},
): Layer {
  return {
    name,
    depth: 0.72,
    isSubject: true,
    box: boxAround(spot, aspect),
    paint: (pen, moment) => atSpot(pen, spot, () => paint(pen, moment)),
    ...extra,
  };
}

/** Soft dark under whatever stands on the ground, in subject units. */
export function paintContactShadow(pen: Pen, halfWidth: number, strength = 0.4): void {
  pen.save();
  pen.scale(1, 0.12);
  const fill = pen.createRadialGradient(0, 0, 0, 0, 0, halfWidth);
  fill.addColorStop(0, `rgba(6,6,16,${strength})`);
  fill.addColorStop(0.6, `rgba(6,6,16,${strength * 0.5})`);
  fill.addColorStop(1, "rgba(6,6,16,0)");
  pen.fillStyle = fill;
  pen.fillRect(-halfWidth, -halfWidth, halfWidth * 2, halfWidth * 2);
  pen.restore();
}
