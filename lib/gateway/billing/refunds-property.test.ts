import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { holdCredits } from "../credits/hold.ts";
import { captureHold } from "../credits/settle.ts";
import { reclaimReleased } from "./reclaim.ts";
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
const { pool } = shop;
const RUNS = 60;

/** What truly happens to a payment's money, of which events tell. */
type Truth = {
  isPaid: boolean;
  /** Shares of the price, refunded one after the other; some fail in the end. */
  refunds: { share: number; fails: boolean }[];
  dispute: "none" | "inquiry" | "open" | "won" | "lost";
  disputeShare: number;
  /** Which of the two ways to hear of refunds the operator has subscribed to. */
  hears: "refunds" | "totals" | "both";
};

const truth: fc.Arbitrary<Truth> = fc.record({
  isPaid: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  refunds: fc.array(fc.record({ share: fc.integer({ min: 1, max: 100 }), fails: fc.boolean() }), {
    maxLength: 4,
  }),
  dispute: fc.constantFrom("none", "inquiry", "open", "won", "lost"),
  disputeShare: fc.integer({ min: 1, max: 100 }),
  hears: fc.constantFrom("refunds", "totals", "both"),
});

const share = (priceCents: number, percent: number) => Math.ceil((priceCents * percent) / 100);

/** The refunds that the provider would allow: none is of more than what is left of the price. */
function refundsOf({ refunds, hears }: Truth, priceCents: number) {
  let leftCents = priceCents;
  return refunds.flatMap(({ share: percent, fails }, n) => {
    const amount = Math.min(leftCents, share(priceCents, percent));
    leftCents -= amount;
    // Who hears only how much was refunded in all does not hear that one of them failed.
    return amount === 0 ? [] : [{ n, amount, fails: fails && hears !== "totals" }];
  });
}

const DISPUTES: Record<Truth["dispute"], [string, string][]> = {
  none: [],
  inquiry: [
    ["created", "warning_needs_response"],
    ["closed", "warning_closed"],
  ],
  open: [
    ["created", "warning_under_review"],
    ["created", "needs_response"],
    ["funds_withdrawn", "needs_response"],
  ],
  won: [
    ["created", "needs_response"],
    ["funds_withdrawn", "under_review"],
    ["funds_reinstated", "won"],
    ["closed", "won"],
  ],
  lost: [
    ["created", "needs_response"],
    ["updated", "under_review"],
    ["closed", "lost"],
  ],
};

function eventsOf(bought: Bought, told: Truth): ShopEvent[] {
  const { priceCents } = bought.pack;
  const refunds = refundsOf(told, priceCents);
  const events: ShopEvent[] = [];
  if (told.isPaid) {
    events.push(
      sessionEvent(bought),
      sessionEvent(bought, "checkout.session.async_payment_succeeded"),
    );
  } else {
    events.push(sessionEvent(bought, "checkout.session.expired"));
  }
  let totalCents = 0;
  for (const { n, amount, fails } of refunds) {
    const refund = { id: `re_${n}_${bought.id}`, amount };
    totalCents += amount;
    if (told.hears !== "totals") {
      events.push(refundEvent(bought, { ...refund, status: "pending" }));
      if (fails) events.push(refundEvent(bought, { ...refund, status: "failed" }, "refund.failed"));
      else events.push(refundEvent(bought, refund, "refund.updated"));
    }
    if (told.hears !== "refunds") events.push(refundedEvent(bought, totalCents));
  }
  const amount = share(priceCents, told.disputeShare);
  for (const [step, status] of DISPUTES[told.dispute]) {
    events.push(disputeEvent(bought, step, { status, amount }));
  }
  return events;
}

/** How much of the price is gone in the end, by the truth alone. */
function goneCents(told: Truth, priceCents: number): number {
  const refunded = refundsOf(told, priceCents)
    .filter(({ fails }) => !fails)
    .reduce((cents, { amount }) => cents + amount, 0);
  const isGone = told.dispute === "open" || told.dispute === "lost";
  return Math.min(priceCents, refunded + (isGone ? share(priceCents, told.disputeShare) : 0));
}

