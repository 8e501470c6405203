import assert from "node:assert/strict";
import { test } from "node:test";
import type { Credits } from "#lib/contract/credits.ts";
import { balanceParts, soonestExpiry } from "./balance-parts.ts";

type Grant = Credits["grants"][number];
const grant = (kind: Grant["kind"], remaining: number, expires_at: string | null): Grant => ({
  ...{ id: `${kind} ${expires_at}`, kind, amount: remaining, remaining, expires_at },
});
const DEC_1 = "2026-12-01T00:00:00.000Z";
const DEC_9 = "2026-12-09T00:00:00.000Z";

test("the bar has a part for each kind that has credits, and one for what is held", () => {
  const grants = [grant("subscription", 300, DEC_9), grant("purchased", 500, null)];
  assert.deepEqual(balanceParts({ grants, held: 200 }), [
    { kind: "subscription", credits: 300, share: 0.3, soonest: 1 },
    { kind: "purchased", credits: 500, share: 0.5, soonest: 0 },
    { kind: "held", credits: 200, share: 0.2, soonest: 0 },
  ]);
  assert.deepEqual(balanceParts({ grants: [], held: 0 }), []);
});

test("what expires soonest is marked in its own part", () => {
  const grants = [grant("purchased", 100, DEC_1), grant("purchased", 300, DEC_9)];
  assert.deepEqual(
    balanceParts({ grants, held: 0 }).map(({ kind, soonest }) => [kind, soonest]),
    [["purchased", 0.25]],
  );
});

test("what ends together counts together, and it is said whether it is used first", () => {
  const promotional = [grant("promotional", 100, DEC_1), grant("promotional", 50, DEC_1)];
  assert.deepEqual(soonestExpiry(promotional), {
    ...{ atMs: Date.parse(DEC_1), credits: 150, kind: "promotional", isNext: true },
  });
  const behind = [grant("subscription", 10, DEC_9), ...promotional];
  assert.equal(soonestExpiry(behind)?.isNext, false);
  assert.equal(soonestExpiry([grant("purchased", 10, null)]), null);
});
