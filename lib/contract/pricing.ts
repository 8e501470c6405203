import { askedSeconds, resultCount } from "./amounts.ts";
import type { GenerationInput } from "./models/check-input.ts";
import type { Model } from "./models/model.ts";
import { FALLBACK_PRICE, PRICES, type Price } from "./prices.ts";

/** What something costs, and how that comes about. */
export type Quote = { credits: number; breakdown: { label: string; credits: number }[] };

const ASSUMED_SECONDS = 5;

/** The price of a model, or what one costs that nobody has priced. */
export function priceOf(model: Pick<Model, "id">): Price {
  return (Object.hasOwn(PRICES, model.id) && PRICES[model.id]) || FALLBACK_PRICE;
}

/** The text that is counted, by the order in which speech models name it. */
function countedText(input: GenerationInput): string {
  const text = input.text ?? input.prompt;
  return typeof text === "string" ? text : "";
}

function units(price: Price, input: GenerationInput): { count: number; label: string } {
  switch (price.per) {
    case "result":
      return { count: 1, label: "1 result" };
    case "second": {
      const seconds = askedSeconds(input) ?? price.assumedSeconds ?? ASSUMED_SECONDS;
      return { count: seconds, label: `${seconds} s` };
    }
    case "100 characters": {
      const characters = [...countedText(input)].length;
      return { count: Math.max(1, Math.ceil(characters / 100)), label: `${characters} characters` };
    }
  }
}

/** A value as a line of a quote names it: `1080p`, `generate audio off`. */
function valueLabel(field: string, value: string | boolean): string {
  if (typeof value === "string") return value;
  return `${field.replaceAll("_", " ")} ${value ? "on" : "off"}`;
}

function factorsOf(price: Price, input: GenerationInput): { factor: number; label: string }[] {
  return Object.entries(price.multipliers ?? {}).flatMap(([field, table]) => {
    const value = input[field];
    if (typeof value !== "string" && typeof value !== "boolean") return [];
    const factor = Object.hasOwn(table, String(value)) ? table[String(value)] : 1;
    if (factor === undefined || factor === 1) return [];
    return [{ factor, label: `${valueLabel(field, value)} × ${factor}` }];
  });
}

/**
 * What an input costs: whole credits, rounded up once per result, and the lines that lead there.
 * Pure: the button and the ledger call this same function, and the server always recomputes. Any
 * input has a price, also one that no check has seen.
 */
export function quoteCredits(model: Pick<Model, "id">, input: GenerationInput): Quote {
  const price = priceOf(model);
  const { count, label } = units(price, input);
  const factors = factorsOf(price, input);
  // Multipliers are quarters, so the product is exact; the epsilon only guards the rounding up.
  const exact = factors.reduce((product, { factor }) => product * factor, price.credits * count);
  const each = Math.max(1, Math.ceil(exact - 1e-9));
  const results = resultCount(input);
  const credits = each * results;
  const details = [`${label} × ${price.credits}`, ...factors.map((factor) => factor.label)].join(
    ", ",
  );
  return {
    credits,
    breakdown: [{ label: results === 1 ? details : `${results} × (${details})`, credits }],
  };
}
