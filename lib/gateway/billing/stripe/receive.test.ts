import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { errorBody } from "#lib/contract/errors.ts";
import { openDatabase } from "../../db/database.ts";
import { createApp } from "../../http/app.ts";
import { openTestGateway } from "../../testing/gateway.ts";
import { openTestServer } from "../../testing/http-server.ts";
import {
  eventOf,
  openShop,
  refundEvent,
  SECRET_KEY,
  type ShopEvent,
  sessionEvent,
  WEBHOOK_SECRET,
} from "../testing/shop.ts";

const shop = await openShop();
const { deliver, order, paymentsOf, grantsOf } = shop;
const MINUTE_MS = 60_000;

async function statusOf({ caller }: Awaited<ReturnType<typeof order>>) {
  return (await paymentsOf(caller))[0]?.status;
}

const repeat = <T>(times: number, each: () => Promise<T>) =>
  Promise.all(Array.from({ length: times }, each));

describe("an event that a checkout was paid", () => {
  it("grants the pack for twelve months and says what it was", async () => {
    shop.setTime(new Date("2028-02-29T23:30:00.000Z"));
    const bought = await order("pack_10000");
    await deliver(sessionEvent(bought));
    const [payment] = await paymentsOf(bought.caller);
    const [grant, ...more] = await grantsOf(bought.caller);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [payment?.status, payment?.grant_id, payment?.paid_at],
      ["paid", grant?.id, shop.now().toISOString()],
    );
    assert.deepEqual([grant?.amount, grant?.remaining], [10_000, 10_000]);
    assert.equal(grant?.expires_at.toISOString(), "2029-02-28T23:30:00.000Z");
    const credits = await (await bought.caller.request("/api/v1/credits")).json();
    assert.deepEqual([credits.total, credits.permanent, credits.livemode], [10_000, 10_000, true]);
    await shop.assertClean();
  });

  it("grants once of fifty deliveries at once, and of later ones", async () => {
    const bought = await order();
    const event = sessionEvent(bought);
    await repeat(50, () => deliver(event));
    await deliver(sessionEvent(bought, "checkout.session.async_payment_succeeded"));
    assert.deepEqual(
      (await grantsOf(bought.caller)).map(({ remaining }) => remaining),
      [500],
    );
    await shop.assertClean();
  });

  it("waits for money that comes later", async () => {
    const bought = await order();
    await deliver(sessionEvent(bought, undefined, { payment_status: "unpaid" }));
    assert.equal(await statusOf(bought), "pending");
    await deliver(sessionEvent(bought, "checkout.session.async_payment_succeeded"));
    assert.equal(await statusOf(bought), "paid");
  });

  it("is for the payment's own buyer, whatever else is bought at the same time", async () => {
    const all = await repeat(10, () => order());
    await Promise.all(all.map((bought) => deliver(sessionEvent(bought))));
    for (const { caller } of all) assert.equal((await grantsOf(caller)).length, 1);
  });

  for (const [what, paid] of [
    ["less than the price", { amount_total: 499 }],
    ["another currency", { currency: "jpy" }],
    ["no amount", { amount_total: null }],
  ] as const) {
    it(`grants nothing for ${what}, and the log says so`, async () => {
      const bought = await order();
      await deliver(sessionEvent(bought, undefined, paid));
      assert.equal(await statusOf(bought), "pending");
      assert.deepEqual(await grantsOf(bought.caller), []);
      const line = JSON.parse(shop.complaints().at(-1) ?? "{}");
      assert.deepEqual([line.level, line.paymentId], [50, bought.id]);
    });
  }

  it("says in the log when a payment was paid twice, and grants once", async () => {
    const bought = await order();
    await deliver(sessionEvent(bought));
    await deliver(sessionEvent(bought, undefined, { payment_intent: "pi_second" }));
    assert.equal((await grantsOf(bought.caller)).length, 1);
    assert.match(shop.complaints().at(-1) ?? "", /paid twice/);
  });

  it("reads a payment intent that came as a whole object", async () => {
    const bought = await order();
    await deliver(
      sessionEvent(bought, undefined, { payment_intent: { id: bought.intentRef, object: "x" } }),
    );
    await deliver(refundEvent(bought, { id: `re_whole`, amount: 500 }));
    assert.equal(await statusOf(bought), "refunded");
  });
});

