import { Path2D } from "@napi-rs/canvas";
import type { Pen } from "./stage.ts";

/** The word TEST in strokes on a grid 2 wide and 4 high per letter: no font is needed. */
const LETTERS: readonly [string, string, string, string] = [
  "M0 0H2M1 0V4",
  "M2 0H0V4H2M0 2H1.6",
  "M2 .55C1.8 .1 1.4 0 1 0C.4 0 0 .4 0 1C0 2.4 2 1.7 2 3C2 3.6 1.6 4 1 4C.5 4 .15 3.8 0 3.4",
  "M0 0H2M1 0V4",
];
const ADVANCE = 3.1;
const WORD_WIDTH = ADVANCE * LETTERS.length - (ADVANCE - 2);

/** The small TEST pill in the lower right corner, readable at any size of frame. */
export function drawTestMark(pen: Pen, widthPx: number, heightPx: number): void {
  const pillHeight = Math.max(13, Math.min(widthPx, heightPx) * 0.027);
  const scale = (pillHeight * 0.44) / 4;
  const pillWidth = WORD_WIDTH * scale + pillHeight * 0.95;
  const inset = pillHeight * 0.6;
  const x = widthPx - inset - pillWidth;
  const y = heightPx - inset - pillHeight;
  pen.save();
  pen.beginPath();
  pen.roundRect(x, y, pillWidth, pillHeight, pillHeight / 2);
  pen.fillStyle = "rgba(16,15,20,0.62)";
  pen.fill();
  pen.lineWidth = Math.max(0.75, pillHeight * 0.045);
  pen.strokeStyle = "rgba(255,255,255,0.32)";
  pen.stroke();
  pen.translate(x + (pillWidth - WORD_WIDTH * scale) / 2, y + (pillHeight - 4 * scale) / 2);
  pen.scale(scale, scale);
  pen.lineWidth = 0.62;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "rgba(255,255,255,0.94)";
  for (const letter of LETTERS) {
    pen.stroke(new Path2D(letter));
    pen.translate(ADVANCE, 0);
  }
  pen.restore();
}
