import type { Field } from "./model.ts";

/** Fields that many models share word for word. */

export const promptField: Field = {
  name: "prompt",
  type: "string",
  required: true,
  minLength: 1,
  // No page says how long one may be; each frame of a stream repeats it.
  maxLength: 20_000,
  description: "What to generate, in words.",
};

export const countField: Field = {
  name: "n",
  type: "integer",
  min: 1,
  max: 4,
  default: 1,
  description: "How many results to make (1-4).",
};

export const audioField: Field = {
  name: "generate_audio",
  type: "boolean",
  default: true,
  description: "Make sound too.",
};

export const negativePromptField: Field = {
  name: "negative_prompt",
  type: "string",
  nullable: true,
  description: "What to keep out of the video.",
};

export const seedField: Field = {
  name: "seed",
  type: "integer",
  nullable: true,
  min: Number.MIN_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  description: "Seed; omit for random.",
};
