import { audioField, countField, negativePromptField, promptField, seedField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const google = [
  defineModel({
    id: "google/nano-banana-2",
    title: "Nano Banana 2",
    description: "Fast pictures and edits from words and up to 14 input pictures.",
    media: "image",
    typicalMs: 500,
    fields: [
      { ...promptField, description: "What the picture should show." },
      {
        name: "resolution",
        type: "enum",
        values: ["1K", "2K", "4K"],
        default: "1K",
        description: "Resolution of the picture.",
      },
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 14,
        description: "Input pictures to change or use as references, up to 14.",
      },
      {
        name: "aspect_ratio",
        type: "enum",
        values: ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"],
        default: "1:1",
        description: "Shape of the picture.",
      },
      {
        name: "output_format",
        type: "enum",
        values: ["jpeg", "png", "webp"],
        default: "png",
        description: "File format of the picture.",
      },
      countField,
    ],
    example: { prompt: "a neon city in the rain, seen from a rooftop", resolution: "1K" },
  }),
  defineModel({
    id: "google/veo-3.1",
    title: "Veo 3.1",
    description: "Realistic, follows the prompt, native sound and speech.",
    media: "video",
    typicalMs: 22_000,
    fields: [
      promptField,
      {
        name: "mode",
        type: "string",
        examples: ["text-image", "reference", "frames"],
        description: "Generation mode: text-image, reference or frames.",
      },
      {
        name: "reference_image_urls",
        type: "uri[]",
        accepts: "image",
        description: "Pictures for reference-to-video.",
      },
      {
        name: "first_frame_url",
        type: "uri",
        accepts: "image",
        description: "First frame for frames mode.",
      },
      {
        name: "last_frame_url",
        type: "uri",
        accepts: "image",
        description: "Last frame for frames mode.",
      },
      {
        // The public page prints the default but neither a type nor the allowed values.
        name: "duration",
        type: "integer",
        min: 1,
        max: 8,
        default: 8,
        description: "Length in seconds.",
      },
      {
        name: "resolution",
        type: "enum",
        values: ["720p", "1080p"],
        default: "1080p",
        description: "Output resolution.",
      },
      {
        name: "aspect_ratio",
        type: "enum",
        values: ["16:9", "9:16"],
        default: "16:9",
        description: "Shape of the output.",
      },
      audioField,
      negativePromptField,
      seedField,
      countField,
    ],
    example: { prompt: "waves against a lighthouse at dusk, the camera rises", duration: 4 },
  }),
];
