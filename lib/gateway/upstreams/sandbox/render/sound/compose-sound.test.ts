import assert from "node:assert/strict";
import { test } from "node:test";
import { readScene } from "../scene/read-scene.ts";
import { composeSound } from "./compose-sound.ts";
import { measureLoudness } from "./loudness.ts";
import { SAMPLE_RATE_HZ } from "./stereo.ts";

const PROMPTS = [
  "rain on a city street at night",
  "storm over the sea",
  "forest at sunrise",
  "field on a summer night",
  "red car in the desert",
  "a sleeping cat",
  "abstract shapes",
  "snow on mountains",
  "boat on a lake",
  "rocket launch",
];

function compose(prompt: string, durationS = 2, seed = 1) {
  const [left, right] = composeSound({ scene: readScene(prompt, seed), prompt, durationS, seed });
  assert.ok(left && right);
  return { left, right };
}

function energyBetween(samples: Float32Array, fromS: number, toS: number): number {
  const part = samples.subarray(fromS * SAMPLE_RATE_HZ, toS * SAMPLE_RATE_HZ);
  return part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
}

for (const prompt of PROMPTS) {
  test(`"${prompt}" is heard, at a comfortable level, in stereo, without clipping`, () => {
    const { left, right } = compose(prompt);
    assert.equal(left.length, 2 * SAMPLE_RATE_HZ);
    assert.equal(right.length, left.length);
    assert.notDeepEqual(left, right);
    for (const channel of [left, right]) {
      assert.ok(channel.every((sample) => Math.abs(sample) <= 0.96));
      assert.ok(energyBetween(channel, 0.5, 1.2) > 1e-7);
    }
    const lufs = measureLoudness({ left, right });
    assert.ok(lufs > -24 && lufs < -15, `${lufs} LUFS`);
  });
}

test("begins and ends in silence", () => {
  const { left } = compose("storm over the sea");
  assert.equal(left[0], 0);
  assert.ok(Math.abs(left.at(-1) ?? 1) < 1e-6);
  assert.ok(energyBetween(left, 0, 0.02) < energyBetween(left, 0.5, 1));
});

test("the same seed gives the same samples, another seed others", () => {
  const first = compose("forest at sunrise", 1, 7);
  assert.deepEqual(compose("forest at sunrise", 1, 7), first);
  assert.notDeepEqual(compose("forest at sunrise", 1, 8), first);
});

test("different scenes sound different", () => {
  assert.notDeepEqual(compose("a sleeping cat", 1), compose("rocket launch", 1));
});

test("speaks quoted words over a quieter ambience", () => {
  const scene = "rain on the sea";
  const plain = compose(scene, 4);
  const spoken = compose(`${scene}, a voice: “Hello, my friend.”`, 4);
  const tail = energyBetween(spoken.left, 2.6, 3.2) / energyBetween(plain.left, 2.6, 3.2);
  assert.ok(Math.abs(tail - 1) < 0.05, `after the words it is as it was: ${tail}`);
  assert.ok(Math.abs(likenessOfSides(plain)) < 0.2, "rain is all around");
  assert.ok(likenessOfSides(spoken) > 0.7, "a voice is in the middle");
});

/** 1 where both channels carry the same, 0 where they have nothing in common. */
function likenessOfSides({ left, right }: { left: Float32Array; right: Float32Array }): number {
  let [product, leftPower, rightPower] = [0, 0, 0];
  for (let index = 0.5 * SAMPLE_RATE_HZ; index < 1.4 * SAMPLE_RATE_HZ; index++) {
    const [l, r] = [left[index] ?? 0, right[index] ?? 0];
    product += l * r;
    leftPower += l * l;
    rightPower += r * r;
  }
  return product / Math.sqrt(leftPower * rightPower);
}

test("words too long for the film are cut before its end", () => {
  const { left } = compose(`a cat "${"This goes on and on. ".repeat(50)}"`, 2);
  assert.equal(left.length, 2 * SAMPLE_RATE_HZ);
});

test("a quote that cannot be spoken leaves the ambience as it is", () => {
  assert.deepEqual(compose('a sleeping cat "…"', 1), compose("a sleeping cat", 1));
});
