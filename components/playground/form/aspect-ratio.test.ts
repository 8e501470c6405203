import assert from "node:assert/strict";
import { test } from "node:test";
import { fitInSquare, parseRatio } from "./aspect-ratio.ts";

test("reads ratios and sizes, and nothing else", () => {
  assert.equal(parseRatio("16:9"), 16 / 9);
  assert.equal(parseRatio("1280x720"), 16 / 9);
  for (const text of ["auto", "16:0", "", "16:9:4", 16, null]) assert.equal(parseRatio(text), null);
});

test("a shape fills the longer side of its square and never vanishes", () => {
  assert.deepEqual(fitInSquare(2, 18), { widthPx: 18, heightPx: 9 });
  assert.deepEqual(fitInSquare(0.5, 18), { widthPx: 9, heightPx: 18 });
  assert.deepEqual(fitInSquare(21 / 1, 18), { widthPx: 18, heightPx: 4 });
});
