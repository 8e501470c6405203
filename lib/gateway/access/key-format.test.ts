import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hashSecret, isKeyShaped, newKey } from "./key-format.ts";

const BASE62 = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];

describe("newKey", () => {
  it("gives the mode's prefix, 32 random characters and a checksum", () => {
    assert.match(newKey("test"), /^rk_test_[0-9A-Za-z]{38}$/);
    assert.match(newKey("live"), /^rk_live_[0-9A-Za-z]{38}$/);
  });

  it("never gives the same key twice, and uses every character of its alphabet", () => {
    const keys = Array.from({ length: 200 }, () => newKey("test").slice(8, 40));
    assert.equal(new Set(keys).size, keys.length);
    assert.deepEqual([...new Set(keys.join(""))].sort(), [...BASE62].sort());
  });
});

describe("isKeyShaped", () => {
  it("accepts what newKey makes", () => {
    for (const mode of ["test", "live"] as const) {
      for (let n = 0; n < 50; n++) assert.equal(isKeyShaped(newKey(mode)), true);
    }
  });

  it("refuses a key with any single character changed", () => {
    const change = fc.tuple(fc.nat({ max: 45 }), fc.constantFrom(...BASE62, "_", "-", " ", "é"));
    const key = newKey("test");
    fc.assert(
      fc.property(change, ([at, character]) => {
        const changed = key.slice(0, at) + character + key.slice(at + 1);
        assert.equal(isKeyShaped(changed), changed === key);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses a key with two neighbours swapped, one left out or one doubled", () => {
    const key = newKey("live");
    for (let at = 0; at < key.length - 1; at++) {
      const swapped = key.slice(0, at) + key[at + 1] + key[at] + key.slice(at + 2);
      assert.equal(isKeyShaped(swapped), swapped === key);
      assert.equal(isKeyShaped(key.slice(0, at) + key.slice(at + 1)), false);
      assert.equal(isKeyShaped(key.slice(0, at) + key[at] + key.slice(at)), false);
    }
  });

  const refused = [
    "",
    "rk_test_",
    "sk_test_abc",
    `${newKey("test")} `,
    newKey("test").toUpperCase(),
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 12))}`, () =>
      assert.equal(isKeyShaped(text), false));
  }
});

describe("hashSecret", () => {
  it("is SHA-256 in hex", () => {
    // The digest of "abc" in FIPS 180-2.
    const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert.equal(hashSecret("abc"), digest);
  });
});
