import assert from "node:assert/strict";
import { test } from "node:test";
import { levelTo, limitPeaks, measureLoudness } from "./loudness.ts";
import { SAMPLE_RATE_HZ, type Stereo } from "./stereo.ts";

function tone(hz: number, peak: number): Stereo {
  const channel = new Float32Array(SAMPLE_RATE_HZ).map(
    (_, index) => peak * Math.sin((2 * Math.PI * hz * index) / SAMPLE_RATE_HZ),
  );
  return { left: channel, right: channel.slice() };
}

test("a full-scale tone of 997 Hz on both channels is 0 LUFS, as BS.1770 defines", () => {
  assert.ok(Math.abs(measureLoudness(tone(997, 1)) - 0) < 0.1);
});

test("deep tones count less than the ear's middle range", () => {
  assert.ok(measureLoudness(tone(30, 1)) < measureLoudness(tone(1000, 1)) - 3);
});

test("brings a sound to the loudness asked for", () => {
  const sound = tone(500, 0.9);
  levelTo(sound, -18);
  assert.ok(Math.abs(measureLoudness(sound) + 18) < 0.01);
});

test("silence stays silence", () => {
  const sound = { left: new Float32Array(100), right: new Float32Array(100) };
  levelTo(sound, -18);
  assert.ok(sound.left.every((sample) => sample === 0));
});

test("limiting rounds off peaks and leaves the rest", () => {
  const sound = { left: Float32Array.of(0.5, 3, -3), right: Float32Array.of(-0.7, 0.8, 0) };
  limitPeaks(sound);
  assert.equal(sound.left[0], 0.5);
  assert.ok((sound.left[1] ?? 1) < 0.951 && (sound.left[2] ?? -1) > -0.951);
  assert.ok((sound.right[1] ?? 1) < 0.8 && (sound.right[1] ?? 0) > 0.7);
});
