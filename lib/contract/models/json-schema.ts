import { z } from "zod";
import { WHOLE_NUMBER_PATTERN } from "./input-schema.ts";
import type { Field, Model } from "./model.ts";
import { defined, fieldTitle } from "./read-json-schema.ts";

/**
 * The part of JSON Schema 2020-12 that describes a model's input. `x-accepts` says what kind of file
 * a URL leads to; readers that do not know it can leave it out.
 */
export const propertySchema = z.object({
  title: z.string(),
  description: z.string(),
  type: z.union([z.string(), z.array(z.string())]),
  format: z.string().optional(),
  enum: z.array(z.string().nullable()).optional(),
  examples: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.object({ type: z.string(), format: z.string().optional() }).optional(),
  "x-accepts": z.string().optional(),
});
export type PropertySchema = z.infer<typeof propertySchema>;

export const modelInputSchema = z.object({
  $schema: z.string().optional(),
  type: z.literal("object"),
  properties: z.record(z.string(), propertySchema),
  required: z.array(z.string()),
  additionalProperties: z.boolean(),
});
export type ModelInputSchema = z.infer<typeof modelInputSchema>;

function typed(type: string, field: Field): string | string[] {
  const types = [type];
  if ("acceptsText" in field && field.acceptsText) types.push("string");
  if (field.nullable) types.push("null");
  return types.length === 1 ? type : types;
}

function toProperty(field: Field): PropertySchema {
  const base = { title: fieldTitle(field.name), description: field.description };
  const fallback = "default" in field ? { default: field.default } : {};
  switch (field.type) {
    case "string":
      return defined({
        ...base,
        ...fallback,
        type: typed("string", field),
        minLength: field.minLength,
        maxLength: field.maxLength,
        examples: field.examples && [...field.examples],
      }) as PropertySchema;
    case "enum":
      return {
        ...base,
        ...defined(fallback),
        type: typed("string", field),
        // An enum is all that there is: null has to stand in it too.
        enum: field.nullable ? [...field.values, null] : [...field.values],
      } as PropertySchema;
    case "integer":
    case "number":
      return defined({
        ...base,
        ...fallback,
        type: typed(field.type, field),
        minimum: field.min,
        maximum: field.max,
        pattern: field.acceptsText ? WHOLE_NUMBER_PATTERN : undefined,
      }) as PropertySchema;
    case "boolean":
      return { ...base, ...defined(fallback), type: typed("boolean", field) } as PropertySchema;
    case "uri":
      return { ...base, type: typed("string", field), format: "uri", "x-accepts": field.accepts };
    case "object[]":
      return defined({
        ...base,
        type: typed("array", field),
        items: { type: "object" },
        maxItems: field.maxItems,
      }) as PropertySchema;
    case "uri[]":
      return defined({
        ...base,
        type: typed("array", field),
        items: { type: "string", format: "uri" },
        maxItems: field.maxItems,
        "x-accepts": field.accepts,
      }) as PropertySchema;
  }
}

/** The JSON Schema of a model's input; properties keep the order of the fields. */
export function toJsonSchema(model: Model): ModelInputSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: Object.fromEntries(model.fields.map((field) => [field.name, toProperty(field)])),
    required: model.fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: model.open === true,
  };
}
