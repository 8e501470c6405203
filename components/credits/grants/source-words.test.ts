import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceWords } from "./source-words.ts";

test("names where a grant came from in words", () => {
  const words = (source: string) => sourceWords({ source, state: "active" }, "Free");
  assert.deepEqual(["plan", "test", "stripe", "operator"].map(words), [
    "Plan Free",
    "Test purchase",
    "Stripe",
    "Given by an operator",
  ]);
});

test("does not name the present plan for a grant of a cycle that is over", () => {
  assert.equal(sourceWords({ source: "plan", state: "expired" }, "Pro"), "Plan");
  assert.equal(sourceWords({ source: "plan", state: "active" }, null), "Plan");
});

test("a source that is not known is shown as it is", () => {
  assert.equal(sourceWords({ source: "migration", state: "spent" }, null), "migration");
  assert.equal(sourceWords({ source: "toString", state: "spent" }, null), "toString");
});
