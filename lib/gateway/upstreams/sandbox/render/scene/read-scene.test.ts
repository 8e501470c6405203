import assert from "node:assert/strict";
import { test } from "node:test";
import { readScene, withoutNamed } from "./read-scene.ts";

test("finds each kind of word in a prompt", () => {
  const scene = readScene("sunrise over mountains in watercolor style", 1);
  assert.deepEqual(scene.motifs, ["mountains"]);
  assert.equal(scene.timeOfDay, "sunrise");
  assert.equal(scene.style, "watercolor");
  assert.equal(scene.weather, "clear");
});

test("finds synonyms, plurals and joined words", () => {
  const cases = [
    ["boats on the oceans", ["boat", "sea"]],
    ["a skyline of skyscrapers", ["city"]],
    ["the milky way over the woods", ["galaxy", "forest"]],
    ["puppies in meadows", ["dog", "field"]],
    ["hot air balloons, alps", ["balloon", "mountains"]],
  ] as const;
  for (const [prompt, motifs] of cases) assert.deepEqual(readScene(prompt, 1).motifs, motifs);
});

test("reads scripts without spaces and other languages", () => {
  assert.equal(readScene("福岡の夜", 1).timeOfDay, "night");
  assert.ok(readScene("雪の森と月", 1).motifs.includes("forest"));
  assert.ok(readScene("gato y montañas", 1).motifs.includes("mountains"));
});

test("keeps the medium when neon is only the light", () => {
  const scene = readScene("neon city in the rain, oil painting", 1);
  assert.equal(scene.style, "oil");
  assert.equal(scene.isNeon, true);
  assert.equal(scene.weather, "rain");
  assert.equal(readScene("neon city", 1).style, "neon");
});

test("does not take a line of trees for a line drawing", () => {
  assert.equal(readScene("a line of trees", 1).style, "print");
  assert.equal(readScene("trees, line", 1).style, "line");
});

test("gives a colour to the thing it stands before, else to the scene", () => {
  const scene = readScene("red car before a wall, teal and coral", 1);
  assert.deepEqual(scene.motifColours, { car: "#c8322e" });
  assert.deepEqual(scene.colours, ["#1e9e9a", "#f2736a"]);
});

test("reads the camera's move and pace", () => {
  assert.deepEqual(readScene("a sea, the camera rises slowly", 1).camera, {
    move: "rise",
    pace: 0.7,
  });
  assert.equal(readScene("a sea, pan left", 1).camera.move, "left");
});

test("completes a prompt that names no place, and remembers what was named", () => {
  const unknown = readScene("x", 1);
  assert.ok(unknown.motifs.length > 0);
  assert.deepEqual(unknown.named, []);
  assert.deepEqual(readScene("x", 1), unknown);
  assert.ok(readScene("a lighthouse at dusk", 1).motifs.includes("sea"));
});

test("leaves out what the negative prompt names", () => {
  const scene = withoutNamed(readScene("a cat by the sea in the rain", 1), "cats, rain");
  assert.deepEqual(scene.motifs, ["sea"]);
  assert.equal(scene.weather, "clear");
});
