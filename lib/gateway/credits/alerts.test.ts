import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { adjustGrant } from "./adjust.ts";
import { listAlerts } from "./alerts.ts";
import { auditLedger } from "./audit.ts";
import { changePlan } from "./change-plan.ts";
import { expireGrants } from "./expire.ts";
import { type Grant, grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import { keepCredits } from "./keep.ts";
import { changeLowBalance } from "./settings.ts";
import { captureHold, releaseHold } from "./settle.ts";

const { pool } = await createTestDatabase();
const START = Date.parse("2026-01-31T12:00:00Z");
const minutes = (n: number) => new Date(START + n * 60_000);
let workspaces = 0;

/** A workspace that is warned below 100 and has what it is given. */
async function newWorkspace(...amounts: number[]): Promise<string> {
  const id = `wsp_${++workspaces}`;
  await pool.query("insert into workspaces (id, name) values ($1, $1)", [id]);
  await changeLowBalance(pool, { workspaceId: id, lowBalance: 100 });
  for (const amount of amounts) await give(id, { amount });
  return id;
}

async function give(workspaceId: string, grant: Partial<Grant> = {}): Promise<string> {
  const id = await grantCredits(pool, {
    workspaceId,
    mode: "test",
    kind: "purchased",
    amount: 100,
    source: "test",
    sourceRef: null,
    expiresAt: null,
    at: minutes(0),
    ...grant,
  });
  assert.ok(id);
  return id;
}

let generations = 0;
async function hold(workspaceId: string, amount: number, at = minutes(1)): Promise<string> {
  const generationId = `gen_${++generations}`;
  const held = await holdCredits(pool, {
    workspaceId,
    generationId,
    amount,
    at,
    mode: "test",
    keyId: null,
  });
  assert.ok(held.ok);
  return generationId;
}

/** What could be spent at each alert, oldest first. */
async function alertsOf(workspaceId: string): Promise<number[]> {
  const alerts = await listAlerts(pool, { workspaceId, mode: "test" });
  for (const { threshold } of alerts) assert.equal(threshold, 100);
  return alerts.map(({ available }) => available).reverse();
}

describe("a balance that falls below its threshold", () => {
  it("is told once: by the hold that does it, not by the one before and not by those behind", async () => {
    const id = await newWorkspace(120);
    await hold(id, 20);
    assert.deepEqual(await alertsOf(id), [], "100 is not below 100");
    await hold(id, 1);
    await hold(id, 50);
    assert.deepEqual(await alertsOf(id), [99]);
  });

  it("is told once when many holds come at the same time", async () => {
    const id = await newWorkspace(...Array.from({ length: 20 }, () => 10));
    await Promise.all(Array.from({ length: 150 }, () => hold(id, 1)));
    assert.deepEqual(await alertsOf(id), [99]);
  });

  it("is not told where nobody asked for it, nor in the other mode", async () => {
    const id = await newWorkspace(120);
    await give(id, { mode: "live", amount: 50 });
    await changeLowBalance(pool, { workspaceId: id, lowBalance: null });
    await hold(id, 60);
    assert.deepEqual(await alertsOf(id), []);
    assert.deepEqual(await listAlerts(pool, { workspaceId: id, mode: "live" }), []);
  });

  it("is not told when the threshold is set above it, since nothing fell", async () => {
    const id = await newWorkspace(50);
    await hold(id, 10);
    assert.deepEqual(await alertsOf(id), []);
  });

  it("is told by a correction", async () => {
    const id = await newWorkspace(60);
    const grantId = await give(id, { amount: 60 });
    const correction = { grantId, note: "refund", at: minutes(2) };
    await adjustGrant(pool, { ...correction, delta: -20 });
    assert.deepEqual(await alertsOf(id), []);
    await adjustGrant(pool, { ...correction, delta: -100 });
    assert.deepEqual(await alertsOf(id), [60]);
  });

  it("is told by the sweep of what has ended", async () => {
    const id = await newWorkspace(70);
    await give(id, { amount: 80, expiresAt: minutes(5) });
    await expireGrants(pool, minutes(5));
    await expireGrants(pool, minutes(6));
    assert.deepEqual(await alertsOf(id), [70]);
  });

  it("is told by a hold that comes before the sweep, which then has nothing to tell", async () => {
    const id = await newWorkspace(70);
    await give(id, { amount: 80, expiresAt: minutes(5) });
    await hold(id, 10, minutes(5));
    assert.deepEqual(await alertsOf(id), [60]);
    await expireGrants(pool, minutes(6));
    assert.deepEqual(await alertsOf(id), [60]);
  });

  it("is told by a release before the sweep, when what else remained of the grant expires with it", async () => {
    const id = await newWorkspace(40);
    await give(id, { amount: 90, kind: "subscription", expiresAt: minutes(5) });
    const generationId = await hold(id, 30);
    await releaseHold(pool, { generationId, at: minutes(5.5) });
    assert.deepEqual(await alertsOf(id), [70]);
  });

  it("is not told at the end of a cycle that another follows", async () => {
    const id = await newWorkspace();
    await changePlan(pool, { workspaceId: id, plan: "free", at: minutes(0) });
    const end = new Date("2026-02-28T12:00:00Z");
    await keepCredits(pool, end);
    assert.deepEqual(await alertsOf(id), []);
    await changePlan(pool, { workspaceId: id, plan: null, at: end });
  });
});

describe("a balance that hovers about its threshold", () => {
  it("is told once an hour", async () => {
    const id = await newWorkspace(100);
    for (let minute = 0; minute < 150; minute += 5) {
      const generationId = await hold(id, 10, minutes(minute));
      await releaseHold(pool, { generationId, at: minutes(minute + 1) });
    }
    const alerts = await listAlerts(pool, { workspaceId: id, mode: "test" });
    assert.deepEqual(
      alerts.map(({ createdAt }) => (createdAt.getTime() - START) / 60_000),
      [120, 60, 0],
    );
    assert.equal(new Set(alerts.map((alert) => alert.id)).size, 3);
  });

  it("is told once, however many fail and come again at the same time", async () => {
    const id = await newWorkspace(120);
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const generationId = await hold(id, 3);
        await releaseHold(pool, { generationId, at: minutes(2) });
      }),
    );
    assert.equal((await alertsOf(id)).length, 1);
  });

  it("is told again within the hour when there were new credits", async () => {
    const id = await newWorkspace(100);
    await hold(id, 10);
    await give(id, { amount: 20 });
    await hold(id, 20, minutes(3));
    assert.deepEqual(await alertsOf(id), [90, 90]);
  });
});

it("captures without a word: what is captured was held before", async () => {
  const id = await newWorkspace(120);
  const generationId = await hold(id, 30);
  await captureHold(pool, { generationId, amount: 30, at: minutes(3) });
  assert.deepEqual(await alertsOf(id), [90]);
});

it("holds nothing wrong after all of the above", async () => {
  const findings = await auditLedger(pool);
  assert.deepEqual(
    // Holds here have no generations.
    findings.filter(
      ({ invariant, broken }) => broken > 0 && !invariant.includes("generation that"),
    ),
    [],
  );
});
