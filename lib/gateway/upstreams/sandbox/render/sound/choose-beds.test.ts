import assert from "node:assert/strict";
import { test } from "node:test";
import { readScene } from "../scene/read-scene.ts";
import { chooseBeds } from "./choose-beds.ts";

const CASES: readonly [prompt: string, beds: readonly string[]][] = [
  ["forest at sunrise", ["birds", "wind"]],
  ["forest at night", ["crickets", "wind"]],
  ["forest in the rain", ["rain"]],
  ["storm over the sea", ["rain", "thunder", "waves", "wind"]],
  ["boat on a lake", ["lapping"]],
  ["neon city", ["city", "pad"]],
  ["portrait of a king", ["pad"]],
];

for (const [prompt, beds] of CASES) {
  test(`"${prompt}" sounds like ${beds.join(" and ")}`, () => {
    const chosen = chooseBeds(readScene(prompt, 1)).map(({ name }) => name);
    assert.deepEqual(chosen, beds);
  });
}
