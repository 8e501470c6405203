import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findModel, MODELS } from "./catalogue.ts";
import { type CheckedInput, checkInput } from "./check-input.ts";
import type { Field, Model } from "./model.ts";

function model(id: string): Model {
  const found = findModel(id);
  assert.ok(found, id);
  return found;
}

const kling = model("kling-ai/v3/video");
const veo = model("google/veo-3.1");
const banana = model("google/nano-banana-2");
const qwen = model("qwen/qwen-3-tts/text-to-speech/1.7b");
const minimax = model("minimax-tts/speech-02-hd");
const o3Image = model("kling-ai/o3-image");
const o1Image = model("kling-ai/o1-image");
const upscale = model("topaz/upscale/image");

function issuesOf(checked: CheckedInput) {
  assert.equal(checked.ok, false);
  return checked.ok ? [] : checked.issues;
}

describe("checkInput", () => {
  it("fills every default in", () => {
    assert.deepEqual(checkInput(kling, { prompt: "a cat" }), {
      ok: true,
      input: {
        prompt: "a cat",
        duration: 5,
        generate_audio: true,
        quality: "standard",
        aspect_ratio: "16:9",
        n: 1,
      },
    });
  });

  it("accepts the example of every model", () => {
    for (const each of MODELS) assert.equal(checkInput(each, each.example).ok, true, each.id);
  });

  it("keeps null where null is allowed, and does not fill it", () => {
    const checked = checkInput(veo, { prompt: "a", negative_prompt: null, seed: null });
    assert.ok(checked.ok);
    assert.deepEqual([checked.input.negative_prompt, checked.input.seed], [null, null]);
  });

  const accepted: [Model, Record<string, unknown>][] = [
    [kling, { prompt: "a", duration: 3 }],
    [kling, { prompt: "a", duration: 15 }],
    [kling, { prompt: "a", duration: 5.0 }],
    [kling, { prompt: " a " }],
    [kling, { prompt: "a", first_frame_url: "https://pictures.example/a.png" }],
    [kling, { prompt: "a", image_url: "data:image/png;base64,AAAA" }],
    [veo, { prompt: "a", seed: Number.MIN_SAFE_INTEGER }],
    [veo, { prompt: "a", mode: "anything" }],
    [banana, { prompt: "a", image_urls: [] }],
    [banana, { prompt: "a", image_urls: Array(14).fill("http://pictures.example/a.png") }],
    [minimax, { text: "x".repeat(10_000) }],
    [o3Image, { prompt: "🎬".repeat(2_500) }],
    [o3Image, { prompt: "a", image_urls: null }],
    [o1Image, { prompt: "a", elements: [{ frontal: { any: "thing" } }, {}] }],
    [o1Image, { prompt: "a", elements: null }],
    [upscale, {}],
    [upscale, { image_url: "data:image/png;base64,AAAA" }],
    [upscale, { image_url: "DATA:audio/mpeg;rate=8000;name=a.mp3;base64,AAAA" }],
    [upscale, { image_url: "https://pictures.example/a.png", factor: 4 }],
  ];
  for (const [into, body] of accepted) {
    it(`accepts ${JSON.stringify(body).slice(0, 80)} for ${into.id}`, () => {
      const checked = checkInput(into, body);
      assert.ok(checked.ok);
      for (const [key, value] of Object.entries(body)) assert.deepEqual(checked.input[key], value);
    });
  }

  const whole = "must be a whole number";
  const url = "must be an http or https URL of at most 4096 characters, or base64 data in place";
  const refused: [Model, unknown, (string | number)[], string][] = [
    [kling, {}, ["prompt"], "is required"],
    [kling, { prompt: "" }, ["prompt"], "must not be empty"],
    [kling, { prompt: " \n\t" }, ["prompt"], "must not be empty"],
    [kling, { prompt: null }, ["prompt"], "must be text"],
    [kling, { prompt: 7 }, ["prompt"], "must be text"],
    [kling, { prompt: ["a"] }, ["prompt"], "must be text"],
    [kling, { prompt: "a", duration: 99 }, ["duration"], "must be between 3 and 15"],
    [kling, { prompt: "a", duration: 2 }, ["duration"], "must be between 3 and 15"],
    [kling, { prompt: "a", duration: 4.5 }, ["duration"], whole],
    [kling, { prompt: "a", duration: "5" }, ["duration"], whole],
    [kling, { prompt: "a", duration: null }, ["duration"], whole],
    [kling, { prompt: "a", quality: "best" }, ["quality"], "must be one of standard, pro"],
    [kling, { prompt: "a", quality: "toString" }, ["quality"], "must be one of standard, pro"],
    [kling, { prompt: "a", generate_audio: "true" }, ["generate_audio"], "must be true or false"],
    [kling, { prompt: "a", image_url: "ftp://pictures.example/a" }, ["image_url"], url],
    [kling, { prompt: "a", image_url: "file:///etc/passwd" }, ["image_url"], url],
    [kling, { prompt: "a", image_url: "not a url" }, ["image_url"], url],
    [kling, { prompt: "a", image_url: `http://a.example/${"x".repeat(4096)}` }, ["image_url"], url],
    [kling, { prompt: "a", image_url: null }, ["image_url"], "must be a URL"],
    [kling, { prompt: "a", n: 5 }, ["n"], "must be between 1 and 4"],
    [veo, { prompt: "a", seed: 2 ** 53 }, ["seed"], whole],
    [
      banana,
      { prompt: "a", image_urls: "http://a.example" },
      ["image_urls"],
      "must be a list of URLs",
    ],
    [banana, { prompt: "a", image_urls: ["http://a.example", "b"] }, ["image_urls", 1], url],
    [
      banana,
      { prompt: "a", image_urls: Array(15).fill("http://a.example") },
      ["image_urls"],
      "must have at most 14 items",
    ],
    [minimax, { text: "x".repeat(10_001) }, ["text"], "must have at most 10000 characters"],
    [
      kling,
      { prompt: "a", promt: "b" },
      ["promt"],
      "is not a field of this model; did you mean prompt?",
    ],
    [kling, { prompt: "a", webhook: "b" }, ["webhook"], "is not a field of this model"],
    [kling, { prompt: "a", constructor: 1 }, ["constructor"], "is not a field of this model"],
    [o3Image, { prompt: "x".repeat(2_501) }, ["prompt"], "must have at most 2500 characters"],
    [o3Image, { prompt: "🎬".repeat(2_501) }, ["prompt"], "must have at most 2500 characters"],
    [o1Image, { prompt: "a", elements: {} }, ["elements"], "must be a list of objects"],
    [o1Image, { prompt: "a", elements: [{}, []] }, ["elements", 1], "must be an object"],
    [o1Image, { prompt: "a", elements: [null] }, ["elements", 0], "must be an object"],
    [
      o1Image,
      { prompt: "a", elements: Array(11).fill({}) },
      ["elements"],
      "must have at most 10 items",
    ],
    [veo, { prompt: "a", duration: "9" }, ["duration"], "must be between 1 and 8"],
    [veo, { prompt: "a", duration: "0" }, ["duration"], "must be between 1 and 8"],
    [veo, { prompt: "a", duration: "05" }, ["duration"], whole],
    [veo, { prompt: "a", duration: " 5" }, ["duration"], whole],
    [veo, { prompt: "a", duration: "5s" }, ["duration"], whole],
    [veo, { prompt: "a", duration: "1e0" }, ["duration"], whole],
    [veo, { prompt: "a", duration: "9".repeat(999) }, ["duration"], whole],
    [veo, { prompt: "a", duration: "" }, ["duration"], whole],
    [veo, { prompt: "a", seed: "5" }, ["seed"], whole],
    [kling, [], [], "must be a JSON object"],
    [kling, null, [], "must be a JSON object"],
    [kling, "prompt", [], "must be a JSON object"],
    [kling, 1, [], "must be a JSON object"],
    [kling, { prompt: "nul \0" }, ["prompt"], "must not contain the character U+0000"],
    [kling, { prompt: "half \ud83d" }, ["prompt"], "must not contain half of a surrogate pair"],
  ];
  for (const [into, body, path, message] of refused) {
    it(`refuses ${JSON.stringify(body).slice(0, 80)}: ${message}`, () => {
      assert.deepEqual(issuesOf(checkInput(into, body)), [{ path, message }]);
    });
  }

  it("takes a number as text where the vendor's schema is a union, and makes a number of it", () => {
    for (const duration of [4, "4"]) {
      const checked = checkInput(veo, { prompt: "a", duration });
      assert.ok(checked.ok);
      assert.equal(checked.input.duration, 4);
    }
  });

  it("takes 100 fields that an open model does not list, and no more", () => {
    const extras = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, index]));
    const known = { text: "a", language: "Auto", voice: "Ryan" };
    assert.equal(checkInput(qwen, { ...known, ...extras(100) }).ok, true);
    assert.deepEqual(issuesOf(checkInput(qwen, { ...known, ...extras(101) })), [
      { path: [], message: "must have at most 100 fields that this model does not list" },
    ]);
  });

  it("names every problem at once", () => {
    const paths = issuesOf(checkInput(kling, { duration: 99, quality: "x", promptt: 1 })).map(
      ({ path }) => path.join("."),
    );
    assert.deepEqual(paths.sort(), ["duration", "prompt", "promptt", "quality"]);
  });

  it("refuses a __proto__ key where keys are known, and drops it where they are open", () => {
    const strict = checkInput(kling, JSON.parse('{"prompt":"a","__proto__":{"duration":4}}'));
    assert.deepEqual(issuesOf(strict)[0]?.path, ["__proto__"]);
    const open = checkInput(minimax, JSON.parse('{"text":"a","__proto__":{"voice":"x"}}'));
    assert.ok(open.ok);
    assert.equal(Object.getPrototypeOf(open.input), Object.prototype);
    assert.equal(open.input.voice, "Wise_Woman");
  });

  it("passes unknown keys of an open model on as they are", () => {
    const extra = { temperature: 0.4, nested: { list: [1, "a", null] }, constructor: "x" };
    const checked = checkInput(qwen, { text: "a", ...extra });
    assert.deepEqual(checked, { ok: true, input: { text: "a", language: "Auto", ...extra } });
  });

  it("still checks the known keys of an open model", () => {
    const issues = issuesOf(checkInput(qwen, { text: "a", voice: "Nobody", other: 1 }));
    assert.deepEqual(
      issues.map(({ path }) => path),
      [["voice"]],
    );
  });

  it("finds what cannot be stored deep in an open model's values", () => {
    const cases: [unknown, (string | number)[], RegExp][] = [
      [{ a: { b: ["ok", "x\0"] } }, ["extra", "a", "b", 1], /U\+0000/],
      [{ "key\0": 1 }, ["extra"], /has a key that .*U\+0000/],
      [{ "key\udc00": 1 }, ["extra"], /has a key that .*surrogate/],
      [JSON.parse("[".repeat(5_000) + "]".repeat(5_000)), ["extra"], /32 levels/],
    ];
    for (const [extra, path, message] of cases) {
      const [issue] = issuesOf(checkInput(minimax, { text: "a", extra }));
      assert.deepEqual(issue?.path, path);
      assert.match(issue.message, message);
    }
  });
});

