import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Mode } from "../db/schema.ts";
import { createTestDatabase } from "../testing/database.ts";
import { adjustGrant } from "./adjust.ts";
import { auditLedger } from "./audit.ts";
import { getBalance, listSpendable } from "./balance.ts";
import { expireGrants } from "./expire.ts";
import { type Grant, grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import { captureHold, releaseHold } from "./settle.ts";

const { pool } = await createTestDatabase();
const START = Date.parse("2026-01-31T12:00:00Z");
const hours = (n: number) => new Date(START + n * 3_600_000);
let workspaces = 0;

async function newWorkspace(): Promise<string> {
  const id = `wsp_${++workspaces}`;
  await pool.query("insert into workspaces (id, name) values ($1, $1)", [id]);
  return id;
}

/** A key of a workspace that may spend so much a month. */
async function newKey(workspaceId: string, monthlyLimit: number): Promise<string> {
  const id = `key_${workspaceId}`;
  await pool.query(
    `insert into api_keys (id, workspace_id, mode, name, hash, last_four, scopes, monthly_limit)
     values ($1, $2, 'test', 'capped', $1, 'aaaa', '{}', $3)`,
    [id, workspaceId, monthlyLimit],
  );
  return id;
}

const give = (workspaceId: string, grant: Partial<Grant> = {}) =>
  grantCredits(pool, {
    workspaceId,
    mode: "test",
    kind: "purchased",
    amount: 100,
    source: "test",
    sourceRef: null,
    expiresAt: null,
    at: hours(0),
    ...grant,
  });

const hold = (workspaceId: string, generationId: string, amount: number, at = hours(1)) =>
  holdCredits(pool, { workspaceId, generationId, amount, at, mode: "test", keyId: null });

/** What a hold says that was refused for want of credits. */
const short = (available: number) => ({ ok: false, available, keyLimit: null });

const balance = (workspaceId: string, at = hours(1), mode: Mode = "test") =>
  getBalance(pool, { workspaceId, mode, at });

async function brokenInvariants(): Promise<string[]> {
  // Holds here have no generations: what ties the two is proved where generations are.
  const findings = await auditLedger(pool);
  return findings
    .filter(({ invariant, broken }) => broken > 0 && !invariant.includes("generation that has"))
    .map(({ invariant }) => invariant);
}

describe("the ledger", () => {
  it("spends subscription first, then what ends soonest, over several grants", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 50, expiresAt: hours(500) });
    await give(workspace, { amount: 30, kind: "promotional", expiresAt: hours(100) });
    await give(workspace, { amount: 20, kind: "subscription", expiresAt: hours(700) });
    await give(workspace, { amount: 10 });
    const held = await hold(workspace, "gen_order", 60);
    assert.ok(held.ok);
    assert.deepEqual(held.usage, { total: 60, subscription: 20, permanent: 40 });
    assert.equal(held.entries.length, 3);
    const left = await listSpendable(pool, { workspaceId: workspace, mode: "test", at: hours(1) });
    assert.deepEqual(
      left.map(({ kind, remaining }) => [kind, remaining]),
      [
        ["purchased", 40],
        ["purchased", 10],
      ],
    );
  });

  it("holds all or nothing, and says what there is", async () => {
    const workspace = await newWorkspace();
    assert.deepEqual(await hold(workspace, "gen_none", 1), short(0));
    await give(workspace, { amount: 5 });
    assert.deepEqual(await hold(workspace, "gen_more", 6), short(5));
    assert.ok((await hold(workspace, "gen_all", 5)).ok);
    assert.deepEqual(await hold(workspace, "gen_gone", 1), short(0));
    assert.deepEqual(await balance(workspace), {
      total: 0,
      subscription: 0,
      permanent: 0,
      held: 5,
    });
  });

  it("keeps test and live apart", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { mode: "live", amount: 7 });
    assert.equal((await hold(workspace, "gen_mode", 1)).ok, false);
    assert.equal((await balance(workspace, hours(1), "live")).total, 7);
  });

  it("captures a part and releases the rest, once", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 10, kind: "subscription" });
    await give(workspace, { amount: 10 });
    await hold(workspace, "gen_half", 16);
    const settled = await captureHold(pool, { generationId: "gen_half", amount: 8, at: hours(2) });
    assert.deepEqual([settled?.captured, settled?.released], [8, 8]);
    assert.equal(settled?.entries.length, 3, "8 of the first captured, 2 and 6 released");
    for (const again of [
      captureHold(pool, { generationId: "gen_half", amount: 16, at: hours(3) }),
      releaseHold(pool, { generationId: "gen_half", at: hours(3) }),
      releaseHold(pool, { generationId: "gen_unknown", at: hours(3) }),
    ]) {
      assert.equal(await again, null);
    }
    assert.deepEqual(await balance(workspace), {
      total: 12,
      subscription: 2,
      permanent: 10,
      held: 0,
    });
  });

  it("gives credits back for a day into a grant that has ended meanwhile", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 10, kind: "subscription", expiresAt: hours(5) });
    await hold(workspace, "gen_late", 6);
    assert.equal(await expireGrants(pool, hours(5)), 1);
    assert.equal((await balance(workspace, hours(6))).total, 0);
    await releaseHold(pool, { generationId: "gen_late", at: hours(6) });
    assert.equal((await balance(workspace, hours(29.9))).total, 6);
    assert.equal((await balance(workspace, hours(30))).total, 0);
    assert.equal(await expireGrants(pool, hours(30)), 1);
    assert.equal(await expireGrants(pool, hours(31)), 0);
  });

  it("never lends what has ended but is not swept yet", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 10, expiresAt: hours(5) });
    assert.deepEqual(await hold(workspace, "gen_ended", 1, hours(5)), short(0));
  });

  it("gives for an event once, also to many who ask at the same time", async () => {
    const workspace = await newWorkspace();
    const cycle = { source: "plan", sourceRef: "2026-02" };
    const given = await Promise.all(Array.from({ length: 20 }, () => give(workspace, cycle)));
    assert.equal(given.filter((id) => id !== null).length, 1);
    assert.equal((await balance(workspace)).total, 100);
  });

  it("takes back what is left of a grant, and no more", async () => {
    const workspace = await newWorkspace();
    const id = await give(workspace, { amount: 10 });
    assert.ok(id);
    await hold(workspace, "gen_refund", 4);
    const refund = { grantId: id, delta: -10, note: "refund", at: hours(2) };
    assert.equal(await adjustGrant(pool, refund), -6);
    assert.equal(await adjustGrant(pool, refund), 0);
    assert.equal((await balance(workspace)).total, 0);
  });

  it("lets exactly as many through as there are credits, however many come at once", async () => {
    const workspace = await newWorkspace();
    for (let n = 0; n < 4; n++) await give(workspace, { amount: 25 });
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, n) => hold(workspace, `gen_rush_${n}`, 1)),
    );
    assert.equal(outcomes.filter(({ ok }) => ok).length, 100);
    assert.deepEqual(await balance(workspace), {
      total: 0,
      subscription: 0,
      permanent: 0,
      held: 100,
    });
  });

  it("counts all that a key holds in its month, also of those that come first at the same time", async () => {
    const workspace = await newWorkspace();
    await give(workspace);
    const keyId = await newKey(workspace, 12);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        holdCredits(pool, {
          workspaceId: workspace,
          generationId: `gen_key_${n}`,
          amount: 1,
          at: hours(1),
          mode: "test",
          keyId,
        }),
      ),
    );
    const [refused] = outcomes.filter(({ ok }) => !ok);
    assert.equal(outcomes.filter(({ ok }) => ok).length, 12);
    assert.deepEqual(refused, { ok: false, available: 88, keyLimit: { limit: 12, used: 12 } });
  });

  it("refuses to change or remove an entry", async () => {
    await give(await newWorkspace());
    for (const sql of [
      "update credit_entries set delta = 0",
      "delete from credit_entries",
      "truncate credit_entries cascade",
    ]) {
      await assert.rejects(pool.query(sql), /never changed/, sql);
    }
  });

  it("holds nothing wrong after all of the above", async () => {
    assert.deepEqual(await brokenInvariants(), []);
  });
});

