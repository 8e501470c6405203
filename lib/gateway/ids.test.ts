import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeTime } from "ulid";
import { firstIdAt, newId } from "./ids.ts";

const YEAR_10000_MS = 253_402_300_800_000;
const anyMs = fc.integer({ min: 1, max: YEAR_10000_MS });
const timeOf = (id: string) => decodeTime(id.slice("gen_".length));

describe("an id", () => {
  it("says the time that it was given, to the millisecond, whatever was given before", () => {
    fc.assert(
      fc.property(fc.array(anyMs, { minLength: 1 }), (times) => {
        for (const ms of times) assert.equal(timeOf(newId("generation", new Date(ms))), ms);
      }),
    );
  });

  it("sorts behind those of the same millisecond that were made before", () => {
    const at = new Date(1_790_000_000_000);
    const ids = Array.from({ length: 1_000 }, () => {
      newId("request", new Date(0x7fff_ffff));
      return newId("generation", at);
    });
    assert.deepEqual(ids.toSorted(), ids);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("is on the side of a bound where its time is", () => {
    fc.assert(
      fc.property(anyMs, fc.integer({ min: -2, max: 2 }), (ms, offset) => {
        const bound = Math.max(1, ms + offset);
        const id = newId("generation", new Date(ms));
        assert.equal(id >= firstIdAt("generation", new Date(bound)), ms >= bound);
      }),
    );
  });

  it("is behind any bound before 1970", () => {
    const bound = firstIdAt("generation", new Date("0001-01-01T00:00:00Z"));
    assert.ok(newId("generation", new Date(1)) > bound);
  });
});
