import assert from "node:assert/strict";
import { test } from "node:test";
import type { CreditEntry } from "#lib/contract/credits.ts";
import {
  entryReason,
  entrySubject,
  type LedgerTitles,
  movedCredits,
  signed,
} from "./entry-words.ts";

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
  code: null,
  note: null,
  created_at: "2026-11-24T10:00:00.000Z",
  ...over,
});

const titles: LedgerTitles = {
  models: { "bytedance/seedream-4.5": "Seedream 4.5" },
  codes: { IMAGE_GENERATION_TIMEOUT: "It took too long" },
};

test("says what an entry was about by the best that it has", () => {
  const model = "bytedance/seedream-4.5";
  assert.equal(entrySubject(entry({ model, note: "goodwill" }), titles), "goodwill");
  assert.equal(entrySubject(entry({ model }), titles), "Seedream 4.5");
  assert.equal(entrySubject(entry({ model: "gone/model" }), titles), "gone/model");
  assert.equal(entrySubject(entry({}), titles), "Promotional credits");
});

test("says which failure gave credits back, a code that is not known as it is", () => {
  const reasonOf = (code: string | null) => entryReason(entry({ kind: "release", code }), titles);
  const codes = ["IMAGE_GENERATION_TIMEOUT", "GONE", null];
  assert.deepEqual(codes.map(reasonOf), ["It took too long", "GONE", null]);
});

test("a capture shows what left the hold, every other kind what the balance did", () => {
  assert.equal(movedCredits(entry({})), -16);
  assert.equal(movedCredits(entry({ kind: "capture", delta: 0, held_delta: -16 })), -16);
  assert.equal(movedCredits(entry({ kind: "release", delta: 16, held_delta: -16 })), 16);
});

test("writes amounts with their sign", () => {
  assert.deepEqual([1200, -16, 0].map(signed), ["+1,200", "−16", "0"]);
});
