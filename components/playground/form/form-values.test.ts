import assert from "node:assert/strict";
import { test } from "node:test";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { checkInput } from "#lib/contract/models/check-input.ts";
import { toJsonSchema } from "#lib/contract/models/json-schema.ts";
import type { Field } from "#lib/contract/models/model.ts";
import { fromJsonSchema } from "#lib/contract/models/read-json-schema.ts";
import { defaultValues, fromInput, toInput } from "./form-values.ts";

const FIELDS: readonly Field[] = [
  { name: "prompt", type: "string", required: true, minLength: 1, description: "" },
  { name: "seed", type: "integer", nullable: true, description: "" },
  { name: "sound", type: "boolean", default: true, description: "" },
  { name: "picture", type: "uri", accepts: "image", description: "" },
  { name: "pictures", type: "uri[]", accepts: "image", description: "" },
];

test("leaves out what is empty and keeps a switch that is off", () => {
  const values = { prompt: "  ", seed: "", sound: false, picture: "", pictures: [] };
  assert.deepEqual(toInput(FIELDS, values), { sound: false });
});

test("sends a number that was typed as a number", () => {
  assert.deepEqual(toInput(FIELDS, { seed: "42" }), { seed: 42 });
});

test("sends what is no number as it was typed, so that the check can refuse it", () => {
  const input = toInput(FIELDS, { prompt: "a cat", seed: "forty-two" });
  assert.equal(input.seed, "forty-two");
  const checked = checkInput({ fields: FIELDS }, input);
  assert.deepEqual(checked.ok || checked.issues, [
    { path: ["seed"], message: "must be a whole number" },
  ]);
});

test("keeps the spaces of a prompt and drops those around a URL", () => {
  const values = { prompt: " a cat ", picture: " https://example.com/a.png " };
  assert.deepEqual(toInput(FIELDS, values), {
    prompt: " a cat ",
    picture: "https://example.com/a.png",
  });
});

test("an untouched form with words in it is a valid input of every model of the catalogue", () => {
  for (const model of MODELS) {
    const { fields } = fromJsonSchema(toJsonSchema(model));
    const words = fields.some((field) => field.name === "text") ? "text" : "prompt";
    const input = toInput(fields, { ...defaultValues(fields), [words]: "a cat" });
    assert.deepEqual(checkInput(model, input).ok, true, model.id);
  }
});

test("an input comes back from the form as it went in", () => {
  for (const model of MODELS) {
    const checked = checkInput(model, model.example);
    assert.ok(checked.ok);
    const values = fromInput(model.fields, checked.input);
    assert.deepEqual(toInput(model.fields, values), checked.input, model.id);
  }
});

test("a value of the wrong kind falls back to the default", () => {
  const values = fromInput(FIELDS, { seed: "7", sound: "yes", pictures: "one", picture: 3 });
  assert.deepEqual(values, defaultValues(FIELDS));
});
