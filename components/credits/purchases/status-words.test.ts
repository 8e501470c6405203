import assert from "node:assert/strict";
import { test } from "node:test";
import { PAYMENT_STATUSES, type Payment } from "#lib/contract/credits.ts";
import { refundTitle, refundWords, STATUS_WORDS } from "./status-words.ts";

const payment: Payment = {
  ...{ id: "pay_1", livemode: true, pack: "pack_500", credits: 500, price_cents: 500 },
  ...{ provider: "stripe", status: "paid", refunded_cents: 0, reclaimed: 0, unreclaimed: 0 },
  ...{ grant_id: "grt_1", created_at: "2026-11-24T00:00:00Z", paid_at: null },
};

test("every status of a payment has its word", () => {
  for (const status of PAYMENT_STATUSES) assert.ok(STATUS_WORDS[status].word, status);
});

test("a refund of a part is not said to be one of all", () => {
  assert.equal(
    refundTitle({ ...payment, status: "partly_refunded", refunded_cents: 250 }),
    "$2.50 of $5 was refunded",
  );
  assert.equal(
    refundTitle({ ...payment, status: "refunded", refunded_cents: 500 }),
    "This payment was refunded",
  );
});

test("a refund says what went back, and what could not be taken back", () => {
  assert.equal(refundWords(payment), null);
  assert.equal(
    refundWords({ ...payment, refunded_cents: 500, reclaimed: 380, unreclaimed: 120 }),
    "$5 went back, 380 credits were taken back; 120 had been spent.",
  );
  assert.equal(
    refundWords({ ...payment, refunded_cents: 250, reclaimed: 250 }),
    "$2.50 went back, 250 credits were taken back.",
  );
});
