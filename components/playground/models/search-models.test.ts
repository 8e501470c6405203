import assert from "node:assert/strict";
import { test } from "node:test";
import { describeModel } from "#lib/contract/catalogue-entry.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { searchModels } from "./search-models.ts";

const models = MODELS.map(describeModel);
const ids = (search: string, media: "image" | "video" | "tts" = "image") =>
  searchModels(models, search, media).flatMap((group) => group.models.map((model) => model.id));

test("without words only the models of the medium are listed", () => {
  assert.deepEqual(ids("", "video"), ["google/veo-3.1", "kling-ai/v3/video"]);
});

test("a search looks through all media, the present one first", () => {
  assert.deepEqual(ids("google", "video"), ["google/veo-3.1", "google/nano-banana-2"]);
});

test("every word has to be somewhere: title, id, description or medium", () => {
  assert.deepEqual(ids("speech hd"), ["minimax-tts/speech-02-hd"]);
  assert.deepEqual(ids("speech lighthouse"), []);
});

test("a title that starts with the word comes before a description that has it", () => {
  assert.equal(ids("kling")[0], "kling-ai/v3/video");
});
