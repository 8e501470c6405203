import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { countFrames, filmFps, filmLength } from "./length.ts";

const NOTHING = { soundS: null, filmS: null };

describe("the length of a film", () => {
  const rows: [Record<string, unknown>, number][] = [
    [{}, 5],
    [{ duration: 8 }, 8],
    [{ seconds: 12 }, 12],
    [{ duration: "10" }, 10],
    [{ duration: "8s" }, 8],
    [{ duration: 6.5 }, 6.5],
    [{ duration: 0 }, 5],
    [{ duration: null }, 5],
    [{ duration: -3 }, 5],
    [{ duration: 0.001 }, 0.5],
    [{ duration: 1e300 }, 60],
    [{ duration: "NaN" }, 5],
    [{ duration: "Infinity" }, 5],
    [{ duration: `1${"0".repeat(400)}` }, 5],
    [{ duration: [7] }, 5],
    [{ duration: { valueOf: 7 } }, 5],
    [{ seconds: "long", duration: 4 }, 4],
  ];
  for (const [input, seconds] of rows) {
    it(`of ${JSON.stringify(input).slice(0, 60)} is ${seconds} s`, () => {
      assert.equal(filmLength(input, NOTHING), seconds);
    });
  }

  it("is that of the input where 0 or none is asked for: the sound's before the film's", () => {
    assert.equal(filmLength({ duration: 0 }, { soundS: null, filmS: 7.25 }), 7.25);
    assert.equal(filmLength({}, { soundS: 3, filmS: 7.25 }), 3);
    assert.equal(filmLength({ duration: 4 }, { soundS: 3, filmS: 7.25 }), 4);
    assert.equal(filmLength({}, { soundS: 4000, filmS: null }), 60);
  });
});

describe("the frames of a film", () => {
  const rows: [Record<string, unknown>, number][] = [
    [{}, 24],
    [{ fps: 25 }, 25],
    [{ fps: "50" }, 50],
    [{ fps: 29.97 }, 30],
    [{ fps: 0 }, 24],
    [{ fps: 1e9 }, 60],
    [{ fps: 0.2 }, 1],
    [{ fps: -1 }, 24],
    [{ fps: "fast" }, 24],
    [{ frames_per_second: 12 }, 12],
  ];
  for (const [input, fps] of rows) {
    it(`come ${fps} a second for ${JSON.stringify(input)}`, () =>
      assert.equal(filmFps(input), fps));
  }

  it("are at least one", () => {
    assert.equal(countFrames({ durationS: 0.5, fps: 1 }), 1);
    assert.equal(countFrames({ durationS: 0.01, fps: 1 }), 1);
    assert.equal(countFrames({ durationS: 2.5, fps: 24 }), 60);
  });
});
