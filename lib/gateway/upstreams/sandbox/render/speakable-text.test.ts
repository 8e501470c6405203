import assert from "node:assert/strict";
import { test } from "node:test";
import { RenderError } from "./render-error.ts";
import { toSpeakablePieces } from "./speakable-text.ts";

const CASES: readonly [given: string, spoken: string][] = [
  ["Hello there.", "Hello there."],
  ["“It’s late” – he said…", `"It's late" , he said.`],
  ["Crème brûlée, ÆØ, straße", "Creme brulee, aeo, strasse"],
  ["Привет, мир!", "privet, mir!"],
  ["Καλημέρα", "kalimera"],
  ["你好世界。", "4 characters ."],
  ["Say 谢 now", "Say 1 character now"],
  ["안녕하세요 여러분", "8 characters"],
  ["Fine 😀 thanks", "Fine thanks"],
  ["ＦＵＬＬ　ｗｉｄｔｈ", "FULL width"],
  ["tab\tand\u0000nul", "tab and nul"],
];

for (const [given, spoken] of CASES) {
  test(`speaks ${JSON.stringify(given)} as ${JSON.stringify(spoken)}`, () => {
    assert.deepEqual(toSpeakablePieces(given), [spoken]);
  });
}

for (const given of ["", "  \n", "...", "😀🎉", "—"]) {
  test(`has nothing to say for ${JSON.stringify(given)}`, () => {
    assert.throws(
      () => toSpeakablePieces(given),
      (error) => error instanceof RenderError && error.code === "nothing_to_say",
    );
  });
}

test("cuts a long text where sentences end and loses none of it", () => {
  const text = "This is a sentence of some length, is it not? ".repeat(200).trim();
  const pieces = toSpeakablePieces(text);
  assert.equal(pieces.join(" "), text);
  assert.ok(pieces.every((piece) => piece.length <= 300 && piece.endsWith("?")));
});

test("cuts a sentence without end between its words", () => {
  const pieces = toSpeakablePieces("word ".repeat(1000));
  assert.equal(pieces.join(" "), "word ".repeat(1000).trim());
  assert.ok(pieces.every((piece) => piece.length <= 300));
});

test("breaks a word that nobody could say in one breath", () => {
  const words = toSpeakablePieces("a".repeat(10_000)).join(" ").split(" ");
  assert.equal(words.join(""), "a".repeat(10_000));
  assert.ok(words.every((word) => word.length <= 30));
});
