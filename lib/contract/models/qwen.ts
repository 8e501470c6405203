import { defineModel } from "./model.ts";

export const qwen = [
  defineModel({
    id: "qwen/qwen-3-tts/text-to-speech/1.7b",
    title: "Qwen 3 TTS 1.7B",
    description: "Speech from preset voices or a cloned speaker embedding.",
    media: "tts",
    typicalMs: 400,
    // The public page is cut off: further decoding fields exist but are not known.
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
        name: "prompt",
        type: "string",
        description: "How to say it; ignored with a speaker embedding.",
      },
      {
        name: "voice",
        type: "enum",
        values: [
          "Vivian",
          "Serena",
          "Uncle_Fu",
          "Dylan",
          "Eric",
          "Ryan",
          "Aiden",
          "Ono_Anna",
          "Sohee",
        ],
        description: "Preset voice; ignored with a speaker embedding.",
      },
      {
        name: "language",
        type: "enum",
        values: [
          "Auto",
          "English",
          "Chinese",
          "Spanish",
          "French",
          "German",
          "Italian",
          "Japanese",
          "Korean",
          "Portuguese",
          "Russian",
        ],
        default: "Auto",
        description: "Language of the voice.",
      },
      {
        name: "speaker_voice_embedding_file_url",
        type: "uri",
        accepts: "file",
        description: "Speaker embedding (safetensors); replaces the preset voices.",
      },
      {
        name: "reference_text",
        type: "string",
        description: "Text used when the embedding was made.",
      },
    ],
    example: { text: "The dailies are ready to watch.", voice: "Vivian" },
  }),
];
