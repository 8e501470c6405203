import { countField, optionalPromptField } from "./fields.ts";
import { defineModel } from "./model.ts";

export const sync = [
  defineModel({
    id: "sync/lipsync-2",
    title: "Sync Lipsync 2",
    description:
      "Matches lips in a video to an audio track. Its fields are not published; these are assumed.",
    media: "video",
    schemaStatus: "assumed",
    open: true,
    typicalMs: 5_000,
    fields: [
      optionalPromptField,
      { name: "video_url", type: "uri", accepts: "video", description: "Source video." },
      { name: "audio_url", type: "uri", accepts: "audio", description: "Source audio." },
      countField,
    ],
    example: {
      video_url: "https://example.com/speaker.mp4",
      audio_url: "https://example.com/speech.mp3",
    },
  }),
];
