import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel, MODELS } from "#lib/contract/models/catalogue.ts";
import { pictureTargets } from "./input-targets.ts";

test("a picture can go into the present model's fields first, then into the likeliest of others", () => {
  const kling = findModel("kling-ai/v3/video");
  assert.ok(kling);
  const targets = pictureTargets(MODELS, kling);
  assert.deepEqual(
    targets.map(({ modelId, field, label }) => [modelId, field, label]),
    [
      ["kling-ai/v3/video", "image_url", "As image"],
      ["kling-ai/v3/video", "first_frame_url", "As first frame"],
      ["kling-ai/v3/video", "last_frame_url", "As last frame"],
      ["bytedance/seedream-4.5", "image_urls", "Edit with Seedream 4.5"],
      ["google/nano-banana-2", "image_urls", "Edit with Nano Banana 2"],
      ["google/veo-3.1", "first_frame_url", "Animate with Veo 3.1"],
    ],
  );
});
