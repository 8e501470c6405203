import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Credits } from "#lib/contract/credits.ts";
import { projectBalance } from "./projection.ts";

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 24, 12);
const inDays = (days: number) => new Date(NOW_MS + days * DAY_MS).toISOString();

type Grant = Credits["grants"][number];
const grant = (kind: Grant["kind"], remaining: number, days: number | null): Grant => ({
  ...{ id: `${kind}-${days}`, kind, amount: remaining, remaining },
  expires_at: days === null ? null : inDays(days),
});
const plan = (monthlyCredits: number, days: number | null): Credits["plan"] => ({
  ...{ id: "pro", title: "Pro", monthly_credits: monthlyCredits },
  renews_at: days === null ? null : inDays(days),
});

function project(grants: Grant[], perDay: number, to: Credits["plan"] = null) {
  return projectBalance({ grants, plan: to, perDay, nowMs: NOW_MS });
}

describe("projectBalance", () => {
  test("credits without an end last as long as they are many", () => {
    const { daysLeft, points, events } = project([grant("purchased", 1_000, null)], 100);
    assert.equal(daysLeft, 10);
    assert.deepEqual(points, [
      { atMs: NOW_MS, balance: 1_000 },
      { atMs: NOW_MS + 10 * DAY_MS, balance: 0 },
    ]);
    assert.deepEqual(events, []);
  });

  test("what expires unused does not count", () => {
    const { daysLeft, events } = project(
      [grant("promotional", 1_000, 2), grant("purchased", 300, null)],
      100,
    );
    assert.equal(daysLeft, 5);
    assert.deepEqual(events, [{ kind: "expiry", atMs: NOW_MS + 2 * DAY_MS, credits: 800 }]);
  });

  test("subscription credits go first, so purchased ones may expire behind them", () => {
    const { daysLeft, events } = project(
      [grant("purchased", 500, 3), grant("subscription", 400, 10)],
      100,
    );
    assert.deepEqual(events, [{ kind: "expiry", atMs: NOW_MS + 3 * DAY_MS, credits: 500 }]);
    assert.equal(daysLeft, 4);
  });

  test("a plan that gives more than is spent lasts for more than a year", () => {
    const { daysLeft, events } = project([grant("subscription", 900, 6)], 10, plan(1_000, 6));
    assert.equal(daysLeft, null);
    assert.deepEqual(events.slice(0, 2), [
      { kind: "expiry", atMs: NOW_MS + 6 * DAY_MS, credits: 840 },
      { kind: "renewal", atMs: NOW_MS + 6 * DAY_MS, credits: 1_000 },
    ]);
  });

  test("credits that end before the renewal end there", () => {
    const { daysLeft } = project([grant("subscription", 200, 6)], 100, plan(1_000, 6));
    assert.equal(daysLeft, 2);
  });

  test("a plan that gives nothing in this mode, or has no renewal, changes nothing", () => {
    for (const to of [plan(0, 1), plan(1_000, null)]) {
      assert.equal(project([grant("purchased", 1_000, null)], 100, to).daysLeft, 10);
    }
  });

  test("at no pace nothing runs out but what expires", () => {
    assert.equal(project([grant("purchased", 10, null)], 0).daysLeft, null);
    assert.equal(project([grant("purchased", 10, 30)], 0).daysLeft, 30);
    assert.equal(project([], 0).daysLeft, 0);
  });

  test("no balance is negative, none rises but by a renewal, and it always ends", () => {
    const someGrant = fc.record({
      kind: fc.constantFrom("subscription", "purchased", "promotional"),
      remaining: fc.integer({ min: 1, max: 100_000 }),
      days: fc.option(fc.integer({ min: 1, max: 500 })),
    });
    fc.assert(
      fc.property(
        fc.array(someGrant, { maxLength: 8 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.option(fc.integer({ min: 1, max: 31 })),
        (some, perDay, renewal) => {
          const grants = some.map(({ kind, remaining, days }) =>
            grant(kind as Grant["kind"], remaining, days),
          );
          const to = renewal === null ? null : plan(2_000, renewal);
          const { points, events, daysLeft } = project(grants, perDay, to);
          const renewals = new Set(
            events.filter(({ kind }) => kind === "renewal").map(({ atMs }) => atMs),
          );
          for (const [index, { atMs, balance }] of points.entries()) {
            const before = points[index - 1];
            assert.ok(balance >= 0);
            if (!before) continue;
            assert.ok(atMs >= before.atMs);
            assert.ok(balance <= before.balance || renewals.has(atMs));
          }
          if (daysLeft !== null) assert.equal(points.at(-1)?.balance, 0);
        },
      ),
    );
  });
});
