import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel, MODELS } from "#lib/contract/models/catalogue.ts";
import type { Field } from "#lib/contract/models/model.ts";
import { groupFields } from "./field-groups.ts";

const names = (fields: readonly Field[]) => fields.map((field) => field.name);

test("every field of every model is in exactly one place", () => {
  for (const { id, fields } of MODELS) {
    const groups = groupFields(fields);
    const placed = [
      ...(groups.main ? [groups.main] : []),
      ...groups.essentials,
      ...groups.files,
      ...groups.more,
    ];
    assert.deepEqual(names(placed).sort(), names(fields).sort(), id);
  }
});

test("essentials come in the order of importance, whatever the model's own", () => {
  const groups = groupFields(findModel("kling-ai/v3/video")?.fields ?? []);
  assert.equal(groups.main?.name, "prompt");
  assert.deepEqual(names(groups.essentials), [
    "aspect_ratio",
    "duration",
    "quality",
    "n",
    "generate_audio",
  ]);
  assert.deepEqual(names(groups.files), ["image_url", "first_frame_url", "last_frame_url"]);
  assert.deepEqual(names(groups.more), ["negative_prompt"]);
});

test("text comes before a prompt that only says how to speak", () => {
  const groups = groupFields(findModel("qwen/qwen-3-tts/text-to-speech/1.7b")?.fields ?? []);
  assert.equal(groups.main?.name, "text");
  assert.ok(names(groups.more).includes("prompt"));
});

test("a required field is never hidden, even an unknown one", () => {
  const field: Field = { name: "brand_new", type: "string", required: true, description: "" };
  assert.deepEqual(names(groupFields([field]).essentials), ["brand_new"]);
});
