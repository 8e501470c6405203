import assert from "node:assert/strict";
import { test } from "node:test";
import { areShapes, columnCount, fitInSquare, parseRatio } from "./aspect-ratio.ts";

test("reads ratios and sizes, and nothing else", () => {
  assert.equal(parseRatio("16:9"), 16 / 9);
  assert.equal(parseRatio("10:16"), 10 / 16);
  assert.equal(parseRatio("1280x720"), 16 / 9);
  for (const text of ["auto", "16:0", "", "16:9:4", 16, null]) assert.equal(parseRatio(text), null);
});

test("a shape fills the longer side of its square and never vanishes", () => {
  assert.deepEqual(fitInSquare(2, 18), { widthPx: 18, heightPx: 9 });
  assert.deepEqual(fitInSquare(0.5, 18), { widthPx: 9, heightPx: 18 });
  assert.deepEqual(fitInSquare(21 / 1, 18), { widthPx: 18, heightPx: 4 });
});

test("choices are shapes also when a word is among them", () => {
  assert.equal(areShapes(["16:9", "9:16"]), true);
  assert.equal(areShapes(["auto", "16:9", "9:16"]), true);
  assert.equal(areShapes(["default", "1024x1024", "1536x1024", "1024x1536"]), true);
  assert.equal(areShapes(["square_hd", "landscape_16_9"]), false);
  assert.equal(areShapes(["720p", "1080p"]), false);
});

test("rows of shapes are of the same length, shorter where words need room", () => {
  const ratios = (count: number) => Array.from({ length: count }, () => "16:9");
  assert.deepEqual(
    [1, 3, 8, 9, 11, 16, 17].map((count) => columnCount(ratios(count))),
    [1, 3, 8, 5, 6, 8, 6],
  );
  assert.deepEqual([columnCount(["", ...ratios(6)]), columnCount(["auto", ...ratios(10)])], [4, 6]);
});
