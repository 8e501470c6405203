import {
  aspectRatioField,
  assumedDurationField,
  assumedField,
  audioField,
  countField,
  negativePromptField,
  outputFormatField,
  promptField,
  resolutionField,
  seedField,
  unionNumberField,
} from "./fields.ts";
import { defineModel, type Field } from "./model.ts";

const bananaShapes = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];

const frameFields: readonly Field[] = [
  {
    name: "first_frame_url",
    type: "uri",
    accepts: "image",
    description: "First frame for frames mode.",
  },
  {
    name: "last_frame_url",
    type: "uri",
    accepts: "image",
    description: "Last frame for frames mode.",
  },
];

/** Of Veo 3.1 and its fast tier alike. */
const veoFields: readonly Field[] = [
  promptField,
  {
    name: "mode",
    type: "string",
    examples: ["text-image", "reference", "frames"],
    description: "Generation mode: text-image, reference or frames.",
  },
  {
    name: "reference_image_urls",
    type: "uri[]",
    accepts: "image",
    description: "Pictures for reference-to-video.",
  },
  ...frameFields,
  unionNumberField(8, { max: 8 }),
  resolutionField(["720p", "1080p"], "1080p"),
  aspectRatioField(["16:9", "9:16"], "16:9"),
  audioField,
  negativePromptField,
  seedField,
  countField,
];

export const google = [
  defineModel({
    id: "google/nano-banana-2",
    title: "Nano Banana 2",
    description: "Fast pictures and edits from words and up to 14 input pictures.",
    media: "image",
    // Its field names are read off sibling pages. One more switch, which lets it look things up on the
    // web, exists; its name is not published, so it is not here.
    schemaStatus: "partial",
    open: true,
    typicalMs: 500,
    fields: [
      { ...promptField, description: "What the picture should show." },
      resolutionField(["1K", "2K", "4K"], "1K"),
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        maxItems: 14,
        description: "Input pictures to change or use as references, up to 14.",
      },
      aspectRatioField(bananaShapes, "1:1"),
      outputFormatField(["jpeg", "png", "webp"], "png"),
      countField,
    ],
    example: { prompt: "a neon city in the rain, seen from a rooftop", resolution: "1K" },
  }),
  defineModel({
    id: "google/nano-banana-pro",
    title: "Nano Banana Pro",
    description:
      "The pro tier of Nano Banana: more detail, clean lettering, edits. Its fields are not published; these are assumed.",
    media: "image",
    // The names come from a published example request; nothing else of the schema is known.
    schemaStatus: "assumed",
    open: true,
    typicalMs: 1_000,
    fields: [
      promptField,
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        description: "Input pictures to change or use as references.",
      },
      assumedField("aspect_ratio", bananaShapes, "Shape of the output."),
      assumedField("resolution", ["1K", "2K", "4K"], "Output resolution."),
      countField,
    ],
    example: {
      prompt: "a poster that says OPEN AIR CINEMA, risograph print",
      aspect_ratio: "3:4",
      resolution: "2K",
    },
  }),
  defineModel({
    id: "google/nano-banana",
    title: "Nano Banana",
    description:
      "The first Nano Banana: fast pictures and edits. Its fields are not published; these are assumed.",
    media: "image",
    schemaStatus: "assumed",
    open: true,
    typicalMs: 500,
    fields: [
      promptField,
      {
        name: "image_urls",
        type: "uri[]",
        accepts: "image",
        description: "Input pictures to change or use as references.",
      },
      assumedField("aspect_ratio", bananaShapes, "Shape of the output."),
      assumedField("output_format", ["jpeg", "png", "webp"], "File format of the picture."),
      countField,
    ],
    example: { prompt: "a sleeping fox in autumn leaves, seen from above" },
  }),
  defineModel({
    id: "google/veo-3.1",
    title: "Veo 3.1",
    description: "Realistic, follows the prompt, native sound and speech.",
    media: "video",
    typicalMs: 22_000,
    fields: veoFields,
    example: { prompt: "waves against a lighthouse at dusk, the camera rises", duration: 4 },
  }),
  defineModel({
    id: "google/veo-3.1-fast",
    title: "Veo 3.1 Fast",
    description: "Like Veo 3.1 but faster and cheaper, with sound.",
    media: "video",
    typicalMs: 8_000,
    fields: veoFields,
    example: {
      prompt: "a tram crosses a snowy bridge in the blue hour",
      duration: 4,
      resolution: "720p",
    },
  }),
  defineModel({
    id: "google/veo-3.1-lite",
    title: "Veo 3.1 Lite",
    description: "Cheaper Veo 3.1 for text, image and frame workflows.",
    media: "video",
    typicalMs: 8_000,
    fields: [
      promptField,
      {
        name: "mode",
        type: "string",
        examples: ["text-image", "frames"],
        description: "Generation mode: text-image or frames.",
      },
      { name: "image_url", type: "uri", accepts: "image", description: "Input picture." },
      { name: "image_urls", type: "uri[]", accepts: "image", description: "Input pictures." },
      ...frameFields,
      resolutionField(["720p", "1080p"], "720p"),
      aspectRatioField(["16:9", "9:16"], "16:9"),
      negativePromptField,
      seedField,
      {
        name: "auto_fix",
        type: "boolean",
        default: true,
        description: "Rewrite prompts so they pass moderation.",
      },
      countField,
    ],
    example: { prompt: "a hummingbird drinks from a red flower, slow motion" },
  }),
  defineModel({
    id: "google/veo-2",
    title: "Veo 2",
    description:
      "Realistic video from words and pictures, without sound. Its fields are not published; these are assumed.",
    media: "video",
    schemaStatus: "assumed",
    open: true,
    typicalMs: 8_000,
    fields: [
      promptField,
      { name: "first_frame_url", type: "uri", accepts: "image", description: "First frame." },
      { name: "last_frame_url", type: "uri", accepts: "image", description: "Last frame." },
      assumedDurationField,
      assumedField("resolution", ["720p", "1080p"], "Output resolution."),
      assumedField("aspect_ratio", ["16:9", "9:16"], "Shape of the output."),
      negativePromptField,
      seedField,
      countField,
    ],
    example: {
      prompt: "a desert road at noon, heat above the asphalt, a truck comes closer",
      aspect_ratio: "16:9",
    },
  }),
];