describe("an event that a checkout was not paid", () => {
  for (const [type, status] of [
    ["checkout.session.expired", "expired"],
    ["checkout.session.async_payment_failed", "failed"],
  ] as const) {
    it(`ends the payment as ${status}, and paid wins whichever comes first`, async () => {
      const before = await order();
      await deliver(sessionEvent(before, type, { payment_status: "unpaid" }));
      assert.equal(await statusOf(before), status);
      await deliver(sessionEvent(before));
      assert.equal(await statusOf(before), "paid");
      const behind = await order();
      await deliver(sessionEvent(behind));
      await deliver(sessionEvent(behind, type, { payment_status: "unpaid" }));
      assert.equal(await statusOf(behind), "paid");
      await shop.assertClean();
    });
  }

  it("has failed when it has both failed and expired, in either order", async () => {
    const types = ["checkout.session.expired", "checkout.session.async_payment_failed"];
    for (const order_ of [types, types.toReversed()]) {
      const bought = await order();
      for (const type of order_) await deliver(sessionEvent(bought, type));
      assert.equal(await statusOf(bought), "failed");
    }
  });
});

describe("an event that is not of our payments", () => {
  const others: [string, (bought: Awaited<ReturnType<typeof order>>) => ShopEvent][] = [
    ["a kind that is not heard", () => eventOf("customer.created", { id: "cus_1" })],
    ["a kind named like what every object has", () => eventOf("constructor", {})],
    ["a checkout of another program", (b) => sessionEvent(b, undefined, { metadata: {} })],
    ["a checkout without metadata", (b) => sessionEvent(b, undefined, { metadata: null })],
    [
      "a checkout that only refers to a payment, as any link may",
      (b) => sessionEvent(b, undefined, { metadata: { order: "1" }, client_reference_id: b.id }),
    ],
    [
      "a payment that does not exist",
      (b) => sessionEvent(b, undefined, { metadata: { rushes_payment_id: "pay_0" } }),
    ],
    [
      "another account that is connected",
      (b) => ({ ...sessionEvent(b), account: "acct_of_somebody" }),
    ],
    ["the other mode of Stripe", (b) => ({ ...sessionEvent(b), livemode: false })],
    [
      "a refund of something else",
      (b) => refundEvent({ ...b, intentRef: "pi_0" }, { id: "re_0", amount: 5 }),
    ],
  ];
  for (const [what, make] of others) {
    it(`is taken and left: ${what}`, async () => {
      const bought = await order();
      await deliver(make(bought));
      assert.equal(await statusOf(bought), "pending");
      assert.deepEqual(await grantsOf(bought.caller), []);
    });
  }
});

describe("a test key in live mode", () => {
  it("takes events of Stripe's test mode only, and is warned of at the start", async () => {
    const { stripe } = { stripe: { secretKey: "sk_test_1", webhookSecret: WEBHOOK_SECRET } };
    const staging = await openShop({ stripe: { ...stripe, baseUrl: shop.stub.url } });
    assert.match(staging.complaints()[0] ?? "", /test key: live credits are sold for nothing/);
    const bought = await staging.order();
    await staging.deliver(sessionEvent(bought));
    assert.deepEqual(await staging.grantsOf(bought.caller), []);
    await staging.deliver({ ...sessionEvent(bought), livemode: false });
    assert.equal((await staging.grantsOf(bought.caller)).length, 1);
  });
});

describe("an event that cannot be read", () => {
  it("is not taken when it is of a kind that we hear, so that Stripe sends it again", async () => {
    const bought = await order();
    const payload = JSON.stringify(sessionEvent(bought, undefined, { amount_total: "500" }));
    const response = await shop.post(payload, shop.sign(payload));
    assert.equal(response.status, 500);
    assert.equal(errorBody.parse(await response.json()).code, "INTERNAL_ERROR");
    await deliver(sessionEvent(bought));
    assert.equal(await statusOf(bought), "paid");
  });

  for (const [what, payload] of [
    ["no JSON", "{"],
    ["no event", '{"object":"list"}'],
    ["a thin event", '{"object":"v2.core.event","id":"evt_1","type":"v1.x"}'],
    ["JSON of another kind", "null"],
  ] as const) {
    it(`is refused when it is ${what}, though it is signed`, async () => {
      const response = await shop.post(payload, shop.sign(payload));
      assert.equal(response.status, 400);
      const error = errorBody.parse(await response.json());
      assert.equal(error.code, "VALIDATION_ERROR");
      assert.match(error.message, /not an event of the kind/);
    });
  }
});

