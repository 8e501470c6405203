import assert from "node:assert/strict";
import { test } from "node:test";
import { expiryWords, fromNow, timeWords } from "./time-words.ts";

const nowMs = Date.parse("2026-11-24T12:00:00Z");
const HOUR = 3_600;
const DAY = 24 * HOUR;
const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString();

test("says how far a time is in the largest unit that fits", () => {
  const far = [20, 30 * 60, 5 * HOUR, 6 * DAY, 365 * DAY, 1_100 * DAY];
  assert.deepEqual(
    far.map((seconds) => fromNow(at(seconds), nowMs)),
    ["in 1 minute", "in 30 minutes", "in 5 hours", "in 6 days", "in 12 months", "in 3 years"],
  );
  assert.equal(fromNow(at(-3 * DAY), nowMs), "3 days ago");
});

test("an end that has come is said to be past, and no end is said as well", () => {
  assert.equal(expiryWords(at(6 * DAY), nowMs), "in 6 days");
  assert.equal(expiryWords(at(-3 * DAY), nowMs), "expired 3 days ago");
  assert.equal(expiryWords(at(0), nowMs), "expired 1 minute ago");
  assert.equal(expiryWords(null, nowMs), "never");
});

test("writes a moment in the reader's zone, with the year only when it is another", () => {
  const words = timeWords("2026-11-24T23:30:05.120Z", "Europe/Berlin", 2026);
  assert.equal(words.day, "25 Nov");
  assert.equal(words.clock, "00:30:05");
  assert.equal(words.full, "Wednesday, 25 November 2026 at 00:30:05 CET");
  assert.equal(timeWords("2025-03-01T09:00:00Z", "UTC", 2026).day, "1 Mar 2025");
});
