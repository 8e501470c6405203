import {
  aspectRatioField,
  countField,
  promptField,
  resolutionField,
  unionNumberField,
} from "./fields.ts";
import { defineModel } from "./model.ts";

export const luma = [
  defineModel({
    id: "luma/ray-2",
    title: "Luma Ray2",
    description: "Luma Dream Machine Ray2 for text and picture to video.",
    media: "video",
    typicalMs: 6_000,
    fields: [
      promptField,
      { name: "first_frame_url", type: "uri", accepts: "image", description: "Starting picture." },
      { name: "end_frame_url", type: "uri", accepts: "image", description: "Ending picture." },
      aspectRatioField(["16:9", "9:16", "4:3", "3:4", "21:9", "9:21"], "16:9"),
      { name: "loop", type: "boolean", description: "Make the video loop." },
      resolutionField(["540p", "720p", "1080p"], "540p"),
      unionNumberField(5),
      countField,
    ],
    example: { prompt: "a whale surfaces beside a small boat, golden hour", duration: 5 },
  }),
  defineModel({
    id: "luma/ray-2-flash",
    title: "Luma Ray2 Flash",
    description: "Faster Ray2 for text and picture to video.",
    media: "video",
    typicalMs: 5_000,
    fields: [
      promptField,
      { name: "first_frame_url", type: "uri", accepts: "image", description: "Starting picture." },
      { name: "end_frame_url", type: "uri", accepts: "image", description: "Ending picture." },
      aspectRatioField(["16:9", "9:16", "4:3", "3:4", "21:9", "9:21"], "16:9"),
      { name: "loop", type: "boolean", description: "Make the video loop." },
      resolutionField(["540p", "720p", "1080p"], "540p"),
      unionNumberField(5),
      countField,
    ],
    example: { prompt: "paper lanterns rise over a lake", duration: 5, loop: true },
  }),
];
