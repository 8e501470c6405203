import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findModel, MODELS } from "./models/catalogue.ts";
import { checkInput } from "./models/check-input.ts";
import type { Field } from "./models/model.ts";
import { PRICES } from "./prices.ts";
import { quoteCredits } from "./pricing.ts";

function cost(id: string, body: Record<string, unknown>): number {
  const model = findModel(id);
  assert.ok(model);
  const checked = checkInput(model, body);
  assert.ok(checked.ok, JSON.stringify(checked));
  return quoteCredits(model, checked.input).credits;
}

/** The values of a field that are known by name. */
function valuesOf(field: Field): readonly string[] {
  if (field.type === "enum") return field.values;
  return field.type === "string" ? (field.examples ?? []) : ["true", "false"];
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
    ["google/veo-3.1", { prompt, duration: "4" }, 160, "4 s as text"],
    ["google/veo-3.1-lite", { prompt }, 64, "8 s × 8, as it has no field for the length"],
    ["openai/sora-2-pro", { prompt, seconds: 10, resolution: "1080p" }, 600, "10 s × 30 × 2"],
    ["openai/gpt-image-2", { prompt }, 16, "16"],
    ["openai/gpt-image-2", { prompt, quality: "low", num_images: 3, n: 2 }, 24, "2 × 3 × 4"],
    ["openai/gpt-image-1.5", { prompt, num_images: 10, n: 4 }, 480, "40 × 12"],
    [
      "wan/wan-v2.7/edit-video",
      { prompt, video_url: "https://a.example/a.mp4" },
      60,
      "5 s × 12, as 0 keeps the length of the film",
    ],
    ["pixverse/v6", { prompt, duration: 1.5, resolution: "360p" }, 6, "1.5 s × 8 × 0.5"],
    ["topaz/upscale/video", {}, 60, "60"],
    ["kling-ai/o1/edit", { duration: 7, quality: "pro" }, 168, "7 s × 16 × 1.5, by open fields"],
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
        for (const value of Object.keys(table)) assert.ok(valuesOf(field).includes(value), value);
      }
    }
  });

  it("keeps to the scale of prices: pictures 4 to 20, a second of film 4 to 40", () => {
    for (const { id, media } of MODELS) {
      const price = PRICES[id];
      assert.ok(price, id);
      const isBetween = (min: number, max: number) => price.credits >= min && price.credits <= max;
      if (media === "image") assert.ok(price.per === "result" && isBetween(4, 20), id);
      if (price.per === "second") assert.ok(media === "video" && isBetween(4, 40), id);
      assert.equal(price.per === "100 characters", media === "tts", id);
      for (const table of Object.values(price.multipliers ?? {})) {
        for (const factor of Object.values(table)) assert.ok(Number.isInteger(factor * 4), id);
      }
    }
  });

  it("says how the price comes about", () => {
    const input = { duration: 3, resolution: "720p", generate_audio: false, n: 2 };
    assert.deepEqual(quoteCredits({ id: "google/veo-3.1" }, input).breakdown, [
      { label: "2 × (3 s × 40, 720p × 0.75, generate audio off × 0.75)", credits: 136 },
    ]);
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

  const anything = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.constantFrom("5", "007", "1e99", -1, 0, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY),
  );
  const hostile = fc.record({
    ...Object.fromEntries(
      ["n", "num_images", "duration", "seconds", "resolution", "quality", "audio"].map((name) => [
        name,
        anything,
      ]),
    ),
    text: anything,
    generate_audio: anything,
    ["__proto__"]: anything,
  });

  it("is a positive whole number for whatever an open model lets through", () => {
    fc.assert(
      fc.property(model, hostile, (of, asked) => {
        const { credits, breakdown } = quoteCredits(of, asked);
        assert.ok(Number.isSafeInteger(credits) && credits > 0, String(credits));
        assert.deepEqual(
          breakdown.map((line) => line.credits),
          [credits],
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("has a price of its own for no model that only objects know", () => {
    for (const id of ["constructor", "__proto__", "toString"]) {
      assert.equal(quoteCredits({ id }, {}).credits, 10);
    }
  });
});
