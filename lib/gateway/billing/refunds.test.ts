import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { holdCredits } from "../credits/hold.ts";
import { captureHold, releaseHold } from "../credits/settle.ts";
import { KEEP_CREDITS } from "../jobs/names.ts";
import { JOBS } from "../jobs/registry.ts";
import { reclaimReleased } from "./reclaim.ts";
import { reversedCents } from "./settle-reversals.ts";
import {
  type Bought,
  disputeEvent,
  openShop,
  refundEvent,
  refundedEvent,
  type ShopEvent,
  sessionEvent,
} from "./testing/shop.ts";

const shop = await openShop();
const { pool, deliver } = shop;
let generations = 0;

async function paid(): Promise<Bought> {
  const bought = await shop.order("pack_2500");
  await deliver(sessionEvent(bought));
  return bought;
}

async function hold({ caller }: Bought, amount: number): Promise<string> {
  const generationId = `gen_refund_${++generations}`;
  const { workspaceId } = caller;
  const held = await holdCredits(pool, {
    workspaceId,
    mode: "live",
    keyId: null,
    generationId,
    amount,
    at: shop.now(),
  });
  assert.ok(held.ok);
  return generationId;
}

async function spend(bought: Bought, amount: number): Promise<void> {
  const generationId = await hold(bought, amount);
  await captureHold(pool, { generationId, amount, at: shop.now() });
}

/** What is refunded, what was taken back, what could not be, and what remains and is held. */
async function stateOf({ caller }: Bought) {
  const [payment] = await shop.paymentsOf(caller);
  const [grant] = await shop.grantsOf(caller);
  assert.ok(payment);
  return [
    payment.status,
    payment.refunded_cents,
    payment.reclaimed,
    payment.unreclaimed,
    grant?.remaining ?? null,
    grant?.held ?? null,
  ];
}

