import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTheme } from "./theme.ts";

test("takes a cookie for a theme only when it names one", () => {
  assert.deepEqual(["light", "dark", "system", "blue", undefined].map(parseTheme), [
    "light",
    "dark",
    "system",
    "system",
    "system",
  ]);
});
