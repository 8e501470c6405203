import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { checkoutResult, creditPacks } from "#lib/contract/credits.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { TEST_ORIGIN } from "../../testing/gateway.ts";
import { openShop, SECRET_KEY, sessionEvent } from "../testing/shop.ts";
import { answerError, answerJson, type StubAnswer } from "../testing/stripe-stub.ts";

const shop = await openShop();
const { stub, newBuyer, checkout, paymentsOf } = shop;

const MINUTE_MS = 60_000;
const later = (ms: number) => shop.setTime(new Date(shop.now().getTime() + ms));

async function redirect(response: Response) {
  assert.equal(response.status, 200, await response.clone().text());
  const result = checkoutResult.parse(await response.json());
  assert.ok(result.outcome === "redirect");
  return result;
}

async function refusal(response: Response, status: number) {
  assert.equal(response.status, status);
  const text = await response.text();
  assert.doesNotMatch(text, /stripe|sk_live|stub|127\.0\.0\.1/i);
  return errorBody.parse(JSON.parse(text));
}

describe("buying in live mode", () => {
  it("offers the packs by Stripe", async () => {
    const response = await (await newBuyer()).request("/api/v1/credits/packs");
    const { provider, packs } = creditPacks.parse(await response.json());
    assert.deepEqual([provider, packs.length], ["stripe", 3]);
  });

  it("asks Stripe for a page, with the price and the payment's id, and grants nothing yet", async () => {
    const buyer = await newBuyer();
    const result = await redirect(await checkout(buyer, "pack_2500"));
    assert.match(result.url, /^https:\/\/checkout\.stripe\.example\/c\/pay\/cs_stub_\d+$/);
    assert.equal(result.livemode, true);
    const request = stub.requests.at(-1);
    assert.ok(request);
    assert.equal(request.path, "/v1/checkout/sessions");
    assert.equal(request.headers.authorization, `Bearer ${SECRET_KEY}`);
    assert.equal(request.headers["content-type"], "application/x-www-form-urlencoded");
    assert.equal(request.headers["stripe-version"], "2026-10-28.endive");
    assert.equal(request.idempotencyKey, result.payment_id);
    const back = `${TEST_ORIGIN}/credits?payment=${result.payment_id}`;
    assert.deepEqual(request.form, {
      mode: "payment",
      client_reference_id: result.payment_id,
      "metadata[rushes_payment_id]": result.payment_id,
      "payment_intent_data[metadata][rushes_payment_id]": result.payment_id,
      "payment_intent_data[description]": `2,500 credits (${result.payment_id})`,
      "line_items[0][quantity]": "1",
      "line_items[0][price_data][currency]": "usd",
      "line_items[0][price_data][unit_amount]": "2300",
      "line_items[0][price_data][product_data][name]": "2,500 credits",
      "adaptive_pricing[enabled]": "false",
      success_url: back,
      cancel_url: `${back}&canceled=1`,
      expires_at: String(shop.now().getTime() / 1000 + 3600),
    });
    const [payment] = await paymentsOf(buyer);
    assert.deepEqual(
      [payment?.id, payment?.status, payment?.provider, payment?.livemode, payment?.grant_id],
      [result.payment_id, "pending", "stripe", true, null],
    );
    assert.deepEqual(await shop.grantsOf(buyer), []);
  });

  it("gives one page for one key, also to twenty who come at once", async () => {
    const buyer = await newBuyer();
    const headers = { "idempotency-key": "once" };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => checkout(buyer, "pack_500", headers)),
    );
    const pages = await Promise.all(responses.map(redirect));
    assert.equal(new Set(pages.map((page) => JSON.stringify(page))).size, 1);
    assert.equal((await paymentsOf(buyer)).length, 1);
    const asked = stub.requests.length;
    const again = await checkout(buyer, "pack_500", headers);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    assert.deepEqual(await redirect(again), pages[0]);
    assert.equal(stub.requests.length, asked, "Stripe is not asked for what is known");
    const other = await checkout(buyer, "pack_2500", headers);
    assert.equal((await refusal(other, 409)).code, "IDEMPOTENCY_CONFLICT");
  });

  it("answers a key that has been paid for with the credits", async () => {
    const buyer = await newBuyer();
    const headers = { "idempotency-key": "paid" };
    const { payment_id: id } = await redirect(await checkout(buyer, "pack_500", headers));
    const bought = { caller: buyer, id, intentRef: `pi_of_${id}` };
    const pack = { id: "pack_500", credits: 500, priceCents: 500 };
    await shop.deliver(sessionEvent({ ...bought, pack }));
    const response = await checkout(buyer, "pack_500", headers);
    const result = checkoutResult.parse(await response.json());
    const [grant] = await shop.grantsOf(buyer);
    assert.deepEqual(result, {
      outcome: "granted",
      payment_id: id,
      livemode: true,
      credits: 500,
      grant_id: grant?.id,
    });
  });

  it("refuses a key whose checkout is over", async () => {
    const buyer = await newBuyer();
    const headers = { "idempotency-key": "old" };
    const { payment_id: id } = await redirect(await checkout(buyer, "pack_500", headers));
    later(59 * MINUTE_MS);
    assert.equal((await redirect(await checkout(buyer, "pack_500", headers))).payment_id, id);
    later(MINUTE_MS);
    const error = await refusal(await checkout(buyer, "pack_500", headers), 409);
    assert.match(error.message, /is over; use a new key/);
  });
});

