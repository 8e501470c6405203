import assert from "node:assert/strict";
import { test } from "node:test";
import { issueSentence, issuesByField } from "./issue-messages.ts";

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
  const { byField, others } = issuesByField(issues, ["prompt", "image_urls"]);
  assert.deepEqual([...byField], [["image_urls", { message: "Must be a URL.", items: [1, 3] }]]);
  assert.deepEqual(others, issues.slice(2));
});
