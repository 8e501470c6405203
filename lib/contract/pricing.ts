import type { GenerationInput } from "./models/check-input.ts";
import type { Model } from "./models/model.ts";

/**
 * What a model costs, in whole credits. One table that an operator can edit:
 * a unit price, times how many units the input asks for, times its multipliers, times `n`.
 */
export type Price = {
  readonly per: "result" | "second" | "100 characters";
  readonly credits: number;
  /** Factors by the value of a field: `{ resolution: { "4K": 2 } }`. Values not listed count as 1. */
  readonly multipliers?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export const PRICES: Readonly<Record<string, Price>> = {
  "bytedance/seedream-4.5": {
    per: "result",
    credits: 8,
    multipliers: { resolution: { "4K": 2 } },
  },
  "google/nano-banana-2": {
    per: "result",
    credits: 8,
    multipliers: { resolution: { "2K": 1.5, "4K": 2 } },
  },
  "google/veo-3.1": {
    per: "second",
    credits: 40,
    multipliers: { resolution: { "720p": 0.75 }, generate_audio: { false: 0.75 } },
  },
  "kling-ai/v3/video": {
    per: "second",
    credits: 24,
    multipliers: { quality: { pro: 1.5 }, generate_audio: { false: 0.75 } },
  },
  "qwen/qwen-3-tts/text-to-speech/1.7b": { per: "100 characters", credits: 1 },
  "minimax-tts/speech-02-hd": { per: "100 characters", credits: 2 },
};

/** What something costs, and how that comes about. */
export type Quote = { credits: number; breakdown: { label: string; credits: number }[] };

const FALLBACK: Price = { per: "result", credits: 10 };

/** Name of the field whose text is counted, by the order in which speech models name it. */
function countedText(input: GenerationInput): string {
  const text = input.text ?? input.prompt;
  return typeof text === "string" ? text : "";
}

function units(price: Price, input: GenerationInput): { count: number; label: string } {
  switch (price.per) {
    case "result":
      return { count: 1, label: "1 result" };
    case "second": {
      const seconds = typeof input.duration === "number" ? input.duration : 5;
      return { count: seconds, label: `${seconds} s` };
    }
    case "100 characters": {
      const characters = [...countedText(input)].length;
      return { count: Math.max(1, Math.ceil(characters / 100)), label: `${characters} characters` };
    }
  }
}

/**
 * What a checked input costs: whole credits, rounded up once per result, and the lines that lead
 * there. Pure: the button and the ledger call this same function, and the server always recomputes.
 */
export function quoteCredits(model: Pick<Model, "id">, input: GenerationInput): Quote {
  const price = PRICES[model.id] ?? FALLBACK;
  const { count, label } = units(price, input);
  const factors = Object.entries(price.multipliers ?? {}).flatMap(([field, table]) => {
    const value = String(input[field]);
    const factor = Object.hasOwn(table, value) ? (table[value] ?? 1) : 1;
    return factor === 1 ? [] : [{ factor, label: `${value} × ${factor}` }];
  });
  // Multipliers are quarters, so the product is exact; the epsilon only guards the rounding up.
  const exact = factors.reduce((product, { factor }) => product * factor, price.credits * count);
  const each = Math.ceil(exact - 1e-9);
  const results = typeof input.n === "number" ? input.n : 1;
  const details = [`${label} × ${price.credits}`, ...factors.map((factor) => factor.label)];
  return {
    credits: each * results,
    breakdown: [
      {
        label: results === 1 ? details.join(", ") : `${results} × (${details.join(", ")})`,
        credits: each * results,
      },
    ],
  };
}
