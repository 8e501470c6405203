import {
  aspectRatioField,
  audioField,
  avoidField,
  countField,
  featureField,
  promptField,
  resolutionField,
  unionNumberField,
} from "./fields.ts";
import { defineModel, type Field } from "./model.ts";

const styleField: Field = {
  name: "style",
  type: "enum",
  values: ["anime", "3d_animation", "clay", "comic", "cyberpunk"],
  description: "Look of the video.",
};

const thinkingField: Field = {
  name: "thinking_type",
  type: "enum",
  values: ["enabled", "disabled", "auto"],
  default: "auto",
  description: "Prompt optimisation mode.",
};

const multiClipField: Field = {
  name: "generate_multi_clip",
  type: "boolean",
  default: false,
  description: "Several clips with changing camera.",
};

const soundField: Field = {
  ...audioField,
  default: false,
  description: "Make music, effects and speech.",
};

const lengthField: Field = {
  name: "duration",
  type: "number",
  min: 1,
  max: 15,
  default: 5,
  description: "Length in seconds.",
};

const seedField: Field = {
  name: "seed",
  type: "number",
  description: "Seed for repeatable output.",
};

export const pixverse = [
  defineModel({
    id: "pixverse/v6",
    title: "PixVerse V6",
    description: "One model for text and picture to video, transitions and extension.",
    media: "video",
    schemaStatus: "partial",
    open: true,
    typicalMs: 6_000,
    fields: [
      promptField,
      featureField("text-image"),
      resolutionField(["360p", "540p", "720p", "1080p"], "720p"),
      lengthField,
      avoidField,
      styleField,
      seedField,
      soundField,
      {
        name: "image_url",
        type: "uri",
        accepts: "image",
        description: "Source picture; switches to image-to-video.",
      },
      aspectRatioField(["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"], "16:9"),
      multiClipField,
      thinkingField,
    ],
    example: {
      prompt: "a cyberpunk courier weaves through traffic",
      duration: 5,
      style: "cyberpunk",
    },
  }),
  defineModel({
    id: "pixverse/v6/transition",
    title: "PixVerse V6 Transition",
    description: "Moves from a first frame to a last frame.",
    media: "video",
    typicalMs: 6_000,
    fields: [
      { ...promptField, description: "What the transition shows." },
      {
        name: "first_frame_url",
        type: "uri",
        required: true,
        accepts: "image",
        description: "First frame.",
      },
      countField,
      { name: "end_frame_url", type: "uri", accepts: "image", description: "Last frame." },
      aspectRatioField(["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"], "16:9"),
      resolutionField(["360p", "540p", "720p", "1080p"], "720p"),
      lengthField,
      avoidField,
      styleField,
      seedField,
      soundField,
      multiClipField,
      thinkingField,
    ],
    example: {
      prompt: "the city dissolves into a forest",
      first_frame_url: "https://example.com/city.jpg",
      end_frame_url: "https://example.com/forest.jpg",
    },
  }),
  defineModel({
    id: "pixverse/v5.6",
    title: "PixVerse V5.6",
    description: "Text and picture to video.",
    media: "video",
    typicalMs: 6_000,
    fields: [
      promptField,
      { name: "first_frame_url", type: "uri", accepts: "image", description: "First frame." },
      { name: "end_frame_url", type: "uri", accepts: "image", description: "Last frame." },
      aspectRatioField(["16:9", "4:3", "1:1", "3:4", "9:16"], "16:9"),
      resolutionField(["540p", "720p", "1080p"], "720p"),
      unionNumberField(5),
      avoidField,
      styleField,
      soundField,
      thinkingField,
      countField,
    ],
    example: { prompt: "a clay knight fights a clay dragon", style: "clay", duration: 5 },
  }),
  defineModel({
    id: "pixverse/lipsync",
    title: "PixVerse Lipsync",
    description: "Matches lips in a video to an audio track.",
    media: "video",
    typicalMs: 5_000,
    fields: [
      {
        name: "video_url",
        type: "uri",
        required: true,
        accepts: "video",
        description: "Source video.",
      },
      {
        name: "audio_url",
        type: "uri",
        required: true,
        accepts: "audio",
        description: "Source audio.",
      },
      countField,
    ],
    example: {
      video_url: "https://example.com/speaker.mp4",
      audio_url: "https://example.com/speech.mp3",
    },
  }),
];
