import type { GenerationInput } from "./models/check-input.ts";
import type { Field, Model } from "./models/model.ts";
import { PRICES } from "./prices.ts";
import { quoteCredits } from "./pricing.ts";

/** Settings that cost less, and what the generation would cost with them. */
export type Cheaper = { change: GenerationInput; credits: number };

const SECONDS = ["duration", "seconds"] as const;
const COUNTS = ["n", "num_images"] as const;

/** All that a price needs to know of a model. */
type PricedModel = Pick<Model, "id" | "fields">;

/** Values of a field that may cost less than the one asked for, dearest first: the least change first. */
function lesserValues(model: PricedModel, field: Field, input: GenerationInput): unknown[] {
  const asked = input[field.name];
  if (field.type === "integer" || field.type === "number") {
    const isPriced = [...SECONDS, ...COUNTS].some((name) => name === field.name);
    if (!isPriced || typeof asked !== "number") return [];
    const least = Math.max(1, field.min ?? 1);
    return Array.from({ length: Math.max(0, Math.floor(asked) - least) }, (_, i) => asked - 1 - i);
  }
  const factors = PRICES[model.id]?.multipliers?.[field.name];
  if (!factors) return [];
  const factorOf = (value: unknown) => factors[String(value)] ?? 1;
  const values: unknown[] =
    field.type === "enum" ? [...field.values] : field.type === "boolean" ? [true, false] : [];
  return values
    .filter((value) => factorOf(value) < factorOf(asked))
    .sort((a, b) => factorOf(b) - factorOf(a));
}

/** The least change of one field alone that fits, if there is one. */
function fitByField(
  model: PricedModel,
  input: GenerationInput,
  field: Field,
  available: number,
): Cheaper | null {
  for (const value of lesserValues(model, field, input)) {
    const change = { [field.name]: value };
    const { credits } = quoteCredits(model, { ...input, ...change });
    if (credits <= available) return { change, credits };
  }
  return null;
}

/**
 * Settings with which a generation costs at most `available`: for each field the least change that
 * does it alone, dearest first; when none does, everything at its least, if that fits. Pure.
 */
export function cheaperSettings(
  model: PricedModel,
  input: GenerationInput,
  available: number,
  atMost = 3,
): Cheaper[] {
  const single = model.fields
    .flatMap((field) => fitByField(model, input, field, available) ?? [])
    .sort((a, b) => b.credits - a.credits);
  if (single.length > 0) return single.slice(0, atMost);
  const change = Object.fromEntries(
    model.fields.flatMap((field) => {
      const values = lesserValues(model, field, input);
      return values.length > 0 ? [[field.name, values.at(-1)]] : [];
    }),
  );
  const { credits } = quoteCredits(model, { ...input, ...change });
  return Object.keys(change).length > 0 && credits <= available ? [{ change, credits }] : [];
}

/** `{ duration: 3, n: 1 }` of 24 credits → "duration 3, n 1 (24 credits)". */
export function describeCheaper({ change, credits }: Cheaper): string {
  const settings = Object.entries(change).map(([name, value]) => `${name} ${String(value)}`);
  return `${settings.join(", ")} (${credits} credit${credits === 1 ? "" : "s"})`;
}