/** Answers that say nothing of what became of the request: it may be sent again. */
const unsure: [string, StubAnswer][] = [
  ["breaks the connection", (response) => void response.destroy()],
  ["says nothing", () => {}],
  ["answers 500", answerError(500, { type: "api_error", message: "oops" })],
  ["answers 503 as a page", (r) => r.writeHead(503, { "content-type": "text/html" }).end("<html>")],
  ["answers 200 as a page", (r) => r.writeHead(200, { "content-type": "text/html" }).end("<html>")],
  ["answers without a page to go to", answerJson(200, { id: "cs_x", url: null })],
  ["sends a page of a strange kind", answerJson(200, { id: "cs_x", url: "javascript:alert(1)" })],
  [
    "still works on the same request",
    answerError(409, {
      type: "invalid_request_error",
      code: "idempotency_key_in_use",
      message: "",
    }),
  ],
  ["limits the rate", answerError(429, { type: "rate_limit_error", message: "slow down" })],
  ["leads elsewhere", (r) => r.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
  ["never ends its answer", drip],
  ["answers without end", flood],
];

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const push = () => {
    while (!response.destroyed && response.write(" ".repeat(65_536)));
    if (!response.destroyed) response.once("drain", push);
  };
  push();
}

describe("a purchase whose outcome at Stripe is not known", () => {
  for (const [what, answer] of unsure) {
    it(`is told to try again when Stripe ${what}, and the same key goes on`, async () => {
      const buyer = await newBuyer();
      const headers = { "idempotency-key": "again" };
      stub.script.push(answer, answer);
      const error = await refusal(await checkout(buyer, "pack_500", headers), 503);
      stub.script.length = 0;
      assert.deepEqual(
        [error.code, error.fault, error.retry_after_ms],
        ["SERVICE_UNAVAILABLE", "provider", 5_000],
      );
      assert.match(error.message, /Nothing was charged/);
      const [payment] = await paymentsOf(buyer);
      assert.equal(payment?.status, "pending");
      const asked = stub.requests.length;
      const page = await redirect(await checkout(buyer, "pack_500", headers));
      assert.equal(page.payment_id, payment?.id);
      const keys = stub.requests.slice(asked - 1).map(({ idempotencyKey }) => idempotencyKey);
      assert.deepEqual(new Set(keys), new Set([page.payment_id]));
      assert.equal((await paymentsOf(buyer)).length, 1);
    });
  }

  it("is asked for once more by itself", async () => {
    const buyer = await newBuyer();
    const asked = stub.requests.length;
    stub.script.push(answerError(500, { type: "api_error", message: "oops" }));
    const page = await redirect(await checkout(buyer, "pack_500"));
    const sent = stub.requests.slice(asked);
    assert.deepEqual(
      sent.map(({ idempotencyKey }) => idempotencyKey),
      [page.payment_id, page.payment_id],
    );
    assert.equal(sent[0]?.body, sent[1]?.body);
  });

  it("is over when Stripe would no longer make a page that lives long enough", async () => {
    const buyer = await newBuyer();
    const headers = { "idempotency-key": "late" };
    stub.script.push(
      (response) => void response.destroy(),
      (response) => void response.destroy(),
    );
    await refusal(await checkout(buyer, "pack_500", headers), 503);
    later(30 * MINUTE_MS);
    assert.match((await refusal(await checkout(buyer, "pack_500", headers), 409)).message, /over/);
    assert.equal((await paymentsOf(buyer))[0]?.status, "pending");
    later(91 * MINUTE_MS);
    assert.equal((await paymentsOf(buyer))[0]?.status, "expired");
  });

  it("is a conflict when the same key comes to another address of ours", async () => {
    const open = await openShop({ publicUrl: null });
    const buyer = await open.newBuyer();
    const at = (host: string) =>
      open.checkout(buyer, "pack_500", { "idempotency-key": "moved", host });
    const lost: StubAnswer = (response, request) => open.stub.make(response, request, true);
    open.stub.script.push(lost, lost);
    await refusal(await at("one.example"), 503);
    assert.match((await refusal(await at("two.example"), 409)).message, /another address/);
    const { url } = await redirect(await at("one.example"));
    assert.match(url, /cs_stub_1$/, "the page that was made at first");
    const form = open.stub.requests.at(-1)?.form;
    assert.match(form?.success_url ?? "", /^http:\/\/one\.example\/credits\?payment=pay_/);
  });
});

