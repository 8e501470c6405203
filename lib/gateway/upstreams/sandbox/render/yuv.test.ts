import assert from "node:assert/strict";
import { test } from "node:test";
import { createYuvConverter } from "./yuv.ts";

/** Luma and both differences of a frame filled with one colour. */
function convert(heightPx: number, red: number, green: number, blue: number): readonly number[] {
  const rgba = new Uint8Array(2 * heightPx * 4);
  for (let at = 0; at < rgba.length; at += 4) rgba.set([red, green, blue, 255], at);
  const planes = createYuvConverter(2, heightPx)(rgba);
  const pixels = 2 * heightPx;
  return [planes[0] ?? -1, planes[pixels] ?? -1, planes[pixels + pixels / 4] ?? -1];
}

test("maps black, white and grey to the limited range", () => {
  assert.deepEqual(convert(2, 0, 0, 0), [16, 128, 128]);
  assert.deepEqual(convert(2, 255, 255, 255), [235, 128, 128]);
  assert.deepEqual(convert(720, 128, 128, 128), [126, 128, 128]);
});

test("uses BT.601 below 720 rows and BT.709 from there on", () => {
  assert.deepEqual(convert(2, 255, 0, 0), [81, 90, 240]);
  assert.deepEqual(convert(720, 255, 0, 0), [63, 102, 240]);
});
