import assert from "node:assert/strict";
import { test } from "node:test";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { checkInput } from "#lib/contract/models/check-input.ts";
import { toJsonSchema } from "#lib/contract/models/json-schema.ts";
import type { Field } from "#lib/contract/models/model.ts";
import { fromJsonSchema } from "#lib/contract/models/read-json-schema.ts";
import { EXTRA_FIELDS } from "./extra-fields.ts";
import { defaultValues, fromInput, toInput } from "./form-values.ts";

const fields: readonly Field[] = [
  { name: "prompt", type: "string", required: true, minLength: 1, description: "" },
  { name: "seed", type: "integer", nullable: true, description: "" },
  { name: "sound", type: "boolean", default: true, description: "" },
  { name: "picture", type: "uri", accepts: "image", description: "" },
  { name: "pictures", type: "uri[]", accepts: "image", description: "" },
  { name: "elements", type: "object[]", description: "" },
  { name: "loop", type: "boolean", description: "" },
];
const MODEL = { fields };

test("leaves out what is empty or was never set, and keeps a switch that is off", () => {
  const values = {
    ...defaultValues(MODEL),
    ...{ prompt: "  ", seed: "", sound: false, picture: "", pictures: [] },
  };
  assert.deepEqual(toInput(MODEL, values), { sound: false });
});

test("sends a number that was typed as a number", () => {
  assert.deepEqual(toInput(MODEL, { seed: "42" }), { seed: 42 });
});

test("sends what is no number as it was typed, so that the check can refuse it", () => {
  const input = toInput(MODEL, { prompt: "a cat", seed: "forty-two" });
  assert.equal(input.seed, "forty-two");
  const checked = checkInput(MODEL, input);
  assert.deepEqual(checked.ok || checked.issues, [
    { path: ["seed"], message: "must be a whole number" },
  ]);
});

test("keeps the spaces of a prompt and drops those around a URL", () => {
  const values = { prompt: " a cat ", picture: " https://example.com/a.png " };
  assert.deepEqual(toInput(MODEL, values), {
    prompt: " a cat ",
    picture: "https://example.com/a.png",
  });
});

test("an untouched form with what is required in it is a valid input of every model of the catalogue", () => {
  for (const model of MODELS) {
    const read = fromJsonSchema(toJsonSchema(model));
    const filled = read.fields
      .filter((field) => field.required)
      .map(({ name, type }) => {
        if (type === "uri") return [name, "https://example.com/a"];
        return [name, type === "uri[]" ? ["https://example.com/a"] : "a cat"];
      });
    const input = toInput(read, { ...defaultValues(read), ...Object.fromEntries(filled) });
    assert.deepEqual(checkInput(model, input).ok, true, model.id);
  }
});

test("an input comes back from the form as it went in", () => {
  for (const model of MODELS) {
    const checked = checkInput(model, model.example);
    assert.ok(checked.ok);
    const values = fromInput(model, checked.input);
    // What is empty is left out, and filled in by the check where that is the default.
    assert.deepEqual(checkInput(model, toInput(model, values)), checked, model.id);
  }
});

test("a value of the wrong kind falls back to the default", () => {
  const values = fromInput(MODEL, { seed: "7", sound: "yes", pictures: "one", picture: 3 });
  assert.deepEqual(values, defaultValues(MODEL));
});

test("a list of objects is JSON that is kept as typed and sent as what it says", () => {
  const text = '[{"name": "a",\n "weight": 2}]';
  assert.deepEqual(toInput(MODEL, { elements: text }), { elements: [{ name: "a", weight: 2 }] });
  const input = toInput(MODEL, { prompt: "a", elements: "[{" });
  assert.equal(input.elements, "[{");
  const checked = checkInput(MODEL, input);
  assert.deepEqual(checked.ok || checked.issues[0]?.path, ["elements"]);
  const values = fromInput(MODEL, { elements: [{ name: "a" }] });
  assert.deepEqual(toInput(MODEL, values).elements, [{ name: "a" }]);
});

test("extra fields of an open model go along and come back; the form's own fields win", () => {
  const open = { fields, open: true };
  const extra = '{"strength": 0.5, "prompt": "not this"}';
  const values = { ...defaultValues(open), prompt: "a cat", [EXTRA_FIELDS]: extra };
  assert.deepEqual(toInput(open, values), { strength: 0.5, prompt: "a cat", sound: true });
  assert.deepEqual(toInput(MODEL, values), { prompt: "a cat", sound: true });
  const back = fromInput(open, { prompt: "a cat", strength: 0.5, deep: { list: [1] } });
  assert.deepEqual(toInput(open, back), {
    ...{ prompt: "a cat", sound: true, strength: 0.5, deep: { list: [1] } },
  });
  assert.equal(EXTRA_FIELDS in fromInput(MODEL, { strength: 0.5 }), false);
});
