import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, duration, promptOf, timeAgo } from "./words.ts";

const now = Date.parse("2026-03-10T12:00:00Z");
const ago = (seconds: number) => timeAgo(new Date(now - seconds * 1000).toISOString(), now);

test("takes the prompt from whichever field the model has, and says when there is none", () => {
  assert.equal(promptOf({ input: { prompt: " a cat " } }), "a cat");
  assert.equal(promptOf({ input: { text: "Good evening." } }), "Good evening.");
  assert.equal(promptOf({ input: { prompt: "", text: 3 } }), "No prompt");
});

test("says how long ago in the largest unit that fits, and the date after a week", () => {
  assert.deepEqual([3, 30, 60, 59 * 60, 3 * 3600, 86_400].map(ago), [
    "just now",
    "30s ago",
    "1m ago",
    "1h ago",
    "3h ago",
    "yesterday",
  ]);
  assert.equal(ago(20 * 86_400), "Feb 18, 2026");
});

test("takes a clock that is behind the server's for now", () => {
  assert.equal(ago(-40), "just now");
});

test("writes lengths of time as exactly as people read them", () => {
  assert.deepEqual([639.6, 4_812, 125_000].map(duration), ["640 ms", "4.8 s", "2 min 5 s"]);
  assert.equal(duration(119_900), "2 min 0 s");
  assert.deepEqual([5.04, 760].map(clock), ["0:05", "12:40"]);
});
