import {
  aspectRatioField,
  countField,
  outputFormatField,
  promptField,
  resolutionField,
} from "./fields.ts";
import { defineModel } from "./model.ts";

export const zImage = [
  defineModel({
    id: "z-image/z-image",
    title: "Z-Image",
    description: "Z-Image picture generation.",
    media: "image",
    typicalMs: 700,
    fields: [
      promptField,
      {
        name: "image_url",
        type: "uri",
        nullable: true,
        accepts: "image",
        description: "Input picture.",
      },
      aspectRatioField(
        ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"],
        "1:1",
      ),
      resolutionField(["720p", "1080p"], "720p"),
      outputFormatField(["jpg", "png"], "jpg"),
      countField,
    ],
    example: { prompt: "a market street in Lisbon, gouache", aspect_ratio: "4:3" },
  }),
];
