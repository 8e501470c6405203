import assert from "node:assert/strict";
import { test } from "node:test";
import { barsPath, peaksOf } from "./peaks.ts";

/** A tone that grows from silence to `loudest`. */
function rise(length: number, loudest: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i / 3) * loudest * (i / length));
}

test("peaks rise with the sound and the loudest is 1, however quiet the whole is", () => {
  const peaks = peaksOf([rise(8_000, 0.1)], 8);
  assert.deepEqual(
    peaks,
    [...peaks].sort((a, b) => a - b),
  );
  assert.equal(peaks.at(-1), 1);
});

test("silence is flat, not divided by nothing", () => {
  assert.deepEqual(peaksOf([new Float32Array(100)], 4), [0, 0, 0, 0]);
  assert.deepEqual(peaksOf([], 2), [0, 0]);
});

test("a sound shorter than the bars still gives every bar a value", () => {
  const peaks = peaksOf([Float32Array.of(0.5, -0.5)], 5);
  assert.equal(peaks.length, 5);
  assert.ok(peaks.every((peak) => peak >= 0 && peak <= 1));
});

test("the second channel counts as well", () => {
  const silent = new Float32Array(4);
  assert.deepEqual(peaksOf([silent, Float32Array.of(0, 0, 1, 1)], 2), [0, 1]);
});

test("a bar is drawn for each peak, never out of the box", () => {
  const path = barsPath([0, 1, 0.5], 30, 20);
  const ends = [...path.matchAll(/M[\d.]+ ([\d.]+)V([\d.]+)/g)].map((m) => [
    Number(m[1]),
    Number(m[2]),
  ]);
  assert.deepEqual(ends, [
    [9, 11],
    [2, 18],
    [6, 14],
  ]);
});
