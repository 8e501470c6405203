import assert from "node:assert/strict";
import { test } from "node:test";
import { codeFacts, ERROR_CODES, type ErrorCode } from "#lib/contract/codes.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { errorFacts, moneyLine, retryAtMs } from "./error-facts.ts";

function body(code: ErrorCode, rest: Partial<ErrorBody> = {}): ErrorBody {
  const facts = codeFacts(code);
  return {
    ...{ error: code, code, message: facts.message, request_id: "req_1", docs_url: "/errors" },
    ...{ fault: facts.fault, retryable: facts.retryable, retry_after_ms: null },
    next_action: facts.nextAction,
    ...rest,
  };
}

test("every code of the catalogue has a title, words and a next step", () => {
  for (const code of ERROR_CODES) {
    const facts = errorFacts(body(code));
    assert.ok(facts.title && facts.message && facts.explanation, code);
    assert.equal(facts.nextAction, codeFacts(code).nextAction, code);
  }
});

test("the answer's own fault and next step go before the catalogue's", () => {
  const error = body("VIDEO_GENERATION_PROVIDER_UNAVAILABLE", {
    fault: "gateway",
    next_action: "choose_model",
  });
  assert.equal(errorFacts(error).fault, "gateway");
  assert.equal(errorFacts(error).nextAction, "choose_model");
});

test("a next step from the future falls back to the catalogue's", () => {
  const error = body("VIDEO_GENERATION_TIMEOUT", { next_action: "call_mother" });
  assert.equal(errorFacts(error).nextAction, "retry_now");
});

test("the money line says what came back, and how much is missing", () => {
  const none = { held: 0, captured: 0, released: 0, entry_ids: [] };
  assert.deepEqual(moneyLine(undefined), { verdict: "Not charged.", detail: "" });
  assert.equal(moneyLine({ ...none, released: 1 }).detail, "1 credit returned.");
  assert.equal(
    moneyLine({ ...none, required: 1_120, available: 35 }).detail,
    "This costs 1,120 credits; 35 left, 1,085 credits short.",
  );
  assert.equal(moneyLine({ ...none, captured: 20 }).verdict, "20 credits charged.");
});

test("after a purchase the money line says what is left now", () => {
  const none = { held: 0, captured: 0, released: 0, entry_ids: [] };
  const short = { ...none, required: 120, available: 32 };
  assert.equal(moneyLine(short, 532).detail, "This costs 120 credits; 532 left, which is enough.");
  assert.equal(moneyLine(short, 100).detail, "This costs 120 credits; 100 left, 20 credits short.");
  assert.equal(moneyLine(none, 10_500).detail, "10,500 credits left now.");
});

test("a retry waits from the failure on, and not at all when it need not", () => {
  const limited = body("RATE_LIMITED", { retry_after_ms: 14_000 });
  assert.equal(retryAtMs(limited, 1_000), 15_000);
  assert.equal(retryAtMs(body("IMAGE_GENERATION_FAILED"), 1_000), null);
});
