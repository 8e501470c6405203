import type { Field } from "./model.ts";

/** Fields that many models share. Where a model differs in one point, it spreads and says so. */

/** The greatest seed of the models that keep it in 31 bits. */
export const SEED_MAX = 2_147_483_647;

export const promptField = {
  name: "prompt",
  type: "string",
  required: true,
  minLength: 1,
  // No page says how long one may be; each frame of a stream repeats it.
  maxLength: 20_000,
  description: "What to generate, in words.",
} as const satisfies Field;

/** For tools that work on a file and need no words. */
export const optionalPromptField = {
  name: "prompt",
  type: "string",
  maxLength: promptField.maxLength,
  description: "What to aim for, in words.",
} as const satisfies Field;

export const countField = {
  name: "n",
  type: "integer",
  min: 1,
  max: 4,
  default: 1,
  description: "How many results to make (1-4).",
} as const satisfies Field;

/** Models that have it beside `n` make `n` times as many: see `resultCount`. */
export const pictureCountField = {
  name: "num_images",
  type: "integer",
  min: 1,
  max: 4,
  default: 1,
  description: "Number of pictures.",
} as const satisfies Field;

export const audioField = {
  name: "generate_audio",
  type: "boolean",
  default: true,
  description: "Make sound too.",
} as const satisfies Field;

export const negativePromptField = {
  name: "negative_prompt",
  type: "string",
  nullable: true,
  description: "What to keep out of the video.",
} as const satisfies Field;

/** The same of models whose default is empty text instead of nothing. */
export const avoidField = {
  name: "negative_prompt",
  type: "string",
  default: "",
  description: "What to avoid.",
} as const satisfies Field;

export const seedField = {
  name: "seed",
  type: "integer",
  nullable: true,
  min: Number.MIN_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  description: "Seed for repeatable output; omit for random.",
} as const satisfies Field;

export const promptExpansionField = {
  name: "enable_prompt_expansion",
  type: "boolean",
  default: true,
  description: "Let a language model improve the prompt.",
} as const satisfies Field;

export function resolutionField(values: readonly string[], byDefault: string): Field {
  return {
    name: "resolution",
    type: "enum",
    values,
    default: byDefault,
    description: "Output resolution.",
  };
}

export function aspectRatioField(values: readonly string[], byDefault: string): Field {
  return {
    name: "aspect_ratio",
    type: "enum",
    values,
    default: byDefault,
    description: "Shape of the output.",
  };
}

export function outputFormatField(values: readonly string[], byDefault: string): Field {
  return {
    name: "output_format",
    type: "enum",
    values,
    default: byDefault,
    description: "File format of the picture.",
  };
}

/** One of several workflows of a model, of which only the first is published. */
export function featureField(value: string): Field {
  return {
    name: "feature",
    type: "enum",
    values: [value],
    description: "Workflow; other values are not published.",
  };
}

/** Length of a film in whole seconds. */
export function durationField(range: { min: number; max: number; default: number }): Field {
  return { name: "duration", type: "integer", ...range, description: "Length in seconds." };
}

/**
 * A number whose page prints a default but no type, a union in the vendor's schema: 5 and "5" are
 * both taken. The bounds are ours, wide enough for what such models are known to make.
 */
export function unionNumberField(
  byDefault: number,
  { name = "duration", min = 1, max = 20, description = "Length in seconds." } = {},
): Field {
  return { name, type: "integer", acceptsText: true, min, max, default: byDefault, description };
}

/** A field of an assumed schema: its values are only worth offering, others are passed on too. */
export function assumedField(
  name: string,
  examples: readonly string[],
  description: string,
): Field {
  return { name, type: "string", examples, description };
}

/** Length of a film where nothing is published of the field, not even its default. */
export const assumedDurationField = {
  name: "duration",
  type: "integer",
  acceptsText: true,
  min: 1,
  max: 20,
  description: "Length in seconds.",
} as const satisfies Field;
