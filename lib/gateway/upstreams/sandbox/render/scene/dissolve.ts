import type { Canvas } from "@napi-rs/canvas";
import type { Pen } from "./stage.ts";

/** The given first and last pictures of a film, already cut to its frame. */
export type Bookends = { first: Canvas | null; last: Canvas | null };

/**
 * Lays the given pictures over a frame: the film begins on exactly the first one and lets go
 * of it while moving toward it, and comes to rest on exactly the last one.
 */
export function drawBookends(
  pen: Pen,
  { first, last }: Bookends,
  frame: { index: number; count: number; widthPx: number; heightPx: number },
): void {
  const progress = frame.count > 1 ? frame.index / (frame.count - 1) : 0;
  if (first !== null) {
    const letGo = last === null ? 0.5 : 0.4;
    drawHeld(pen, first, frame, 1 - ease((progress - 0.06) / letGo), progress);
  }
  if (last !== null) drawHeld(pen, last, frame, ease((progress - 0.54) / 0.4), 1 - progress);
}

function drawHeld(
  pen: Pen,
  picture: Canvas,
  frame: { widthPx: number; heightPx: number },
  opacity: number,
  away: number,
): void {
  if (opacity <= 0) return;
  const zoom = 1 + Math.max(0, away) * 0.22;
  const width = frame.widthPx * zoom;
  const height = frame.heightPx * zoom;
  pen.globalAlpha = opacity;
  pen.drawImage(picture, (frame.widthPx - width) / 2, (frame.heightPx - height) / 2, width, height);
  pen.globalAlpha = 1;
}

function ease(progress: number): number {
  const held = Math.max(0, Math.min(1, progress));
  return held * held * (3 - 2 * held);
}
