import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel, MODELS } from "#lib/contract/models/catalogue.ts";
import type { Field } from "#lib/contract/models/model.ts";
import { groupFields, placeFields } from "./field-groups.ts";

const names = (fields: readonly Field[]) => fields.map((field) => field.name);

test("every field of every model is in exactly one place", () => {
  for (const { id, fields } of MODELS) {
    const groups = groupFields(fields);
    const placed = [
      ...(groups.main ? [groups.main] : []),
      ...groups.inputs,
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

test("files that the model needs are shown at once, the others behind a disclosure", () => {
  const fields: readonly Field[] = [
    { name: "image_url", type: "uri", accepts: "image", description: "" },
    { name: "video_url", type: "uri", accepts: "video", required: true, description: "" },
    { name: "audio_url", type: "uri", accepts: "audio", required: true, description: "" },
  ];
  const groups = groupFields(fields);
  assert.equal(groups.main, null);
  assert.deepEqual(names(groups.inputs), ["video_url", "audio_url"]);
  assert.deepEqual(names(groups.files), ["image_url"]);
});

test("files lead where a model needs no words and has few of them", () => {
  const inputs = (id: string) => names(groupFields(findModel(id)?.fields ?? []).inputs);
  assert.deepEqual(inputs("sync/lipsync-2"), ["video_url", "audio_url"]);
  assert.deepEqual(inputs("topaz/upscale/image"), ["image_url"]);
  assert.deepEqual(inputs("bytedance/seedance-2.0"), []);
  assert.deepEqual(inputs("wan/wan-v2.7-video"), []);
});

test("length, size and sound are essential by any of their names, a choice of one is not", () => {
  const choice = (name: string, values: string[]): Field => {
    return { name, type: "enum", values, description: "" };
  };
  const groups = groupFields([
    { name: "audio", type: "boolean", description: "" },
    { name: "seed", type: "integer", description: "" },
    choice("image_size", ["square", "square_hd"]),
    { name: "seconds", type: "integer", default: 4, description: "" },
    choice("resolution", ["720p"]),
    choice("feature", ["text-image", "frames"]),
    { name: "num_images", type: "integer", default: 1, description: "" },
  ]);
  assert.deepEqual(names(groups.essentials), [
    ...["feature", "image_size", "seconds", "num_images", "audio"],
  ]);
  assert.deepEqual(names(groups.more), ["seed", "resolution"]);
});

test("small fields share a line, and none of them leaves half a line empty", () => {
  const placed = (...fields: string[]) =>
    placeFields(fields.map((name) => ({ name, type: "boolean", description: "" })))
      .map(({ isHalf }) => (isHalf ? "½" : "1"))
      .join("");
  assert.equal(placed("aspect_ratio", "resolution", "quality", "n"), "1½½1");
  assert.equal(placed("resolution", "quality", "n", "num_images", "audio"), "½½½½1");
  assert.equal(placed("resolution", "duration", "n"), "111");
});
