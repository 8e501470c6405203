import {
  aspectRatioField,
  durationField,
  featureField,
  promptField,
  resolutionField,
  SEED_MAX,
  seedField,
} from "./fields.ts";
import { defineModel } from "./model.ts";

export const happyhorse = [
  defineModel({
    id: "happyhorse/happyhorse-1.0",
    title: "HappyHorse 1.0",
    description:
      "Alibaba's model with native sound: text, picture and reference to video, and video editing.",
    media: "video",
    typicalMs: 7_000,
    fields: [
      { ...promptField, description: "Scene, motion, style or the edit wanted." },
      featureField("text-to-video"),
      {
        name: "image_url",
        type: "uri",
        accepts: "image",
        description: "Source picture for image-to-video.",
      },
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 9,
        description:
          "Reference pictures for reference-to-video; a single one also works as an alias.",
      },
      {
        name: "reference_image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 9,
        description:
          "Reference pictures: 1-9 for reference-to-video, up to 5 guides for edit-video.",
      },
      {
        name: "video_url",
        type: "uri",
        accepts: "video",
        description: "Source video for edit-video.",
      },
      resolutionField(["720p", "1080p"], "1080p"),
      {
        ...aspectRatioField(["16:9", "9:16", "1:1", "4:3", "3:4"], "16:9"),
        description: "Shape for text-to-video and reference-to-video.",
      },
      durationField({ min: 3, max: 15, default: 5 }),
      {
        name: "audio_setting",
        type: "enum",
        values: ["auto", "origin"],
        default: "auto",
        description: "Sound handling for edit-video; origin keeps the input's sound.",
      },
      { ...seedField, nullable: false, min: 0, max: SEED_MAX },
    ],
    example: {
      prompt: "a pony gallops along the surf, splashes and hoofbeats",
      resolution: "720p",
    },
  }),
];