type Step =
  | { do: "grant"; amount: number; kind: Grant["kind"]; endsInH: number | null }
  | { do: "hold"; amount: number }
  | { do: "capture" | "release"; which: number; amount: number }
  | { do: "expire"; afterH: number }
  | { do: "adjust"; which: number; delta: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("grant" as const),
    amount: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom("subscription", "purchased", "promotional"),
    endsInH: fc.option(fc.integer({ min: -2, max: 40 })),
  }),
  // Nothing is free: a quote is at least 1.
  fc.record({ do: fc.constant("hold" as const), amount: fc.integer({ min: 1, max: 70 }) }),
  fc.record({
    do: fc.constantFrom("capture", "release"),
    which: fc.nat({ max: 30 }),
    amount: fc.integer({ min: -1, max: 80 }),
  }),
  fc.record({ do: fc.constant("expire" as const), afterH: fc.integer({ min: 0, max: 9 }) }),
  fc.record({
    do: fc.constant("adjust" as const),
    which: fc.nat({ max: 9 }),
    delta: fc.integer({ min: -50, max: 20 }),
  }),
);

describe("the ledger, whatever happens in whatever order", () => {
  /** Runs batches of steps, the steps of a batch at the same time. */
  async function play(batches: readonly (readonly Step[])[]): Promise<void> {
    const workspace = await newWorkspace();
    const holds: { id: string; amount: number }[] = [];
    const grants: string[] = [];
    const settlements = new Map<string, number>();
    let nowH = 0;
    let n = 0;
    const settled = (id: string) => settlements.set(id, (settlements.get(id) ?? 0) + 1);
    const run = async (each: Step): Promise<void> => {
      const at = hours(nowH);
      switch (each.do) {
        case "grant": {
          const expiresAt = each.endsInH === null ? null : hours(nowH + each.endsInH);
          const id = await give(workspace, { amount: each.amount, kind: each.kind, expiresAt, at });
          if (id) grants.push(id);
          return;
        }
        case "hold": {
          const id = `${workspace}_gen_${n++}`;
          const outcome = await hold(workspace, id, each.amount, at);
          if (outcome.ok) {
            holds.push({ id, amount: each.amount });
            const { total, subscription, permanent } = outcome.usage;
            assert.deepEqual([total, subscription + permanent], [each.amount, each.amount]);
          } else assert.ok(outcome.available < each.amount);
          return;
        }
        case "capture":
        case "release": {
          const target = holds[each.which % Math.max(1, holds.length)];
          if (!target) return;
          const generationId = target.id;
          const outcome =
            each.do === "capture"
              ? await captureHold(pool, { generationId, amount: each.amount, at })
              : await releaseHold(pool, { generationId, at });
          if (!outcome) return;
          settled(generationId);
          assert.equal(outcome.captured + outcome.released, target.amount);
          const expected = Math.min(target.amount, Math.max(0, each.amount));
          assert.equal(outcome.captured, each.do === "capture" ? expected : 0);
          return;
        }
        case "expire":
          nowH += each.afterH;
          await expireGrants(pool, hours(nowH));
          return;
        case "adjust": {
          const grantId = grants[each.which % Math.max(1, grants.length)];
          if (grantId) await adjustGrant(pool, { grantId, delta: each.delta, note: "x", at });
        }
      }
    };
    for (const batch of batches) await Promise.all(batch.map(run));
    for (const [id, times] of settlements)
      assert.equal(times, 1, `${id} was settled ${times} times`);
    assert.deepEqual(await brokenInvariants(), []);
  }

  it("keeps every invariant over thousands of steps, many of them at once", async () => {
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), {
      minLength: 5,
      maxLength: 15,
    });
    await fc.assert(fc.asyncProperty(batches, play), { numRuns: 60 });
  });
});
