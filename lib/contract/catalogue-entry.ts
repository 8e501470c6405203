import { z } from "zod";
import { MEDIA } from "./media.ts";
import { checkInput } from "./models/check-input.ts";
import { modelInputSchema, toJsonSchema } from "./models/json-schema.ts";
import { type Model, SCHEMA_STATUSES, type SchemaStatus } from "./models/model.ts";
import { priceOf, quoteCredits } from "./pricing.ts";

/** A model as `GET /models` shows it. */
export const catalogueEntry = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  media: z.enum(MEDIA),
  input_schema: modelInputSchema,
  schema_status: z.enum(SCHEMA_STATUSES),
  /** What is not known of the schema, in a sentence; null when all is. */
  schema_note: z.string().nullable(),
  pricing: z.object({
    per: z.string(),
    credits: z.number(),
    multipliers: z.record(z.string(), z.record(z.string(), z.number())),
    example: z.object({ credits: z.number().int(), label: z.string() }),
  }),
  availability: z.object({
    state: z.enum(["available", "degraded", "unavailable"]),
    until: z.string().nullable(),
  }),
  p50_ms: z.number().int(),
  example: z.record(z.string(), z.unknown()),
});
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

export const cataloguePage = z.object({ items: z.array(catalogueEntry) });

const SCHEMA_NOTES: Readonly<Record<SchemaStatus, string | null>> = {
  complete: null,
  partial:
    "Only a part of this model's input is published; fields that are not listed are passed on as they are.",
  assumed:
    "This model's input is not published: the fields are assumed after similar models, and others are passed on as they are.",
};

/** Describes a model for the catalogue; the price example is what its own example input costs. */
export function describeModel(model: Model): CatalogueEntry {
  const checked = checkInput(model, model.example);
  const quoted = quoteCredits(model, checked.ok ? checked.input : model.example);
  const price = priceOf(model);
  const schemaStatus = model.schemaStatus ?? "complete";
  return {
    id: model.id,
    title: model.title,
    description: model.description,
    media: model.media,
    input_schema: toJsonSchema(model),
    schema_status: schemaStatus,
    schema_note: SCHEMA_NOTES[schemaStatus],
    pricing: {
      per: price.per,
      credits: price.credits,
      multipliers: Object.fromEntries(
        Object.entries(price.multipliers ?? {}).map(([field, table]) => [field, { ...table }]),
      ),
      example: { credits: quoted.credits, label: quoted.breakdown[0]?.label ?? "" },
    },
    availability: { state: "available", until: null },
    p50_ms: model.typicalMs,
    example: { ...model.example },
  };
}
