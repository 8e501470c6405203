import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchesLock } from "./install.js";

const lock = {
  packages: {
    "": { name: "rushes" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/other-platform": { version: "1.0.0", integrity: "sha512-o", optional: true },
  },
};

function installed(packages) {
  return {
    packages: { "node_modules/a": { version: "1.0.0", integrity: "sha512-a" }, ...packages },
  };
}

describe("matchesLock", () => {
  it("accepts what is installed as locked, without the packages of other platforms", () => {
    assert.equal(matchesLock(lock, installed({})), true);
  });

  it("accepts a package too many, which harms nobody", () => {
    assert.equal(matchesLock(lock, installed({ "node_modules/b": { version: "2.0.0" } })), true);
  });

  const refused = {
    "a package that is missing": { packages: {} },
    "another version": installed({ "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }),
    "another content of the same version": installed({
      "node_modules/a": { version: "1.0.0", integrity: "sha512-x" },
    }),
    "another version of an optional package": installed({
      "node_modules/other-platform": { version: "0.9.0", integrity: "sha512-o" },
    }),
    "a list that cannot be read": undefined,
  };
  for (const [what, found] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(matchesLock(lock, found), false);
    });
  }

  it("refuses a lock file that cannot be read", () => {
    assert.equal(matchesLock(undefined, installed({})), false);
  });
});
