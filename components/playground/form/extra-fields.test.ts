import assert from "node:assert/strict";
import { test } from "node:test";
import { extraProblem, extraText, readExtra } from "./extra-fields.ts";
import { openModel } from "./test-models.fixture.ts";

test("extra fields are a JSON object or nothing", () => {
  for (const text of ["", "  ", "{}", '{"strength": 0.5, "deep": {"a": [null]}}']) {
    assert.equal(extraProblem(openModel, text), null, text);
  }
  for (const text of ["{", "[]", "null", "1", '"a"', "{a: 1}"]) {
    assert.match(extraProblem(openModel, text) ?? "", /^Must be a JSON object/, text);
    assert.deepEqual(readExtra(text), {});
  }
});

test("a field that the form has is not an extra one", () => {
  assert.equal(
    extraProblem(openModel, '{"prompt": "a cat"}'),
    "“prompt” has a field of its own: Prompt.",
  );
});

test("what the form cannot show is text to edit", () => {
  assert.equal(extraText(openModel, { prompt: "a cat" }), "");
  const extra = { strength: 0.5, toString: 1 };
  const text = extraText(openModel, { prompt: "a cat", ...extra });
  assert.deepEqual(readExtra(text), extra);
});