const refused: [string, number, Record<string, string>][] = [
  [
    "the key is wrong",
    401,
    { type: "invalid_request_error", message: `Invalid API Key provided: ${SECRET_KEY}` },
  ],
  ["the key may not", 403, { type: "invalid_request_error", message: "rk_live_abc lacks rights" }],
  ["the card is refused", 402, { type: "card_error", code: "card_declined", message: "declined" }],
  ["the request is refused", 400, { type: "invalid_request_error", message: "no such price" }],
];

describe("a purchase that Stripe refuses", () => {
  for (const [what, status, error] of refused) {
    it(`because ${what} has failed, gives its key up, and is explained to the operator alone`, async () => {
      const buyer = await newBuyer();
      const headers = { "idempotency-key": "refused" };
      const asked = stub.requests.length;
      stub.script.push(answerError(status, error));
      const told = await refusal(await checkout(buyer, "pack_500", headers), 500);
      assert.equal(stub.requests.length, asked + 1, "what is refused is not sent again");
      assert.deepEqual([told.code, told.next_action], ["INTERNAL_ERROR", "contact_operator"]);
      assert.match(told.message, /Nothing was charged/);
      const [payment] = await paymentsOf(buyer);
      assert.equal(payment?.status, "failed");
      const line = shop.complaints().at(-1) ?? "";
      assert.match(line, /req_stub/);
      assert.doesNotMatch(line, /sk_live|rk_live/);
      const page = await redirect(await checkout(buyer, "pack_500", headers));
      assert.notEqual(page.payment_id, payment?.id);
    });
  }

  it("grants all the same if it is paid after all", async () => {
    const buyer = await newBuyer();
    stub.script.push(answerError(400, { type: "invalid_request_error", message: "no" }));
    await refusal(await checkout(buyer, "pack_500"), 500);
    const [payment] = await paymentsOf(buyer);
    assert.ok(payment);
    const pack = { id: "pack_500", credits: 500, priceCents: 500 };
    await shop.deliver(
      sessionEvent({ caller: buyer, id: payment.id, pack, intentRef: `pi_${payment.id}` }),
    );
    assert.equal((await paymentsOf(buyer))[0]?.status, "paid");
    assert.equal((await shop.grantsOf(buyer))[0]?.remaining, 500);
  });
});

describe("a checkout while the database is away", () => {
  it("is written down before Stripe hears of it, so it cannot be paid without a trace", async () => {
    const buyer = await newBuyer();
    const asked = stub.requests.length;
    await shop.pool.query("alter table payments rename to payments_away");
    try {
      await refusal(await checkout(buyer, "pack_500"), 500);
    } finally {
      await shop.pool.query("alter table payments_away rename to payments");
    }
    assert.equal(stub.requests.length, asked);
  });

  it("holds no transaction and no session while Stripe is asked", async () => {
    const buyer = await newBuyer();
    let busy: unknown = null;
    stub.script.push(async (response, request) => {
      const { rows } = await shop.pool.query(
        `select count(*)::int as open from pg_stat_activity
         where datname = current_database() and state like 'idle in transaction%'`,
      );
      const [{ status } = { status: "" }] = await paymentsOf(buyer);
      busy = { open: rows[0].open, status };
      answerJson(200, { id: `cs_${request.idempotencyKey}`, url: "https://pay.example/" })(
        response,
      );
    });
    await redirect(await checkout(buyer, "pack_500"));
    assert.deepEqual(busy, { open: 0, status: "pending" });
  });
});
