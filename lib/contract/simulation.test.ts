import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { SUB_CODE_NAMES } from "./codes.ts";
import {
  isBeforeAcceptance,
  readInputSimulation,
  readSimulation,
  type Simulation,
} from "./simulation.ts";

const NOTHING: Simulation = {
  subCode: null,
  afterMs: null,
  atShare: null,
  slowMs: null,
  isDropped: false,
};

function simulated(text: string): Partial<Simulation> {
  const reading = readSimulation(text);
  assert.ok("cleaned" in reading, JSON.stringify(reading));
  assert.ok(reading.simulation, `no marker in ${text}`);
  return Object.fromEntries(
    Object.entries(reading.simulation).filter(
      ([name, value]) => value !== NOTHING[name as keyof Simulation],
    ),
  );
}

function problem(text: string): string {
  const reading = readSimulation(text);
  assert.ok("problem" in reading, JSON.stringify(reading));
  return reading.problem;
}

describe("a simulate marker", () => {
  it("names each of the eight sub-codes", () => {
    assert.equal(SUB_CODE_NAMES.length, 8);
    for (const subCode of SUB_CODE_NAMES) {
      assert.deepEqual(simulated(`a [[simulate ${subCode}]] cat`), { subCode });
    }
  });

  const right: [string, Partial<Simulation>][] = [
    ["[[simulate failed]]", { subCode: "FAILED" }],
    ["[[SIMULATE Timeout]]", { subCode: "TIMEOUT" }],
    ["[[ simulate  FAILED ]]", { subCode: "FAILED" }],
    ["[[simulate\nFAILED\tafter 2s]]", { subCode: "FAILED", afterMs: 2_000 }],
    ["[[simulate: FAILED, at 60%]]", { subCode: "FAILED", atShare: 0.6 }],
    ["[[simulate FAILED after 2s at 60%]]", { subCode: "FAILED", afterMs: 2_000, atShare: 0.6 }],
    ["[[simulate FAILED AT 60% AFTER 2S]]", { subCode: "FAILED", afterMs: 2_000, atShare: 0.6 }],
    ["[[simulate at 60% FAILED]]", { subCode: "FAILED", atShare: 0.6 }],
    ["[[simulate FAILED after 500ms]]", { subCode: "FAILED", afterMs: 500 }],
    [
      "[[simulate FAILED after 1.5s at 2.5%]]",
      { subCode: "FAILED", afterMs: 1_500, atShare: 0.025 },
    ],
    ["[[simulate FAILED after 0s at 0%]]", { subCode: "FAILED", afterMs: 0, atShare: 0 }],
    ["[[simulate FAILED after 600s at 100%]]", { subCode: "FAILED", afterMs: 600_000, atShare: 1 }],
    ["[[simulate slow 10s]]", { slowMs: 10_000 }],
    ["[[simulate drop]]", { isDropped: true }],
    [
      "[[simulate drop]] a [[simulate FAILED after 1s]] cat [[simulate slow 2s]]",
      { subCode: "FAILED", afterMs: 1_000, slowMs: 2_000, isDropped: true },
    ],
    ["[[simulate FAILED drop slow 2s]]", { subCode: "FAILED", slowMs: 2_000, isDropped: true }],
  ];
  for (const [text, expected] of right) {
    it(`is read in ${JSON.stringify(text)}`, () => assert.deepEqual(simulated(text), expected));
  }

  for (const text of [
    "",
    "a cat",
    "a [[cat]] in [[brackets",
    "[[simulated FAILED]]",
    "[[simulates]]",
    "[simulate FAILED]",
    "simulate FAILED",
    "[[ [simulate FAILED]]",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () =>
      assert.deepEqual(readSimulation(text), { cleaned: text, simulation: null }));
  }

  const wrong: [string, RegExp][] = [
    ["[[simulate BROKEN]]", /asks to simulate BROKEN, which is not known; known are FAILED, /],
    ["[[simulate VIDEO_GENERATION_FAILED]]", /VIDEO_GENERATION_FAILED, which is not known/],
    ["[[simulate FAILED loudly]]", /simulate loudly, which is not known/],
    [`[[simulate ${"x".repeat(99)}]]`, /simulate x{40}, which/],
    ["[[simulate]]", /does not say what to simulate; known are FAILED, .*"slow 10s" and "drop"$/],
    ["[[simulate-FAILED]]", /does not say what/],
    ["[[simulate after 2s]]", /does not say what/],
    ["[[simulate drop at 5%]]", /does not say what/],
    ["[[simulate FAILED", /not closed by \]\]/],
    ["[[simulate", /not closed by \]\]/],
    ["[[simulate FAILED]] [[simulate TIMEOUT]]", /a failure twice/],
    ["[[simulate FAILED after 1s after 2s]]", /"after" twice/],
    ["[[simulate FAILED at 1% at 2%]]", /"at" twice/],
    ["[[simulate slow 1s]] [[simulate slow 1s]]", /"slow" twice/],
    ["[[simulate drop]] [[simulate drop]]", /"drop" twice/],
    ["[[simulate FAILED after]]", /0s to 600s such as 2s or 500ms behind "after"/],
    ["[[simulate FAILED after 2]]", /behind "after"/],
    ["[[simulate FAILED after -2s]]", /behind "after"/],
    ["[[simulate FAILED after 600.1s]]", /behind "after"/],
    ["[[simulate FAILED after 9999999s]]", /behind "after"/],
    ["[[simulate slow]]", /behind "slow"/],
    ["[[simulate slow 601s]]", /behind "slow"/],
    ["[[simulate FAILED at 60]]", /0% to 100% behind "at"/],
    ["[[simulate FAILED at 101%]]", /0% to 100%/],
    ["[[simulate FAILED at]]", /0% to 100%/],
    [`[[simulate FAILED ${" ".repeat(300)}]]`, /over 200 characters/],
    ["[[simulate [[simulate FAILED]]", /\[\[simulate, which is not known/],
  ];
  for (const [text, expected] of wrong) {
    it(`is refused in ${JSON.stringify(text.slice(0, 60))}`, () =>
      assert.match(problem(text), expected));
  }

  it("says every known sub-code when one is not", () => {
    const said = problem("[[simulate 404]]");
    for (const name of [...SUB_CODE_NAMES, "slow", "drop", "after", "at"]) {
      assert.ok(said.includes(name), name);
    }
  });
});

