import assert from "node:assert/strict";
import { test } from "node:test";
import { clampView, FIT, SCALE_MAX, zoomAt } from "./pan-zoom.ts";

test("zooming about a point leaves that point where it is", () => {
  const view = zoomAt(FIT, 2, 100, -40);
  // A point of the picture under the pointer: (pointer - offset) / scale, before and after.
  assert.equal((100 - view.xPx) / view.scale, 100);
  assert.equal((-40 - view.yPx) / view.scale, -40);
});

test("it never gets smaller than the frame nor larger than the limit", () => {
  assert.equal(zoomAt(FIT, 0.1, 0, 0).scale, 1);
  assert.equal(zoomAt(FIT, 100, 0, 0).scale, SCALE_MAX);
});

test("a picture that fits cannot be dragged away, a large one only to its edge", () => {
  assert.deepEqual(clampView({ scale: 1, xPx: 50, yPx: 50 }, 800, 600), FIT);
  assert.deepEqual(clampView({ scale: 2, xPx: 900, yPx: -900 }, 800, 600), {
    scale: 2,
    xPx: 400,
    yPx: -300,
  });
});
