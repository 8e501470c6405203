import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cheaperSettings, describeCheaper } from "./cheaper.ts";
import { findModel, MODELS } from "./models/catalogue.ts";
import { checkInput } from "./models/check-input.ts";
import { quoteCredits } from "./pricing.ts";

function ask(id: string, body: Record<string, unknown>) {
  const model = findModel(id);
  assert.ok(model);
  const checked = checkInput(model, body);
  assert.ok(checked.ok);
  return { model, input: checked.input };
}

describe("cheaperSettings", () => {
  it("names the least change of each field that does it alone", () => {
    const { model, input } = ask("kling-ai/v3/video", { prompt: "a", duration: 5, n: 2 });
    const price = quoteCredits(model, input).credits;
    const found = cheaperSettings(model, input, price - 1);
    assert.ok(found.length > 1);
    assert.deepEqual(found.find(({ change }) => "duration" in change)?.change, { duration: 4 });
    assert.deepEqual(found.find(({ change }) => "n" in change)?.change, { n: 1 });
  });

  it("changes several at once when one is not enough", () => {
    const { model, input } = ask("kling-ai/v3/video", {
      prompt: "a",
      duration: 15,
      n: 4,
      quality: "pro",
    });
    const least = quoteCredits(model, {
      ...input,
      duration: 3,
      n: 1,
      quality: "standard",
      generate_audio: false,
    }).credits;
    const [only, ...rest] = cheaperSettings(model, input, least);
    assert.equal(only?.credits, least);
    assert.deepEqual(rest, []);
    assert.match(only ? describeCheaper(only) : "", /duration 3.*n 1.*credits\)$/);
  });

  it("offers nothing where nothing fits", () => {
    const { model, input } = ask("kling-ai/v3/video", { prompt: "a" });
    assert.deepEqual(cheaperSettings(model, input, 0), []);
  });

  it("offers only valid settings that cost what it says and fit, for every model", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MODELS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (model, share) => {
          const checked = checkInput(model, model.example);
          assert.ok(checked.ok);
          const available = Math.floor(quoteCredits(model, checked.input).credits * share);
          for (const { change, credits } of cheaperSettings(model, checked.input, available)) {
            const changed = checkInput(model, { ...checked.input, ...change });
            assert.ok(changed.ok, JSON.stringify({ id: model.id, change }));
            assert.equal(quoteCredits(model, changed.input).credits, credits);
            assert.ok(credits <= available);
          }
        },
      ),
    );
  });
});

it("are told in words, one credit as one", () => {
  const told = describeCheaper({ change: { duration: 3, n: 1 }, credits: 24 });
  assert.equal(told, "duration 3, n 1 (24 credits)");
  assert.equal(describeCheaper({ change: { n: 1 }, credits: 1 }), "n 1 (1 credit)");
});
