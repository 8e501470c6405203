import { countField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const falAi = [
  defineModel({
    id: "fal-ai/kling/v1-5/kolors-virtual-try-on",
    title: "Kling 1.5 Kolors Virtual Try-On",
    description: "Puts a garment onto a photo of a person.",
    media: "image",
    typicalMs: 1_200,
    fields: [
      {
        name: "human_image_url",
        type: "uri",
        required: true,
        accepts: "image",
        description: "Link to the photo of the person.",
      },
      {
        name: "garment_image_url",
        type: "uri",
        required: true,
        accepts: "image",
        description: "Link to the picture of the garment.",
      },
      {
        name: "sync_mode",
        type: "boolean",
        default: false,
        description: "Return the picture in the answer.",
      },
      countField,
    ],
    example: {
      human_image_url: "https://example.com/person.jpg",
      garment_image_url: "https://example.com/coat.jpg",
    },
  }),
];
