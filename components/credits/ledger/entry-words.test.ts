import assert from "node:assert/strict";
import { test } from "node:test";
import type { CreditEntry } from "#lib/contract/credits.ts";
import { entrySubject, movedCredits, signed } from "./entry-words.ts";

const entry = (over: Partial<CreditEntry>): CreditEntry => ({
  id: "cre_1",
  kind: "hold",
  delta: -16,
  held_delta: 16,
  balance_after: 84,
  held_after: 16,
  grant_id: "grt_1",
  grant_kind: "promotional",
  generation_id: null,
  model: null,
  note: null,
  created_at: "2026-11-24T10:00:00.000Z",
  ...over,
});

test("says what an entry was about by the best that it has", () => {
  const titles = { "bytedance/seedream-4.5": "Seedream 4.5" };
  const model = "bytedance/seedream-4.5";
  assert.equal(entrySubject(entry({ model, note: "goodwill" }), titles), "goodwill");
  assert.equal(entrySubject(entry({ model }), titles), "Seedream 4.5");
  assert.equal(entrySubject(entry({ model: "gone/model" }), titles), "gone/model");
  assert.equal(entrySubject(entry({}), titles), "Promotional credits");
});

test("a capture shows what left the hold, every other kind what the balance did", () => {
  assert.equal(movedCredits(entry({})), -16);
  assert.equal(movedCredits(entry({ kind: "capture", delta: 0, held_delta: -16 })), -16);
  assert.equal(movedCredits(entry({ kind: "release", delta: 16, held_delta: -16 })), 16);
});

test("writes amounts with their sign", () => {
  assert.deepEqual([1200, -16, 0].map(signed), ["+1,200", "−16", "0"]);
});
