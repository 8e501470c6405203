import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenWords, invariantWords, verdict } from "./words.ts";

test("says each finding and all of them in words", () => {
  assert.equal(invariantWords("nothing is negative"), "Nothing is negative.");
  assert.deepEqual([0, 1, 1200].map(brokenWords), ["ok", "1 broken", "1,200 broken"]);
  const found = (...broken: number[]) =>
    verdict(broken.map((count, n) => ({ invariant: `rule ${n}`, broken: count })));
  assert.equal(found(0, 0, 0), "The ledger adds up: all 3 checks hold.");
  assert.equal(found(0, 7, 0), "One of 3 checks does not hold.");
  assert.equal(found(1, 7, 0), "2 of 3 checks do not hold.");
});
