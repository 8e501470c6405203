import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findModel, MODELS, nearestModels } from "./models/catalogue.ts";
import { nearest } from "./nearest.ts";

const FIELDS = ["prompt", "duration", "aspect_ratio", "n", "seed"];

describe("nearest", () => {
  const found = [
    ["promt", "prompt"],
    ["PROMPT", "prompt"],
    ["durations", "duration"],
    ["aspectRatio", "aspect_ratio"],
    ["sead", "seed"],
  ] as const;
  for (const [word, expected] of found) {
    it(`finds ${expected} for ${word}`, () => assert.deepEqual(nearest(word, FIELDS), [expected]));
  }

  it("finds nothing where nothing is alike", () => {
    for (const word of ["webhook_url", "k0", "x"]) assert.deepEqual(nearest(word, FIELDS), []);
  });

  it("gives the best first, and no more than asked for", () => {
    const words = ["caat", "dog", "cat", "bat"];
    assert.deepEqual(nearest("cat", words, { atMost: 3 }), ["cat", "caat", "bat"]);
  });

  it("puts a word that is there first, whatever else is", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,20}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.nat(), (candidates, pick) => {
        const word = candidates[pick % candidates.length] ?? "";
        assert.equal(nearest(word, candidates)[0], word);
      }),
    );
  });

  it("compares a very long word by its start only", () => {
    assert.deepEqual(nearest("x".repeat(1_000_000), FIELDS, { maxDistance: 10 }), []);
    assert.deepEqual(nearest("x".repeat(1_000_000), FIELDS), []);
  });
});

describe("nearestModels", () => {
  it("names the model that was misspelt first", () => {
    assert.equal(nearestModels("google/veo3.1")[0], "google/veo-3.1");
    assert.equal(nearestModels("bytedance/seedream-4-5")[0], "bytedance/seedream-4.5");
  });

  it("is quick, however long and odd the path is", () => {
    const paths = ["x", "google/veo", "🎬/"].map((part) => part.repeat(1_000_000));
    const startedAt = performance.now();
    for (let round = 0; round < 10; round++) for (const path of paths) nearestModels(path);
    const eachMs = (performance.now() - startedAt) / 30;
    assert.ok(eachMs < 25, `${eachMs} ms a path`);
  });

  it("always has three to offer", () => {
    assert.equal(nearestModels("?").length, 3);
    assert.equal(nearestModels("").length, 3);
  });
});

describe("the catalogue", () => {
  it("finds every model by its path, and nothing by a name that objects have anyway", () => {
    for (const model of MODELS) assert.equal(findModel(model.id), model);
    assert.equal(findModel("constructor"), undefined);
  });

  it("has paths of provider and one to four segments, each once", () => {
    for (const { id } of MODELS) assert.match(id, /^[a-z0-9-]+(\/[a-z0-9.-]+){1,4}$/);
    assert.equal(new Set(MODELS.map(({ id }) => id)).size, MODELS.length);
  });
});
