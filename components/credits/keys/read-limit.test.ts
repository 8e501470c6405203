import assert from "node:assert/strict";
import { test } from "node:test";
import { readLimit } from "./read-limit.ts";

test("reads a number as people write it, and nothing as no limit", () => {
  assert.deepEqual(
    ["500", " 1,200 ", "1 000 000", "0", "-5", "1.5"].map(readLimit),
    [500, 1200, 1_000_000, 0, -5, 1.5],
  );
  assert.equal(readLimit("  "), null);
});

test("what is not a number is never taken for no limit", () => {
  assert.deepEqual(["abc", "1e9", "NaN", "12,34"].map(readLimit), ["abc", "1e9", "NaN", "12,34"]);
});
