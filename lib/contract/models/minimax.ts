import { countField, promptField, resolutionField, unionNumberField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const minimax = [
  defineModel({
    id: "minimax/hailuo-2.3",
    title: "Hailuo 2.3",
    description: "Realistic human motion and cinematic effects.",
    media: "video",
    typicalMs: 7_000,
    fields: [
      promptField,
      {
        name: "first_frame_url",
        type: "uri",
        required: true,
        accepts: "image",
        description: "First frame.",
      },
      unionNumberField(6, { min: 6, max: 10, description: "Length in seconds; 10 only at 768p." }),
      resolutionField(["768p", "1080p"], "768p"),
      {
        name: "prompt_optimizer",
        type: "boolean",
        default: true,
        description: "Improve the prompt.",
      },
      countField,
    ],
    example: {
      prompt: "he laughs and throws his hat into the air",
      first_frame_url: "https://example.com/portrait.jpg",
    },
  }),
  defineModel({
    id: "minimax/hailuo-2.3-fast",
    title: "Hailuo 2.3 Fast",
    description: "Quicker picture-to-video Hailuo 2.3.",
    media: "video",
    typicalMs: 6_000,
    fields: [
      promptField,
      {
        name: "first_frame_url",
        type: "uri",
        required: true,
        accepts: "image",
        description: "First frame.",
      },
      unionNumberField(6, { min: 6, max: 10, description: "Length in seconds; 10 only at 768p." }),
      resolutionField(["768p", "1080p"], "768p"),
      {
        name: "prompt_optimizer",
        type: "boolean",
        default: true,
        description: "Improve the prompt.",
      },
      countField,
    ],
    example: {
      prompt: "the wind lifts her scarf, she looks out to sea",
      first_frame_url: "https://example.com/portrait.jpg",
    },
  }),
];
