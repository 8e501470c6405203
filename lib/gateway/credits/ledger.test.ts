import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Mode } from "../db/schema.ts";
import { createTestDatabase } from "../testing/database.ts";
import { until } from "../testing/until.ts";
import { adjustGrant } from "./adjust.ts";
import { auditLedger } from "./audit.ts";
import { getBalance, readSpendable } from "./balance.ts";
import { expireGrants } from "./expire.ts";
import { type Grant, grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import type { Queryable } from "./ledger.ts";
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

const give = (workspaceId: string, grant: Partial<Grant> = {}, db: Queryable = pool) =>
  grantCredits(db, {
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
    const left = await readSpendable(pool, { workspaceId: workspace, mode: "test", at: hours(1) });
    assert.deepEqual(
      left.grants.map(({ kind, remaining }) => [kind, remaining]),
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

  it("lends what came or came back while a hold waited for its turn", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 10 });
    assert.ok((await hold(workspace, "gen_before", 10)).ok);
    // Another session is at work on the account, so what follows waits, in this order.
    const other = await pool.connect();
    await other.query("begin");
    await other.query("select from credit_accounts where workspace_id = $1 for update", [
      workspace,
    ]);
    const held = hold(workspace, "gen_waits", 15);
    await until("it waits", async () => {
      const { rows } = await pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    });
    await give(workspace, { amount: 5 }, other);
    await releaseHold(other, { generationId: "gen_before", at: hours(1) });
    await other.query("commit");
    other.release();
    assert.equal((await held).ok, true);
    assert.equal((await balance(workspace)).held, 15);
  });

  it("brings only what was held back into a grant that has ended, not what else was in it", async () => {
    const workspace = await newWorkspace();
    await give(workspace, { amount: 10, kind: "subscription", expiresAt: hours(5) });
    await hold(workspace, "gen_rest", 6);
    // Nobody has swept yet.
    await releaseHold(pool, { generationId: "gen_rest", at: hours(6) });
    assert.equal((await balance(workspace, hours(6))).total, 6);
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
