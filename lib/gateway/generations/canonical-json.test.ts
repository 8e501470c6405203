import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonicalJson } from "./canonical-json.ts";

/** The same value with the keys of every object in the opposite order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, each]) => [key, reverseKeys(each)]);
  return Object.fromEntries(members.reverse());
}

describe("canonicalJson", () => {
  it("is the same whatever the order of keys, and JSON of the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        assert.equal(text, canonicalJson(reverseKeys(value)));
        assert.equal(canonicalJson(JSON.parse(text)), text);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("differs for values that differ", () => {
    const values = [
      1,
      "1",
      "",
      null,
      [],
      {},
      [1, 2],
      [2, 1],
      { a: 1 },
      { a: "1" },
      { a: [1] },
      "é",
    ];
    assert.equal(new Set(values.map((value) => canonicalJson(value))).size, values.length);
  });

  it("ends for what is nested without end", () => {
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    assert.ok(canonicalJson(deep).length < 200);
  });
});
