import assert from "node:assert/strict";
import { test } from "node:test";
import type { Media } from "#lib/contract/media.ts";
import { searchModels } from "./search-models.ts";

function model(id: string, title: string, media: Media, description = "") {
  return { id, title, media, description };
}

const models = [
  model("google/nano-banana-2", "Nano Banana 2", "image", "Edits with words."),
  model("openai/gpt-image-2", "GPT Image 2", "image"),
  model("google/nano-banana", "Nano Banana", "image"),
  model("google/veo-3.1", "Veo 3.1", "video", "Films with sound."),
  model("kling-ai/v3/video", "Kling 3.0", "video"),
  model("kling-ai/o1/edit", "O1 Edit", "video", "Kling's editor."),
  model("black-forest-labs/kontext", "Kontext", "image"),
  model("minimax-tts/speech-02-hd", "Speech 02 HD", "tts"),
];

const found = (search: string, media: Media = "image") =>
  searchModels(models, search, media).map(({ title, models: group }) => [
    title,
    ...group.map(({ id }) => id),
  ]);
const ids = (search: string, media: Media = "image") =>
  searchModels(models, search, media).flatMap((group) => group.models.map(({ id }) => id));

test("without words the models of the medium are listed by provider", () => {
  assert.deepEqual(found("", "image"), [
    ["Google", "google/nano-banana-2", "google/nano-banana"],
    ["OpenAI", "openai/gpt-image-2"],
    ["Black Forest Labs", "black-forest-labs/kontext"],
  ]);
});

test("a search looks through all media, the present one first", () => {
  assert.deepEqual(found("google", "video"), [
    ["Video", "google/veo-3.1"],
    ["Image", "google/nano-banana-2", "google/nano-banana"],
  ]);
});

test("every word has to be somewhere, in any order: title, id, provider, description or medium", () => {
  assert.deepEqual(ids("hd speech"), ["minimax-tts/speech-02-hd"]);
  assert.deepEqual(ids("2 banana"), ["google/nano-banana-2"]);
  assert.deepEqual(ids("forest black"), ["black-forest-labs/kontext"]);
  assert.deepEqual(ids("video sound"), ["google/veo-3.1"]);
  assert.deepEqual(ids("speech lighthouse"), []);
});

test("spaces, dots and capitals do not matter", () => {
  for (const search of ["veo3", "VEO 3.1", "veo31", " veo  "]) {
    assert.equal(ids(search)[0], "google/veo-3.1", search);
  }
  assert.deepEqual(ids("gptimage"), ["openai/gpt-image-2"]);
});

test("a title that starts with the word comes before a description or id that has it", () => {
  assert.deepEqual(ids("kling", "video"), ["kling-ai/v3/video", "kling-ai/o1/edit"]);
});

test("the very title comes first, whatever else starts with it", () => {
  const titles = ["Veo 3.1 Fast", "Veo 3.1 Lite", "Veo 3.1"];
  const alike = titles.map((title) => model(`google/${title}`, title, "video"));
  const [group] = searchModels(alike, "veo 3.1", "video");
  assert.equal(group?.models[0]?.title, "Veo 3.1");
});
