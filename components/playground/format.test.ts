import assert from "node:assert/strict";
import { test } from "node:test";
import { formatClock, formatCredits, formatTypical } from "./format.ts";

test("a clock counts whole seconds and never goes below nothing", () => {
  assert.deepEqual([-500, 3_999, 83_000].map(formatClock), ["0:00", "0:03", "1:23"]);
});

test("a typical time is as exact as it is", () => {
  assert.deepEqual([400, 6_000, 18_000].map(formatTypical), ["0.4 s", "6 s", "18 s"]);
});

test("one credit is singular and thousands have a comma", () => {
  assert.deepEqual([1, 120, 8_420].map(formatCredits), [
    "1 credit",
    "120 credits",
    "8,420 credits",
  ]);
});