describe("checkInput, whatever comes", () => {
  const anyModel = fc.constantFrom(...MODELS);
  const anyValue = fc.oneof(fc.jsonValue(), fc.string(), fc.integer({ min: -2, max: 20 }));
  const goodValue = (field: Field): fc.Arbitrary<unknown> => {
    switch (field.type) {
      case "enum":
        return fc.constantFrom(...field.values);
      case "integer":
      case "number":
        return fc.integer({ min: field.min ?? 0, max: field.max ?? 9 });
      case "boolean":
        return fc.boolean();
      case "string":
        return fc.string({ minLength: 1 });
      case "uri":
        return fc.webUrl();
      case "uri[]":
        return fc.array(fc.webUrl(), { maxLength: 3 });
      case "object[]":
        return fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 3 });
    }
  };
  /** JSON that often has the model's own keys and values, so that some of it is accepted. */
  const anyBody = (into: Model) => {
    const anyValueOf = (field: Field) =>
      fc.oneof({ weight: 15, arbitrary: goodValue(field) }, { weight: 1, arbitrary: anyValue });
    const likely = fc.record(
      Object.fromEntries(into.fields.map((field) => [field.name, anyValueOf(field)])),
      { requiredKeys: into.fields.filter((field) => field.required).map((field) => field.name) },
    );
    return fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: fc.jsonValue() });
  };
  const cases = anyModel.chain((into) => fc.tuple(fc.constant(into), anyBody(into)));

  it("never throws, and says where and why when it refuses", () => {
    fc.assert(
      fc.property(cases, ([into, body]) => {
        const checked = checkInput(into, body);
        if (checked.ok) return;
        assert.ok(checked.issues.length > 0);
        for (const { path, message } of checked.issues) {
          assert.ok(Array.isArray(path));
          assert.match(message, /^(must|is|has) /);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("accepts what it accepted again, unchanged", () => {
    let accepted = 0;
    fc.assert(
      fc.property(cases, ([into, body]) => {
        const first = checkInput(into, body);
        if (!first.ok) return;
        accepted += 1;
        assert.deepEqual(checkInput(into, first.input), first);
        assert.deepEqual(checkInput(into, JSON.parse(JSON.stringify(first.input))).ok, true);
      }),
      { numRuns: 200 },
    );
    assert.ok(accepted > 20, `only ${accepted} inputs were accepted: the property says nothing`);
  });
});
