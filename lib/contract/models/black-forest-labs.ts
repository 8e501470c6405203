import { aspectRatioField, countField, promptField, resolutionField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const blackForestLabs = [
  defineModel({
    id: "black-forest-labs/flux-2-pro",
    title: "Flux 2 Pro",
    description: "Sharp pictures and edits with up to four input pictures.",
    media: "image",
    schemaStatus: "partial",
    open: true,
    typicalMs: 1_200,
    fields: [
      { ...promptField, description: "What to draw." },
      aspectRatioField(["1:1", "16:9", "3:2", "2:3", "4:5", "5:4", "9:16", "3:4", "4:3"], "1:1"),
      resolutionField(["1K", "2K", "4K"], "2K"),
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 4,
        description: "Input pictures, at most 4; jpeg, png, gif or webp.",
      },
      countField,
    ],
    example: { prompt: "portrait of an old sailor, window light, 85 mm", aspect_ratio: "4:5" },
  }),
  defineModel({
    id: "black-forest-labs/kontext",
    title: "Flux Kontext",
    description: "Flux Kontext picture generation.",
    media: "image",
    typicalMs: 1_000,
    fields: [
      promptField,
      aspectRatioField(["1:1", "16:9", "3:2", "2:3", "4:5", "5:4", "9:16", "3:4", "4:3"], "1:1"),
      resolutionField(["1K", "2K", "4K"], "2K"),
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 4,
        description: "Input pictures, at most 4; jpeg, png, gif or webp.",
      },
      countField,
    ],
    example: {
      prompt: "the same room in winter, snow outside the window",
      image_urls: ["https://example.com/room.jpg"],
    },
  }),
];