describe("the signature of an event", () => {
  const cases: [string, (payload: string) => string][] = [
    ["is missing", () => ""],
    ["is malformed", () => "t=now,v1=abc"],
    ["is by another secret", (payload) => shop.sign(payload, "whsec_other")],
    ["is of another body", () => shop.sign("{}")],
    [
      "is older than five minutes",
      (payload) =>
        shop.sign(payload, WEBHOOK_SECRET, new Date(shop.now().getTime() - 5 * MINUTE_MS - 1_000)),
    ],
    ["has no scheme that we know", (payload) => shop.sign(payload).replace("v1=", "v0=")],
    ["is longer than any", (payload) => `${shop.sign(payload)}${",v1=a".repeat(1_000)}`],
  ];
  for (const [what, signatureOf] of cases) {
    it(`is refused when it ${what}: nothing is granted, and no secret is told`, async () => {
      const bought = await order();
      const payload = JSON.stringify(sessionEvent(bought));
      const response = await shop.post(payload, signatureOf(payload));
      assert.equal(response.status, 400);
      const text = await response.text();
      assert.equal(errorBody.parse(JSON.parse(text)).code, "VALIDATION_ERROR");
      assert.doesNotMatch(text + shop.complaints().join(), /whsec_|sk_live/);
      assert.deepEqual(await grantsOf(bought.caller), []);
    });
  }

  it("is taken when it is five minutes old, and when it is one of several", async () => {
    const bought = await order();
    const payload = JSON.stringify(sessionEvent(bought));
    const old = shop.sign(payload, WEBHOOK_SECRET, new Date(shop.now().getTime() - 5 * MINUTE_MS));
    const response = await shop.post(payload, `${old},v1=${"0".repeat(64)}`);
    assert.equal(response.status, 200);
    assert.equal(await statusOf(bought), "paid");
  });

  it("is asked of everybody: a key or a session is of no use", async () => {
    const response = await shop.request("/api/billing/stripe", { method: "POST", body: "{}" });
    assert.equal(response.status, 400);
  });
});

describe("the address of events", () => {
  it("is none without a provider", async () => {
    const without = await openTestGateway({ hasWorker: false });
    const response = await without.app.request("/api/billing/stripe", { method: "POST" });
    assert.equal(response.status, 404);
    assert.equal(errorBody.parse(await response.json()).code, "NOT_FOUND");
  });

  it("takes an event of nearly 1 MiB, and refuses more, over a real connection", async () => {
    const { url } = await openTestServer(shop);
    const bought = await order();
    const send = (padding: number) => {
      const payload = JSON.stringify({ ...sessionEvent(bought), padding: "x".repeat(padding) });
      const headers = { "stripe-signature": shop.sign(payload) };
      return fetch(`${url}/api/billing/stripe`, { method: "POST", body: payload, headers });
    };
    const refused = await send(1024 * 1024);
    assert.equal(refused.status, 413);
    assert.equal(errorBody.parse(await refused.json()).code, "PAYLOAD_TOO_LARGE");
    assert.equal((await send(1024 * 1024 - 2_000)).status, 200);
    assert.equal(await statusOf(bought), "paid");
  });

  it("answers 503 while the database is away, so that the event comes again", async () => {
    const bought = await order();
    const gone = openDatabase("postgres://nobody@127.0.0.1:1/none");
    const away = createApp({ ...shop.gateway, db: gone }, "0.0.0");
    const body = JSON.stringify(sessionEvent(bought));
    const headers = { "stripe-signature": shop.sign(body) };
    const response = await away.request("/api/billing/stripe", { method: "POST", body, headers });
    assert.equal(response.status, 503);
    assert.ok(response.headers.get("retry-after"));
    await gone.close();
  });

  it("bounds what is refused, and never what Stripe has signed", async () => {
    const strict = await openShop({ limits: { requestsPerMinute: 3 } });
    const statuses = await repeat(5, async () => (await strict.post("{}", "")).status);
    assert.deepEqual(statuses.toSorted(), [400, 400, 400, 429, 429]);
    const before = strict.complaints().length;
    await strict.post("{}", "");
    assert.equal(strict.complaints().length, before, "and the log is not filled");
    const event = eventOf("customer.created", { id: "cus_1" });
    await repeat(10, () => strict.deliver(event));
  });

  it("never shows a secret in any log line", () => {
    assert.doesNotMatch(shop.complaints().join(), new RegExp(`${SECRET_KEY}|${WEBHOOK_SECRET}`));
  });
});
