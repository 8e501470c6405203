import assert from "node:assert/strict";
import { test } from "node:test";
import { EXTRA_FIELDS } from "./extra-fields.ts";
import { formFields, issueSentence, issuesByField } from "./issue-messages.ts";

test("an issue becomes a sentence", () => {
  assert.equal(issueSentence("must be between 3 and 15"), "Must be between 3 and 15.");
  assert.equal(issueSentence("is required"), "Fill this in.");
});

test("issues land on their fields, wrong items of a list together, the rest apart", () => {
  const issues = [
    { path: ["image_urls", 1], message: "must be a URL" },
    { path: ["image_urls", 3], message: "must be a URL" },
    { path: ["colour"], message: "is not a field of this model" },
    { path: [], message: "must be a JSON object" },
  ];
  const fields = { names: ["prompt", "image_urls"], rest: null };
  const { byField, others } = issuesByField(issues, fields);
  assert.deepEqual([...byField], [["image_urls", { message: "Must be a URL.", items: [1, 3] }]]);
  assert.deepEqual(others, issues.slice(2));
});

test("issues with keys that no field has land on the extra fields, where there are such", () => {
  const issues = [
    { path: ["strength"], message: "must not contain the character U+0000" },
    { path: [], message: "must be a JSON object" },
  ];
  const fields = formFields({ fields: [], open: true });
  const { byField, others } = issuesByField(issues, fields);
  assert.deepEqual(
    [...byField],
    [[EXTRA_FIELDS, { message: "“strength” must not contain the character U+0000.", items: [] }]],
  );
  assert.deepEqual(others, issues.slice(1));
});
