import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { cheaperRecipe } from "./cheaper-recipe.ts";

const model = findModel("kling-ai/v3/video");
assert.ok(model);
const recipe = { model: model.id, input: { prompt: "a cat", duration: 5 } };

test("the least change that fits is made, and told with what it costs", () => {
  const found = cheaperRecipe(model, recipe, 100);
  assert.equal(found?.words, "Duration 4 s: 96 credits");
  assert.equal(found?.recipe.model, model.id);
  assert.equal(found?.recipe.input.duration, 4);
  assert.equal(found?.recipe.input.prompt, "a cat");
});

test("several changes are told together", () => {
  const many = { model: model.id, input: { ...recipe.input, duration: 15, n: 4 } };
  assert.equal(
    cheaperRecipe(model, many, 72)?.words,
    "Duration 3 s, Generate audio off, Results 1: 54 credits",
  );
});

test("nothing fits nothing", () => {
  assert.equal(cheaperRecipe(model, recipe, 0), null);
});
