import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { GENERAL_CODE_NAMES, SUB_CODE_NAMES } from "./codes.ts";
import { errorsPage } from "./errors-page.ts";

it("docs/errors.md is what the catalogue says now (npm run docs writes it anew)", () => {
  const stored = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  assert.equal(stored, errorsPage());
});

it("has a section for every code, and its links lead to one", () => {
  const page = errorsPage();
  const codes = [...SUB_CODE_NAMES.map((code) => `X_GENERATION_${code}`), ...GENERAL_CODE_NAMES];
  for (const code of codes) {
    assert.ok(page.includes(`\n### ${code}\n`), code);
  }
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text]) => text?.toLowerCase());
  assert.equal(new Set(headings).size, headings.length);
  for (const [, target] of page.matchAll(/\(#([^)]+)\)/g))
    assert.ok(headings.includes(target), target);
});
