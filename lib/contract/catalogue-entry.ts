import { z } from "zod";
import { MEDIA } from "./media.ts";
import { checkInput } from "./models/check-input.ts";
import { modelInputSchema, toJsonSchema } from "./models/json-schema.ts";
import type { Model } from "./models/model.ts";
import { PRICES, quoteCredits } from "./pricing.ts";

/** A model as `GET /models` shows it. */
export const catalogueEntry = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  media: z.enum(MEDIA),
  input_schema: modelInputSchema,
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

/** Describes a model for the catalogue; the price example is what its own example input costs. */
export function describeModel(model: Model): CatalogueEntry {
  const checked = checkInput(model, model.example);
  const quoted = quoteCredits(model, checked.ok ? checked.input : model.example);
  const price = PRICES[model.id];
  return {
    id: model.id,
    title: model.title,
    description: model.description,
    media: model.media,
    input_schema: toJsonSchema(model),
    pricing: {
      per: price?.per ?? "result",
      credits: price?.credits ?? quoted.credits,
      multipliers: Object.fromEntries(
        Object.entries(price?.multipliers ?? {}).map(([field, table]) => [field, { ...table }]),
      ),
      example: { credits: quoted.credits, label: quoted.breakdown[0]?.label ?? "" },
    },
    availability: { state: "available", until: null },
    p50_ms: model.typicalMs,
    example: { ...model.example },
  };
}
