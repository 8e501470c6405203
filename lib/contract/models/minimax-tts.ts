import { defineModel } from "./model.ts";

export const minimaxTts = [
  defineModel({
    id: "minimax-tts/speech-02-hd",
    title: "MiniMax Speech 02 HD",
    description: "Expressive speech in many voices, clear enough for narration.",
    media: "tts",
    typicalMs: 400,
    // No public page lists its fields: these are what the synchronous speech call names, and more is taken.
    schemaStatus: "partial",
    open: true,
    fields: [
      {
        name: "text",
        type: "string",
        required: true,
        minLength: 1,
        maxLength: 10_000,
        description: "What to say.",
      },
      {
        name: "voice",
        type: "string",
        default: "Wise_Woman",
        examples: [
          "Wise_Woman",
          "Friendly_Person",
          "Inspirational_girl",
          "Deep_Voice_Man",
          "Calm_Woman",
          "Casual_Guy",
          "Lively_Girl",
          "Patient_Man",
          "Young_Knight",
          "Determined_Man",
          "Elegant_Man",
        ],
        description: "Name of the voice.",
      },
      { name: "language", type: "string", description: "Language of the text, if not guessed." },
    ],
    example: { text: "Every take, watched the same evening.", voice: "Calm_Woman" },
  }),
];
