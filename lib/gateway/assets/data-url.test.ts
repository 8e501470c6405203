import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeDataUrl, isDataUrl } from "./data-url.ts";

describe("a data URL", () => {
  it("gives back the bytes that were put in, with padding or without", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const base64 = Buffer.from(bytes).toString("base64");
        for (const text of [base64, base64.replace(/=+$/, "")]) {
          assert.deepEqual(decodeDataUrl(`data:image/png;base64,${text}`), Buffer.from(bytes));
        }
      }),
    );
  });

  for (const text of [
    "A",
    "AAAAA",
    "AA=A",
    "AAA==",
    "AA===",
    "=",
    "A A=",
    "AA\nAA",
    "AA-_",
    "%41AAA",
  ]) {
    it(`is refused when it is not base64 by the letter: ${JSON.stringify(text)}`, () => {
      assert.equal(decodeDataUrl(`data:image/png;base64,${text}`), null);
    });
  }

  it("is told from an address", () => {
    assert.equal(isDataUrl("DATA:image/png;base64,AAAA"), true);
    assert.equal(isDataUrl("https://pictures.example/data:image/png;base64,AAAA"), false);
  });
});