describe("a text without its markers", () => {
  const texts: [string, string][] = [
    ["a cat [[simulate FAILED]] in rain", "a cat in rain"],
    ["[[simulate FAILED]] a cat", "a cat"],
    ["a cat [[simulate FAILED]]", "a cat"],
    ["a cat[[simulate FAILED]]", "a cat"],
    ["a cat[[simulate FAILED]] in rain", "a cat in rain"],
    ["a [[simulate FAILED]] [[simulate drop]] cat", "a cat"],
    ["a [[simulate FAILED]][[simulate drop]] cat", "a cat"],
    ["a [[simulate FAILED]]\ncat", "a\ncat"],
    ["a\n[[simulate FAILED]] cat", "a\ncat"],
    ["a  wide   cat [[simulate FAILED]]", "a  wide   cat"],
    ["a [[cat]] [[simulate drop]] [[x", "a [[cat]] [[x"],
    ["[[simulate FAILED]]", ""],
  ];
  for (const [text, expected] of texts) {
    it(`is ${JSON.stringify(expected)} for ${JSON.stringify(text)}`, () => {
      const reading = readSimulation(text);
      assert.ok("cleaned" in reading);
      assert.equal(reading.cleaned, expected);
    });
  }
});

describe("reading a hostile text", () => {
  const LENGTH = 200_000;
  const hostile: [string, string][] = [
    ["markers that never end", "[[simulate ".repeat(20_000)],
    ["brackets", "[".repeat(LENGTH)],
    ["openings with much space", `[[${" ".repeat(999)}`.repeat(LENGTH / 1_000)],
    ["spaces before a marker", `${" ".repeat(LENGTH)}[[simulate drop]]${" ".repeat(LENGTH)}x`],
    ["one endless marker", `[[simulate ${"FAILED ".repeat(LENGTH / 7)}]]`],
    ["one endless number", `[[simulate slow ${"9".repeat(LENGTH)}s]]`],
    ["openings before a marker", `${"[[simulat ".repeat(LENGTH / 10)}[[simulate FAILED]]`],
  ];
  for (const [what, text] of hostile) {
    it(`takes time that grows with its length: ${what}`, () => {
      const startMs = performance.now();
      readSimulation(text);
      const elapsedMs = performance.now() - startMs;
      assert.ok(elapsedMs < 50, `${elapsedMs} ms`);
    });
  }

  it("never throws, and takes out exactly what it understood", () => {
    const piece = fc.constantFrom(
      ...["[[", "]]", "[[simulate ", "simulate", "FAILED", "timeout", " ", "\n", "after ", "at "],
      ...["2s", "60%", "slow ", "drop", "[[simulate drop]]", "a cat", "😀", "\ud800", ":"],
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (each) => {
        const reading = readSimulation(each);
        if ("problem" in reading) return assert.match(each, /\[\[\s*simulate/i);
        if (reading.simulation === null) return assert.equal(reading.cleaned, each);
        assert.ok(reading.cleaned.length < each.length);
        const letters = each
          .replace(/\[\[\s*simulate[^a-z0-9_][\s\S]*?\]\]/gi, "")
          .replace(/\s/g, "");
        assert.equal(reading.cleaned.replace(/\s/g, ""), letters);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the markers of an input", () => {
  const marked = "hello [[simulate FAILED]]";

  it("are looked for in the text that is spoken, else in the prompt, and in the other one too", () => {
    for (const media of ["image", "video", "tts"] as const) {
      for (const field of ["prompt", "text"]) {
        const reading = readInputSimulation(media, {
          prompt: "p",
          text: "t",
          n: 2,
          [field]: marked,
        });
        assert.ok("input" in reading);
        assert.equal(reading.field, field);
        assert.equal(reading.simulation?.subCode, "FAILED");
        assert.deepEqual(reading.input, { prompt: "p", text: "t", n: 2, [field]: "hello" });
      }
    }
  });

  it("are not looked for anywhere else", () => {
    const input = { prompt: "p", negative_prompt: marked, voice: marked, text: { nested: marked } };
    assert.deepEqual(readInputSimulation("image", input), {
      field: "prompt",
      input,
      simulation: null,
    });
  });

  it("are refused when both fields have some", () => {
    const reading = readInputSimulation("tts", { prompt: "[[simulate drop]]", text: marked });
    assert.deepEqual(reading, {
      field: "prompt",
      problem: "has a simulate marker though text has one too",
    });
  });

  it("are refused by the name of their field", () => {
    const reading = readInputSimulation("image", { prompt: "[[simulate X]]" });
    assert.ok("problem" in reading);
    assert.equal(reading.field, "prompt");
  });

  it("leave something to render though there was nothing else", () => {
    for (const text of ["[[simulate drop]]", " [[simulate drop]] \n"]) {
      const reading = readInputSimulation("tts", { text });
      assert.ok("input" in reading);
      assert.deepEqual(reading.input, { text: "Test" });
    }
  });
});

describe("isBeforeAcceptance", () => {
  const timed = ["after 1s", "at 50%", "slow 1s"];
  it("holds for what is known of the request alone, whatever the options", () => {
    for (const subCode of ["UNSUPPORTED_MODEL", "INVALID_INPUT", "INSUFFICIENT_CREDITS"] as const) {
      for (const options of ["", ...timed]) assert.equal(isEarly(subCode, options), true, options);
    }
  });

  it("holds for moderation that is not told when to come", () => {
    assert.equal(isEarly("CONTENT_REJECTED", ""), true);
    assert.equal(isEarly("CONTENT_REJECTED", "drop"), true);
    for (const options of timed) assert.equal(isEarly("CONTENT_REJECTED", options), false, options);
  });

  it("does not hold for the rest, or for no failure", () => {
    for (const subCode of ["FAILED", "TIMEOUT", "RATE_LIMITED", "PROVIDER_UNAVAILABLE"] as const) {
      assert.equal(isEarly(subCode, ""), false, subCode);
    }
    assert.equal(isBeforeAcceptance(NOTHING), false);
  });

  function isEarly(subCode: string, options: string): boolean {
    const reading = readSimulation(`[[simulate ${subCode} ${options}]]`);
    assert.ok("cleaned" in reading && reading.simulation);
    return isBeforeAcceptance(reading.simulation);
  }
});
