import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { askedSeconds, resultCount } from "./amounts.ts";

describe("resultCount", () => {
  const cases: [Record<string, unknown>, number][] = [
    [{}, 1],
    [{ n: 3 }, 3],
    [{ num_images: 5 }, 5],
    [{ n: 2, num_images: 4 }, 8],
    [{ n: 4, num_images: 10 }, 40],
    [{ n: 1_000_000 }, 40],
    [{ n: "4" }, 4],
    [{ n: 0 }, 1],
    [{ n: -3, num_images: 2 }, 2],
    [{ n: 2.9 }, 2],
    [{ n: null, num_images: true }, 1],
    [{ n: "4 of them" }, 1],
    [{ n: [4] }, 1],
    [{ n: Number.NaN, num_images: Number.POSITIVE_INFINITY }, 1],
  ];
  for (const [input, count] of cases) {
    it(`is ${count} for ${JSON.stringify(input)}`, () => assert.equal(resultCount(input), count));
  }

  it("is a whole number from 1 to 40, whatever is asked", () => {
    fc.assert(
      fc.property(fc.record({ n: fc.anything(), num_images: fc.anything() }), (input) => {
        const count = resultCount(input);
        assert.ok(Number.isInteger(count) && count >= 1 && count <= 40);
      }),
    );
  });
});

describe("askedSeconds", () => {
  const cases: [Record<string, unknown>, number | null][] = [
    [{}, null],
    [{ duration: 5 }, 5],
    [{ duration: "8" }, 8],
    [{ seconds: 4 }, 4],
    [{ duration: 6, seconds: 4 }, 6],
    [{ duration: "long", seconds: 4 }, 4],
    [{ duration: 2.5 }, 2.5],
    [{ duration: 0 }, null],
    [{ duration: -5 }, null],
    [{ duration: "5s" }, null],
    [{ duration: null }, null],
    [{ duration: 1e12 }, 3_600],
  ];
  for (const [input, seconds] of cases) {
    it(`is ${seconds} for ${JSON.stringify(input)}`, () =>
      assert.equal(askedSeconds(input), seconds));
  }
});