describe("a refund", () => {
  it("of all takes all back, once, and says so in the ledger", async () => {
    const bought = await paid();
    const event = refundEvent(bought, { id: `re_${bought.id}`, amount: 2_300 });
    await Promise.all(Array.from({ length: 50 }, () => deliver(event)));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    const entries = await bought.caller.request("/api/v1/credits/entries?kind=adjust");
    const { items } = await entries.json();
    assert.deepEqual(
      items.map(({ delta, note }: { delta: number; note: string }) => [delta, note]),
      [[-2_500, `Refund of payment ${bought.id}`]],
    );
    await shop.assertClean();
  });

  it("of a part takes its share, the fraction of a credit is the buyer's, and two add up", async () => {
    const bought = await paid();
    await deliver(refundEvent(bought, { id: `re_1_${bought.id}`, amount: 1 }));
    assert.deepEqual(await stateOf(bought), ["partly_refunded", 1, 1, 0, 2_499, 0]);
    await deliver(refundEvent(bought, { id: `re_2_${bought.id}`, amount: 1_149 }));
    assert.deepEqual(await stateOf(bought), ["partly_refunded", 1_150, 1_250, 0, 1_250, 0]);
    await deliver(refundEvent(bought, { id: `re_3_${bought.id}`, amount: 1_150 }));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    await shop.assertClean();
  });

  it("is counted once, though it is told by itself and in the sum of all, in any order", async () => {
    const tell = async (events: (bought: Bought) => ShopEvent[]) => {
      const bought = await paid();
      for (const event of events(bought)) await deliver(event);
      return stateOf(bought);
    };
    const first = (b: Bought) => refundEvent(b, { id: `re_1_${b.id}`, amount: 300 });
    const second = (b: Bought) => refundEvent(b, { id: `re_2_${b.id}`, amount: 400 });
    const expected = ["partly_refunded", 700, 760, 0, 1_740, 0];
    const tellings: ((b: Bought) => ShopEvent[])[] = [
      (b) => [first(b), refundedEvent(b, 300), second(b), refundedEvent(b, 700)],
      (b) => [refundedEvent(b, 700), refundedEvent(b, 300), second(b), first(b)],
      (b) => [second(b), refundedEvent(b, 700)],
      (b) => [refundedEvent(b, 300), refundedEvent(b, 700)],
      (b) => [second(b), first(b)],
    ];
    for (const telling of tellings) assert.deepEqual(await tell(telling), expected);
    await shop.assertClean();
  });

  it("takes what is left and notes what was spent", async () => {
    const bought = await paid();
    await spend(bought, 2_000);
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 1_150 }));
    assert.deepEqual(await stateOf(bought), ["partly_refunded", 1_150, 500, 750, 0, 0]);
    await deliver(refundEvent(bought, { id: `re_2_${bought.id}`, amount: 1_150 }));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 500, 2_000, 0, 0]);
    await shop.assertClean();
  });

  it("leaves held credits to their generation, and takes them when it gives them back", async () => {
    const bought = await paid();
    const [kept, failed] = [await hold(bought, 400), await hold(bought, 600)];
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 2_300 }));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 1_500, 1_000, 0, 1_000]);
    await captureHold(pool, { generationId: kept, amount: 400, at: shop.now() });
    await releaseHold(pool, { generationId: failed, at: shop.now() });
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 1_500, 1_000, 600, 0]);
    assert.equal(await reclaimReleased(pool, shop.now()), 1);
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_100, 400, 0, 0]);
    assert.equal(await reclaimReleased(pool, shop.now()), 0);
    await shop.assertClean();
  });

  it("ends right among generations that hold, spend and give back at the same time", async () => {
    const bought = await paid();
    const refunds = [100, 300, 500].map((amount) =>
      refundEvent(bought, { id: `re_${amount}_${bought.id}`, amount }),
    );
    let spent = 0;
    const generate = async (n: number) => {
      const generationId = await hold(bought, 40);
      const amount = (n % 3) * 20;
      await captureHold(pool, { generationId, amount, at: shop.now() });
      spent += amount;
    };
    await Promise.all([
      ...Array.from({ length: 25 }, (_, n) => generate(n)),
      ...[...refunds, ...refunds, ...refunds].map(deliver),
      ...Array.from({ length: 5 }, () => reclaimReleased(pool, shop.now())),
    ]);
    assert.equal(spent, 480);
    const [status, cents, reclaimed, unreclaimed, remaining, held] = await stateOf(bought);
    assert.deepEqual([status, cents, held], ["partly_refunded", 900, 0]);
    assert.deepEqual([reclaimed, unreclaimed, remaining], [978, 0, 2_500 - 480 - 978]);
    await shop.assertClean();
  });

  it("takes no other credits of the workspace", async () => {
    const bought = await paid();
    await spend(bought, 2_500);
    const other = await shop.order("pack_500", bought.caller);
    await deliver(sessionEvent(other));
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 2_300 }));
    const remaining = (await shop.grantsOf(bought.caller)).map((grant) => grant.remaining);
    assert.deepEqual(remaining, [0, 500]);
  });

  it("ends right when it is told before the payment is", async () => {
    for (const amount of [1_150, 2_300]) {
      const bought = await shop.order("pack_2500");
      await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount }));
      assert.deepEqual(await stateOf(bought), ["pending", 0, 0, 0, null, null]);
      await deliver(sessionEvent(bought));
      const left = amount === 2_300 ? 0 : 1_250;
      const status = left === 0 ? "refunded" : "partly_refunded";
      assert.deepEqual(await stateOf(bought), [status, amount, 2_500 - left, 0, left, 0]);
    }
    await shop.assertClean();
  });

  it("ends right when it is told at the same moment as the payment", async () => {
    for (let n = 0; n < 20; n++) {
      const bought = await shop.order("pack_2500");
      const refund = refundEvent(bought, { id: `re_${bought.id}`, amount: 2_300 });
      await Promise.all([sessionEvent(bought), refund, refund].map(deliver));
      assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    }
    await shop.assertClean();
  });

  it("that fails gives the credits back, and no late word of it takes them again", async () => {
    const bought = await paid();
    const refund = { id: `re_${bought.id}`, amount: 2_300 };
    await deliver(refundEvent(bought, { ...refund, status: "pending" }));
    await deliver(refundedEvent(bought, 2_300));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    await deliver(refundEvent(bought, { ...refund, status: "failed" }, "refund.failed"));
    assert.deepEqual(await stateOf(bought), ["paid", 0, 0, 0, 2_500, 0]);
    await deliver(refundEvent(bought, { ...refund, status: "pending" }));
    await deliver(refundedEvent(bought, 2_300));
    assert.deepEqual(await stateOf(bought), ["paid", 0, 0, 0, 2_500, 0]);
    await deliver(refundEvent(bought, { id: `re_2_${bought.id}`, amount: 1_150 }));
    assert.deepEqual(await stateOf(bought), ["partly_refunded", 1_150, 1_250, 0, 1_250, 0]);
    await shop.assertClean();
  });

  it("never takes more than was bought, whatever is said", async () => {
    const bought = await paid();
    await deliver(refundedEvent(bought, 99_999_999_999));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    await shop.assertClean();
  });
});

