import { audioField, countField, negativePromptField, promptField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const klingAi = [
  defineModel({
    id: "kling-ai/v3/video",
    title: "Kling 3.0",
    description: "Up to 15 s, scenes from several angles, with sound.",
    media: "video",
    typicalMs: 6_000,
    fields: [
      promptField,
      {
        name: "duration",
        type: "integer",
        min: 3,
        max: 15,
        default: 5,
        description: "Length in seconds.",
      },
      audioField,
      {
        name: "quality",
        type: "enum",
        values: ["standard", "pro"],
        default: "standard",
        description: "Quality tier.",
      },
      { name: "image_url", type: "uri", accepts: "image", description: "Reference picture." },
      {
        name: "first_frame_url",
        type: "uri",
        accepts: "image",
        description: "Reference picture (first frame).",
      },
      {
        name: "last_frame_url",
        type: "uri",
        accepts: "image",
        description: "Reference picture (last frame).",
      },
      negativePromptField,
      {
        name: "aspect_ratio",
        type: "enum",
        values: ["9:16", "16:9", "1:1"],
        default: "16:9",
        description: "Shape; portrait 720x1280, landscape 1280x720.",
      },
      countField,
    ],
    example: { prompt: "a cat walking through neon rain", duration: 5, aspect_ratio: "16:9" },
  }),
];
