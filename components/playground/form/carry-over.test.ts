import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { type Memory, meaningOf, recall, remember } from "./carry-over.ts";
import { defaultValues, type FormModel, type FormValues } from "./form-values.ts";

function model(id: string): FormModel {
  const found = findModel(id);
  assert.ok(found, id);
  return found;
}

const seedream = model("bytedance/seedream-4.5");
const banana = model("google/nano-banana-2");
const veo = model("google/veo-3.1");
const kling = model("kling-ai/v3/video");
const qwen = model("qwen/qwen-3-tts/text-to-speech/1.7b");
const minimax = model("minimax-tts/speech-02-hd");
const NOTHING: Memory = new Map();

/** Types values into a model, then goes through others; what the last one shows. */
function travel(typed: FormValues, from: FormModel, ...through: readonly FormModel[]): FormValues {
  let values: FormValues = { ...defaultValues(from.fields), ...typed };
  let memory = NOTHING;
  let here = from;
  for (const next of through) {
    memory = remember(memory, here, values);
    values = recall(memory, next);
    here = next;
  }
  return values;
}

test("a prompt becomes the text of a speech model, and comes back", () => {
  assert.equal(travel({ prompt: "a cat" }, seedream, minimax).text, "a cat");
  assert.equal(travel({ prompt: "a cat" }, seedream, minimax, kling).prompt, "a cat");
});

test("the manner of speech is not taken for a picture's prompt", () => {
  assert.equal(meaningOf(qwen, "prompt"), "manner");
  const values = travel({ text: "hello", prompt: "whisper" }, qwen, seedream);
  assert.equal(values.prompt, "hello");
});

test("an aspect ratio goes along where it is allowed and waits where it is not", () => {
  assert.equal(travel({ aspect_ratio: "1:1" }, kling, seedream).aspect_ratio, "1:1");
  assert.equal(travel({ aspect_ratio: "1:1" }, kling, veo).aspect_ratio, "16:9");
  assert.equal(travel({ aspect_ratio: "1:1" }, kling, veo, seedream).aspect_ratio, "1:1");
});

test("a duration beyond the other model's range is not forced on it", () => {
  assert.equal(travel({ duration: 12 }, kling, veo).duration, 8);
  assert.equal(travel({ duration: 6 }, kling, veo).duration, 6);
});

test("what was left at its default takes the default of the other model", () => {
  assert.equal(travel({}, seedream, banana).aspect_ratio, "1:1");
});

test("what was set back to the default is forgotten", () => {
  let memory = remember(NOTHING, kling, { ...defaultValues(kling.fields), aspect_ratio: "1:1" });
  const back = { ...recall(memory, kling), aspect_ratio: "16:9" };
  memory = remember(memory, kling, back);
  assert.equal(recall(memory, seedream).aspect_ratio, "16:9");
  assert.equal(memory.has("aspect_ratio"), false);
});

test("one picture becomes a list, and a list its first without losing the rest", () => {
  const [first, second] = ["https://example.com/1.png", "https://example.com/2.png"];
  assert.deepEqual(travel({ image_url: first }, kling, seedream).image_urls, [first]);
  assert.equal(travel({ image_urls: [first, second] }, seedream, kling).image_url, first);
  assert.deepEqual(travel({ image_urls: [first, second] }, seedream, kling, banana).image_urls, [
    first,
    second,
  ]);
});

test("a voice of one vendor is not offered to another that does not know it", () => {
  assert.equal(travel({ voice: "Calm_Woman" }, minimax, qwen).voice, "");
});
