import { countField, promptField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const bytedance = [
  defineModel({
    id: "bytedance/seedream-4.5",
    title: "Seedream 4.5",
    description: "Up to 4K, multi-image edits, keeps detail, dense text.",
    media: "image",
    typicalMs: 1_500,
    fields: [
      promptField,
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 14,
        description: "1-14 input pictures for single or multi-reference work.",
      },
      {
        name: "resolution",
        type: "enum",
        values: ["1K", "2K", "4K"],
        default: "2K",
        description: "Output resolution.",
      },
      {
        name: "aspect_ratio",
        type: "enum",
        values: ["1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9"],
        default: "16:9",
        description: "Shape of the output.",
      },
      countField,
    ],
    example: { prompt: "sunrise over mountains in watercolor style", aspect_ratio: "16:9" },
  }),
];
