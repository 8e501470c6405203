import assert from "node:assert/strict";
import { test } from "node:test";
import { findQuotedWords } from "./quoted-words.ts";

const CASES: readonly [prompt: string, words: readonly string[]][] = [
  ['a man says "Good morning" to a cat', ["Good morning"]],
  ["“One” and „two“ and «three» and 「four」", ["One", "two", "three", "four"]],
  ["it's a dog's life, 'not spoken'", []],
  ['an open " quote', []],
  ['empty "" and " " quotes', []],
];

for (const [prompt, words] of CASES) {
  test(`finds ${words.length} spoken parts in ${prompt}`, () => {
    assert.deepEqual(findQuotedWords(prompt), words);
  });
}