/** What is done between events: credits are held, and later captured in part. */
type Step =
  | { do: "tell"; nth: number; together: number }
  | { do: "hold"; percent: number }
  | { do: "settle"; percent: number }
  | { do: "reclaim" };

const percent = fc.integer({ min: 0, max: 100 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("tell" as const),
      nth: fc.nat(),
      together: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("hold" as const), percent }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("settle" as const), percent }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reclaim" as const) }) },
);

let generations = 0;

/** Spends of the only grant that a buyer has. */
function createSpender({ caller }: Bought) {
  const open: { generationId: string; amount: number }[] = [];
  let spent = 0;
  return {
    spent: () => spent,
    async hold(share_: number): Promise<void> {
      const [grant] = await shop.grantsOf(caller);
      const amount = Math.floor(((grant?.remaining ?? 0) * share_) / 100);
      if (amount === 0) return;
      const generationId = `gen_property_${++generations}`;
      const { workspaceId } = caller;
      const args = { workspaceId, generationId, amount, keyId: null, at: shop.now() };
      const held = await holdCredits(pool, { ...args, mode: "live" });
      assert.ok(held.ok);
      open.push({ generationId, amount });
    },
    async settle(share_: number): Promise<void> {
      const held = open.shift();
      if (!held) return;
      const amount = Math.floor((held.amount * share_) / 100);
      await captureHold(pool, { generationId: held.generationId, amount, at: shop.now() });
      spent += amount;
    },
    isDone: () => open.length === 0,
  };
}

async function play(bought: Bought, told: Truth, steps: readonly Step[]): Promise<number> {
  const events = eventsOf(bought, told);
  const untold = new Set(events);
  const spender = createSpender(bought);
  const tell = async (some: (ShopEvent | undefined)[]) => {
    const known = some.filter((event) => event !== undefined);
    for (const event of known) untold.delete(event);
    await Promise.all(known.map((event) => shop.deliver(event)));
  };
  for (const each of steps) {
    if (each.do === "hold") await spender.hold(each.percent);
    else if (each.do === "settle") await spender.settle(each.percent);
    else if (each.do === "reclaim") await reclaimReleased(pool, shop.now());
    else {
      const nths = Array.from(
        { length: each.together },
        (_, n) => (each.nth + n * 7) % events.length,
      );
      await tell(nths.map((nth) => events[nth]));
    }
  }
  // Each is delivered at last, the newest first.
  for (const event of [...untold].toReversed()) await tell([event]);
  while (!spender.isDone()) await spender.settle(50);
  await reclaimReleased(pool, shop.now());
  return spender.spent();
}

describe("a payment whose money goes back", () => {
  it("ends as the set of its events says, in whatever order and number they come, whatever is spent", async () => {
    await fc.assert(
      fc.asyncProperty(truth, fc.array(step, { maxLength: 14 }), async (told, steps) => {
        const bought = await shop.order("pack_2500");
        const spent = await play(bought, told, steps);
        const { credits, priceCents } = bought.pack;
        const [payment] = await shop.paymentsOf(bought.caller);
        const [grant, ...more] = await shop.grantsOf(bought.caller);
        assert.ok(payment);
        assert.deepEqual(more, []);
        if (!told.isPaid) {
          assert.deepEqual([payment.status, grant], ["expired", undefined]);
          return;
        }
        const cents = goneCents(told, priceCents);
        const owed = Math.floor((credits * cents) / priceCents);
        const statuses = { 0: "paid", [priceCents]: "refunded" } as Record<number, string>;
        assert.equal(payment.status, statuses[cents] ?? "partly_refunded");
        assert.equal(payment.refunded_cents, cents);
        assert.equal(payment.reclaimed + payment.unreclaimed, owed);
        assert.ok(payment.reclaimed >= 0 && payment.unreclaimed >= 0);
        assert.equal(grant?.remaining, credits - spent - payment.reclaimed);
        assert.equal(grant?.held, 0);
        assert.ok(payment.unreclaimed === 0 || grant?.remaining === 0, "all that is left is taken");
        await shop.assertClean();
      }),
      { numRuns: RUNS },
    );
  });
});
