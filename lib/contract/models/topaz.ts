import { assumedField, countField, optionalPromptField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const topaz = [
  defineModel({
    id: "topaz/upscale/image",
    title: "Topaz Image Upscale",
    description:
      "Makes a picture larger and sharper. Its fields are not published; these are assumed.",
    media: "image",
    schemaStatus: "assumed",
    open: true,
    typicalMs: 1_200,
    fields: [
      optionalPromptField,
      { name: "image_url", type: "uri", accepts: "image", description: "Picture to enlarge." },
      assumedField("output_format", ["jpeg", "png", "webp"], "File format of the picture."),
      countField,
    ],
    example: { image_url: "https://example.com/small.jpg" },
  }),
  defineModel({
    id: "topaz/upscale/video",
    title: "Topaz Video Upscale",
    description:
      "Makes a video larger and sharper. Its fields are not published; these are assumed.",
    media: "video",
    schemaStatus: "assumed",
    open: true,
    typicalMs: 6_000,
    fields: [
      optionalPromptField,
      { name: "video_url", type: "uri", accepts: "video", description: "Video to enlarge." },
      countField,
    ],
    example: { video_url: "https://example.com/small.mp4" },
  }),
];