describe("a dispute", () => {
  const steps: [string, [string, string][], number][] = [
    ["that is only an inquiry takes nothing", [["created", "warning_needs_response"]], 0],
    ["that is prevented takes nothing by itself", [["created", "prevented"]], 0],
    ["takes the credits while the money is away", [["created", "needs_response"]], 2_300],
    [
      "that is lost keeps them",
      [
        ["funds_withdrawn", "needs_response"],
        ["closed", "lost"],
      ],
      2_300,
    ],
    [
      "that is lost and appealed keeps them",
      [
        ["closed", "lost"],
        ["updated", "appeal_under_review"],
      ],
      2_300,
    ],
    [
      "that is won gives them back",
      [
        ["created", "needs_response"],
        ["closed", "won"],
      ],
      0,
    ],
    [
      "whose money came again gives them back",
      [
        ["funds_withdrawn", "under_review"],
        ["funds_reinstated", "under_review"],
      ],
      0,
    ],
    [
      "that grew out of an inquiry takes them",
      [
        ["created", "warning_under_review"],
        ["updated", "needs_response"],
      ],
      2_300,
    ],
  ];
  for (const [what, told, cents] of steps) {
    it(`${what}, in whatever order it is told`, async () => {
      for (const order of [told, told.toReversed(), [...told, ...told]]) {
        const bought = await paid();
        for (const [step, status] of order) await deliver(disputeEvent(bought, step, { status }));
        const left = cents === 0 ? 2_500 : 0;
        const status = cents === 0 ? "paid" : "refunded";
        assert.deepEqual(await stateOf(bought), [status, cents, 2_500 - left, 0, left, 0]);
      }
      await shop.assertClean();
    });
  }

  it("of a part adds to what was refunded, and never to more than the price", async () => {
    const bought = await paid();
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 1_150 }));
    await deliver(disputeEvent(bought, "created", { amount: 575 }));
    assert.deepEqual(await stateOf(bought), ["partly_refunded", 1_725, 1_875, 0, 625, 0]);
    await deliver(disputeEvent(bought, "created", { id: `dp_2_${bought.id}`, amount: 2_300 }));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
  });

  it("in another currency is of the whole price", async () => {
    const bought = await paid();
    await deliver(disputeEvent(bought, "created", { amount: 2_000, currency: "eur" }));
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
  });
});

describe("reversedCents", () => {
  const word = (kind: "refund" | "dispute" | "total", stage: number, amountCents: number) => ({
    kind,
    stage,
    amountCents,
  });
  const cases: [string, ReturnType<typeof word>[], number][] = [
    ["nothing", [], 0],
    ["refunds", [word("refund", 1, 30), word("refund", 1, 20)], 50],
    ["a sum that is ahead of its refunds", [word("refund", 1, 30), word("total", 1, 50)], 50],
    ["a sum that is behind them", [word("refund", 1, 50), word("total", 1, 30)], 50],
    ["a sum with a failed one in it", [word("refund", 2, 50), word("total", 1, 60)], 10],
    ["a failed one that the sum has left out", [word("refund", 2, 50), word("total", 1, 30)], 0],
    ["more than the price", [word("refund", 1, 80), word("dispute", 1, 80)], 100],
    ["disputes before and behind", [word("dispute", 0, 30), word("dispute", 2, 20)], 0],
  ];
  for (const [what, reversals, cents] of cases) {
    it(`is ${cents} of 100 for ${what}`, () => {
      assert.equal(reversedCents(reversals, 100), cents);
    });
  }
});

describe("the audit", () => {
  it("tells a payment that is not as its grant and its refunds say", async () => {
    const bought = await paid();
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 1_150 }));
    await shop.assertClean();
    for (const [lie, truth] of [
      ["credits = 2501", "credits = 2500"],
      ["refunded_cents = 1149", "refunded_cents = 1150"],
      ["reclaimed = 1249", "reclaimed = 1250"],
      ["grant_id = null, paid_at = null", "grant_id = $2, paid_at = now()"],
    ]) {
      const [grant] = await shop.grantsOf(bought.caller);
      await pool.query(`update payments set ${lie} where id = $1`, [bought.id]);
      await assert.rejects(shop.assertClean(), /each paid purchase has its one grant/);
      const values = truth?.includes("$2") ? [bought.id, grant?.id] : [bought.id];
      await pool.query(`update payments set ${truth} where id = $1`, values);
      await shop.assertClean();
    }
  });
});

describe("what is done by the clock", () => {
  it("takes back what a generation gave back behind the refund", async () => {
    const bought = await paid();
    const generationId = await hold(bought, 600);
    await deliver(refundEvent(bought, { id: `re_${bought.id}`, amount: 2_300 }));
    await releaseHold(pool, { generationId, at: shop.now() });
    const job = JOBS.find(({ name }) => name === KEEP_CREDITS);
    await job?.run(shop.gateway, {}, new AbortController().signal);
    assert.deepEqual(await stateOf(bought), ["refunded", 2_300, 2_500, 0, 0, 0]);
    await shop.assertClean();
  });
});
