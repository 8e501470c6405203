import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findModel, MODELS } from "./models/catalogue.ts";
import { checkInput } from "./models/check-input.ts";
import { PRICES, quoteCredits } from "./pricing.ts";

function cost(id: string, body: Record<string, unknown>): number {
  const model = findModel(id);
  assert.ok(model);
  const checked = checkInput(model, body);
  assert.ok(checked.ok, JSON.stringify(checked));
  return quoteCredits(model, checked.input).credits;
}

describe("quoteCredits", () => {
  const prompt = "a";
  const worked: [string, Record<string, unknown>, number, string][] = [
    ["bytedance/seedream-4.5", { prompt }, 8, "8"],
    ["bytedance/seedream-4.5", { prompt, resolution: "4K", n: 3 }, 48, "8 × 2, × 3"],
    ["google/nano-banana-2", { prompt, resolution: "2K" }, 12, "8 × 1.5"],
    ["google/nano-banana-2", { prompt, resolution: "4K", n: 4 }, 64, "8 × 2, × 4"],
    ["google/veo-3.1", { prompt }, 320, "8 s × 40"],
    ["google/veo-3.1", { prompt, duration: 1, resolution: "720p" }, 30, "1 s × 40 × 0.75"],
    [
      "google/veo-3.1",
      { prompt, duration: 3, resolution: "720p", generate_audio: false },
      68,
      "3 s × 40 × 0.75 × 0.75 = 67.5, rounded up",
    ],
    [
      "google/veo-3.1",
      { prompt, duration: 3, resolution: "720p", generate_audio: false, n: 2 },
      136,
      "rounded up for each result",
    ],
    ["kling-ai/v3/video", { prompt, duration: 5 }, 120, "5 s × 24"],
    [
      "kling-ai/v3/video",
      { prompt, quality: "pro", generate_audio: false },
      135,
      "120 × 1.5 × 0.75",
    ],
    ["qwen/qwen-3-tts/text-to-speech/1.7b", { text: "x" }, 1, "at least 100 characters"],
    ["qwen/qwen-3-tts/text-to-speech/1.7b", { text: "x".repeat(100) }, 1, "100 characters"],
    ["qwen/qwen-3-tts/text-to-speech/1.7b", { text: "x".repeat(101) }, 2, "101 characters"],
    ["qwen/qwen-3-tts/text-to-speech/1.7b", { text: "🎬".repeat(100) }, 1, "100 film clappers"],
    ["minimax-tts/speech-02-hd", { text: "x".repeat(250) }, 6, "3 × 2"],
  ];
  for (const [id, body, credits, why] of worked) {
    it(`asks ${credits} of ${id} for ${why}`, () => assert.equal(cost(id, body), credits));
  }

  it("prices every model of the catalogue, by fields and values that the model has", () => {
    assert.deepEqual(Object.keys(PRICES).sort(), MODELS.map(({ id }) => id).sort());
    for (const model of MODELS) {
      for (const [name, table] of Object.entries(PRICES[model.id]?.multipliers ?? {})) {
        const field = model.fields.find((each) => each.name === name);
        assert.ok(field, `${model.id} has no ${name}`);
        const values = field.type === "enum" ? field.values : ["true", "false"];
        for (const value of Object.keys(table)) assert.ok(values.includes(value), value);
      }
    }
  });

  it("has lines that add up to the whole", () => {
    for (const model of MODELS) {
      const { credits, breakdown } = quoteCredits(model, { ...model.example, n: 2 });
      assert.equal(
        breakdown.reduce((sum, line) => sum + line.credits, 0),
        credits,
      );
    }
  });

  const input = fc.record({
    prompt: fc.string(),
    text: fc.string(),
    n: fc.integer({ min: 1, max: 4 }),
    duration: fc.integer({ min: 1, max: 15 }),
    resolution: fc.constantFrom("1K", "2K", "4K", "720p", "1080p", "toString"),
    quality: fc.constantFrom("standard", "pro", "__proto__"),
    generate_audio: fc.boolean(),
  });
  const model = fc.constantFrom(...MODELS, { id: "nobody/knows" });

  it("is a positive whole number, n times that of one result, and never less for more seconds", () => {
    fc.assert(
      fc.property(model, input, (of, asked) => {
        const { credits } = quoteCredits(of, asked);
        assert.ok(Number.isSafeInteger(credits) && credits > 0, String(credits));
        assert.equal(credits, asked.n * quoteCredits(of, { ...asked, n: 1 }).credits);
        const longer = quoteCredits(of, { ...asked, duration: asked.duration + 1 }).credits;
        assert.ok(longer >= credits);
      }),
    );
  });
});
