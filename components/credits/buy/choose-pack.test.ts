import assert from "node:assert/strict";
import { test } from "node:test";
import { PACKS } from "#lib/contract/plans.ts";
import { centsPerHundred, packFor, savedPercent } from "./choose-pack.ts";

const packs = PACKS.map(({ id, credits, priceCents }) => ({
  id,
  credits,
  price_cents: priceCents,
}));

test("the first offer is the smallest pack that is enough, else the largest there is", () => {
  assert.equal(packFor(packs, 1)?.credits, 500);
  assert.equal(packFor(packs, 500)?.credits, 500);
  assert.equal(packFor(packs, 501)?.credits, 2_500);
  assert.equal(packFor(packs, 99_999)?.credits, 10_000);
});

test("without a need the first offer is the one in the middle", () => {
  assert.equal(packFor(packs, undefined)?.credits, 2_500);
  assert.equal(packFor([], undefined), undefined);
});

test("packs are compared by what a hundred credits cost", () => {
  assert.deepEqual(packs.map(centsPerHundred), [100, 92, 85]);
  assert.deepEqual(
    packs.map((pack) => savedPercent(pack, packs)),
    [0, 8, 15],
  );
});
