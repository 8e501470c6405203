import { aspectRatioField, countField, promptField, resolutionField, seedField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const ideogram = [
  defineModel({
    id: "ideogram/ideogram",
    title: "Ideogram V3",
    description: "Ideogram picture generation.",
    media: "image",
    typicalMs: 1_000,
    fields: [
      promptField,
      { name: "image_url", type: "uri", accepts: "image", description: "Input picture." },
      aspectRatioField(
        ["10:16", "16:10", "9:16", "16:9", "4:3", "3:4", "1:1", "1:3", "3:1", "3:2", "2:3"],
        "1:1",
      ),
      resolutionField(["1K", "2K", "4K"], "1K"),
      {
        name: "expand_prompt",
        type: "boolean",
        default: true,
        description: "Expand the prompt automatically.",
      },
      seedField,
      {
        name: "style",
        type: "enum",
        values: ["auto", "general", "realistic", "design", "render_3D", "anime"],
        default: "auto",
        description: "Picture style.",
      },
      countField,
    ],
    example: {
      prompt: 'a shop sign that says "Late Bread", gold leaf on dark green',
      style: "design",
    },
  }),
];
