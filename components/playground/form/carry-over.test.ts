import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel, MODELS } from "#lib/contract/models/catalogue.ts";
import { type Memory, meaningOf, recall, remember } from "./carry-over.ts";
import { EXTRA_FIELDS } from "./extra-fields.ts";
import { defaultValues, type FormModel, type FormValues } from "./form-values.ts";
import {
  manyModel,
  openModel,
  pictureModel,
  secondsModel,
  startModel,
} from "./test-models.fixture.ts";

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
  let values: FormValues = { ...defaultValues(from), ...typed };
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
  let memory = remember(NOTHING, kling, { ...defaultValues(kling), aspect_ratio: "1:1" });
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

test("the same thing goes along whatever it is called, into one field only", () => {
  const url = "https://example.com/a.png";
  const onward = travel(
    { seconds: 6, first_frame_url: url, end_frame_url: `${url}?end`, audio: true },
    secondsModel,
    startModel,
  );
  assert.deepEqual(
    [onward.duration, onward.start_image_url, onward.end_image_url, onward.generate_audio],
    ["6", url, `${url}?end`, true],
  );
  assert.deepEqual([onward.image_url, onward.reference_image_urls], ["", []]);
  const back = travel({ duration: "4" }, startModel, secondsModel);
  assert.equal(back.seconds, 4);
});

test("a switch that is off here stays off where its default is on", () => {
  const values = travel({ generate_audio: false }, startModel, secondsModel, startModel);
  assert.equal(values.generate_audio, false);
});

test("a picture becomes a film's first frame where there is no better field for it, and comes back", () => {
  const url = "https://example.com/a.png";
  assert.equal(travel({ image_url: url }, pictureModel, secondsModel).first_frame_url, url);
  const there = travel({ image_url: url }, pictureModel, secondsModel, pictureModel);
  assert.equal(there.image_url, url);
  assert.equal(travel({ first_frame_url: url }, secondsModel, pictureModel).image_url, url);
});

test("a number of results is not multiplied on the way", () => {
  const many = travel({ num_images: 3 }, manyModel, pictureModel, manyModel);
  assert.deepEqual([many.n, many.num_images], [1, 3]);
  assert.equal(travel({ num_images: 3 }, manyModel, pictureModel).n, 3);
  assert.deepEqual(travel({ n: 2 }, pictureModel, manyModel).num_images, 1);
});

test("what was changed last wins over what it came from", () => {
  const urls = ["https://example.com/1.png", "https://example.com/2.png"];
  let memory = remember(NOTHING, manyModel, { ...defaultValues(manyModel), image_urls: urls });
  const other = { ...recall(memory, pictureModel), image_url: "https://example.com/3.png" };
  memory = remember(memory, pictureModel, other);
  assert.deepEqual(recall(memory, manyModel).image_urls, ["https://example.com/3.png"]);
});

test("extra fields stay with the model that they were typed for", () => {
  const text = '{"strength": 0.5}';
  const memory = remember(NOTHING, openModel, {
    ...defaultValues(openModel),
    [EXTRA_FIELDS]: text,
  });
  assert.equal(recall(memory, { ...openModel, id: "test/other" })[EXTRA_FIELDS], "");
  assert.equal(EXTRA_FIELDS in recall(memory, pictureModel), false);
  assert.equal(recall(memory, openModel)[EXTRA_FIELDS], text);
});

test("switching through all models and back keeps what was typed", () => {
  const typed = { prompt: "a cat", resolution: "4K", aspect_ratio: "21:9", n: 3 };
  const values = travel(typed, seedream, ...MODELS, seedream);
  for (const [name, value] of Object.entries(typed)) assert.equal(values[name], value, name);
});
