import assert from "node:assert/strict";
import { test } from "node:test";
import type { Accepts, Field } from "#lib/contract/models/model.ts";
import { inputTargets } from "./input-targets.ts";

function files(accepts: Accepts, ...names: string[]): Field[] {
  return names.map((name) => ({
    ...{ name, accepts, description: "" },
    type: name.endsWith("urls") ? "uri[]" : "uri",
  }));
}

function model(id: string, media: "image" | "video", fields: readonly Field[]) {
  return { id, title: id.toUpperCase(), media, fields };
}

const kling = model("kling", "video", [
  ...files("image", "image_url", "first_frame_url", "last_frame_url"),
  ...files("video", "video_url"),
]);
const models = [
  model("seedream", "image", files("image", "image_urls")),
  model("words", "image", []),
  model("gpt", "image", files("image", "mask_url", "image_urls")),
  model("grok", "image", files("image", "image_url")),
  model("flux", "image", files("image", "image_urls")),
  kling,
  model("veo", "video", files("image", "reference_image_urls", "first_frame_url")),
  model("lips", "video", [...files("video", "video_url"), ...files("audio", "audio_url")]),
];

const targets = (kind: "image" | "video" | "audio") =>
  inputTargets(models, kling, kind).map(({ modelId, field, label }) => [modelId, field, label]);

test("a picture goes into the present model's fields first, then into those of a few others", () => {
  assert.deepEqual(targets("image"), [
    ["kling", "image_url", "As image"],
    ["kling", "first_frame_url", "As first frame"],
    ["kling", "last_frame_url", "As last frame"],
    ["seedream", "image_urls", "Edit with SEEDREAM"],
    ["gpt", "image_urls", "Edit with GPT"],
    ["grok", "image_url", "Edit with GROK"],
    ["veo", "first_frame_url", "Animate with VEO"],
  ]);
});

test("films and voices go where such are taken, first where they are needed", () => {
  const extend = model("extend", "video", [
    { name: "video_url", type: "uri", accepts: "video", required: true, description: "" },
  ]);
  assert.deepEqual(
    inputTargets([...models, extend], kling, "video").map(({ label }) => label),
    ["As video", "Use in EXTEND", "Use in LIPS"],
  );
  assert.deepEqual(targets("video"), [
    ["kling", "video_url", "As video"],
    ["lips", "video_url", "Use in LIPS"],
  ]);
  assert.deepEqual(targets("audio"), [["lips", "audio_url", "Use in LIPS"]]);
});
