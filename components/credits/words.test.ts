import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, formatPrice, shortCredits } from "./words.ts";

test("an amount is whole as long as there is room for it", () => {
  assert.equal(shortCredits(8_420), "8,420");
  assert.equal(shortCredits(999_999), "999,999");
  assert.equal(shortCredits(1_234_567), "1.234M");
  assert.equal(shortCredits(1_000_000_000), "1B");
});

test("an amount that is shortened is never more than there is", () => {
  assert.equal(shortCredits(999_999_501), "999.9M");
  assert.equal(shortCredits(1_999_999_999), "1.999B");
});

test("a day has a year only when it is another one", () => {
  const nowMs = Date.UTC(2026, 10, 24);
  assert.equal(dayOf("2026-12-17T23:59:00Z", nowMs), "17 Dec");
  assert.equal(dayOf("2027-01-02T00:00:00Z", nowMs), "2 Jan 2027");
});

test("a price has cents only when it has some", () => {
  assert.equal(formatPrice(500), "$5");
  assert.equal(formatPrice(8_550), "$85.50");
  assert.equal(formatPrice(92), "$0.92");
  assert.equal(formatPrice(123_400), "$1,234");
});
