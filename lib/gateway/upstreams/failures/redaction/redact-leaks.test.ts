import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { NAMES, TOPICS } from "../testing/forbidden.ts";
import { DISGUISES, leakyText, secret, tells } from "../testing/secrets.ts";
import { isSafeField, safeDetail } from "./redact.ts";
import { VOCABULARY } from "./vocabulary.ts";

const SHOWN = /^[\w \-.,:;!?'"()[\]<>=/%+*]{2,200}$/;

/** Whether words of the vocabulary, one behind the other, spell it. */
function isSpelled(text: string): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++) {
    reached[end] = reached.some((is, start) => is && VOCABULARY.has(text.slice(start, end)));
  }
  return reached[text.length] ?? false;
}

describe("the vocabulary", () => {
  it("cannot spell any vendor, host, model or product, in however many words", () => {
    const plain = NAMES.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
    const spelled = plain.filter((name) => name.length > 1 && isSpelled(name));
    assert.deepEqual(spelled, []);
  });

  it("has no word about accounts, money, machines or access", () => {
    assert.deepEqual(
      TOPICS.filter((word) => VOCABULARY.has(word)),
      [],
    );
  });

  it("has words that spell something else, or nothing was looked for", () => {
    assert.ok(isSpelled("imagetoosmall"));
    assert.ok(VOCABULARY.size > 500);
  });
});

describe("safeDetail", () => {
  it("never tells a secret, of whatever kind and in whatever disguise", () => {
    fc.assert(
      fc.property(leakyText, ({ message, ...hidden }) => {
        const detail = safeDetail(message);
        if (detail !== null) assert.ok(!tells(detail, hidden), `shows ${detail}`);
      }),
      { numRuns: 20_000 },
    );
  });

  it("is made of plain characters alone, is short, and stays as it is when redacted again", () => {
    const anything = fc.oneof(
      leakyText.map(({ message }) => message),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.lorem({ maxCount: 30 }),
    );
    fc.assert(
      fc.property(anything, (message) => {
        const detail = safeDetail(message);
        if (detail === null) return;
        assert.match(detail, SHOWN);
        assert.equal(safeDetail(detail), detail);
      }),
      { numRuns: 5_000 },
    );
  });

  it("is never a word that it was not given as one", () => {
    const words = [...VOCABULARY];
    const sentence = fc.array(
      fc.constantFrom(...words, "fal", "balance", "vendor.example", "4815162342"),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(sentence, (parts) => {
        const detail = safeDetail(parts.join(" "));
        const isClean = parts.every((word) => VOCABULARY.has(word));
        assert.ok(detail === null || isClean, `${detail}`);
      }),
      { numRuns: 5_000 },
    );
  });

  it("reads a megabyte of anything within a moment", () => {
    const units = [
      "a ",
      "a.",
      "(",
      "[",
      "{",
      "%41",
      "&#65;",
      "\\u0041",
      '{"message":"',
      "1,",
      "1:",
      "' - ",
    ];
    for (const unit of units) {
      const startMs = performance.now();
      safeDetail(unit.repeat(1_000_000 / unit.length));
      assert.ok(performance.now() - startMs < 500, unit);
    }
  });
});

describe("isSafeField", () => {
  it("never lets a secret through as the name of a field", () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.values(DISGUISES)), ({ text }, disguise) => {
        for (const name of [text, disguise(text, [0.2, 0.7, 0.9]), text.replace(/\W/g, "_")]) {
          assert.equal(isSafeField(name), false, name);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("the check of these tests", () => {
  it("sees a secret through every disguise that leaves letters", () => {
    const hidden = { kind: "key", text: "sk-live-AbCd0123EfGh" };
    for (const shown of [
      "sk live abcd0123efgh",
      "xx SK.LIVE.AbCd 0123 EfGh xx",
      "sklive4bcdo123efgh",
    ]) {
      assert.ok(tells(shown, hidden), shown);
    }
    const name = { kind: "name", text: "fal.ai" };
    assert.ok(tells("by F A L . A I today", name) && tells("f.a.l-ai", name));
    assert.ok(!tells("of a larger aim", name));
  });
});
