import assert from "node:assert/strict";
import { test } from "node:test";
import { resample } from "./resample.ts";

function tone(hz: number, rateHz: number): Float32Array {
  return new Float32Array(rateHz).map((_, index) => Math.sin((2 * Math.PI * hz * index) / rateHz));
}

function largestError(actual: Float32Array, expected: Float32Array): number {
  const margin = 100;
  return actual
    .subarray(margin, -margin)
    .reduce(
      (worst, value, index) => Math.max(worst, Math.abs(value - (expected[index + margin] ?? 0))),
      0,
    );
}

test("keeps a tone through a change of rate", () => {
  const raised = resample(tone(440, 16_000), 16_000 / 24_000);
  assert.equal(raised.length, 24_000);
  assert.ok(largestError(raised, tone(440, 24_000)) < 0.02);
});

test("raises the pitch when it reads faster", () => {
  const higher = resample(tone(440, 24_000), 1.25);
  assert.equal(higher.length, 19_200);
  assert.ok(largestError(higher, tone(550, 24_000)) < 0.02);
});

test("removes what the new rate cannot hold", () => {
  const lowered = resample(tone(7000, 16_000), 2);
  assert.ok(lowered.subarray(50, -50).every((value) => Math.abs(value) < 0.05));
});
