import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { auditLedger } from "./audit.ts";
import { getBalance, readSpendable } from "./balance.ts";
import { changePlan } from "./change-plan.ts";
import { expireGrants } from "./expire.ts";
import { grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import { keepCredits } from "./keep.ts";
import { captureHold, releaseHold } from "./settle.ts";

const { pool } = await createTestDatabase();
const START = new Date("2026-01-31T12:00:00Z");
/** The end of the cycle of all workspaces here. */
const END = new Date("2026-02-28T12:00:00Z");
const afterEnd = (hours: number) => new Date(END.getTime() + hours * 3_600_000);
const mode = "test";
let workspaces = 0;
let generations = 0;

/** A workspace of 10,000 test credits a cycle, and 500 of its own. */
async function newWorkspace(): Promise<string> {
  const workspaceId = `wsp_${++workspaces}`;
  await pool.query("insert into workspaces (id, name) values ($1, $1)", [workspaceId]);
  await changePlan(pool, { workspaceId, plan: "free", at: START });
  await grantCredits(pool, {
    workspaceId,
    mode,
    kind: "purchased",
    amount: 500,
    source: "test",
    sourceRef: null,
    expiresAt: afterEnd(10),
    at: START,
  });
  return workspaceId;
}

async function hold(workspaceId: string, amount: number, at: Date) {
  const generationId = `gen_${++generations}`;
  const held = await holdCredits(pool, {
    workspaceId,
    mode,
    keyId: null,
    generationId,
    amount,
    at,
  });
  assert.ok(held.ok);
  return { generationId, usage: held.usage };
}

const totalAt = async (workspaceId: string, at: Date) =>
  (await getBalance(pool, { workspaceId, mode, at })).total;

/** What can be spent, in order: kind, how much, until how many hours behind the end of the cycle. */
async function orderOf(workspaceId: string, at: Date) {
  const { grants } = await readSpendable(pool, { workspaceId, mode, at });
  return grants.map(({ kind, remaining, expiresAt }) => [
    kind,
    remaining,
    ((expiresAt?.getTime() ?? 0) - END.getTime()) / 3_600_000,
  ]);
}

const MARCH_31 = 31 * 24;

describe("work that fails behind the end of the cycle that paid for it", () => {
  it("gives its credits back for a day, and they are the first to be spent", async () => {
    const id = await newWorkspace();
    const late = await hold(id, 3_000, afterEnd(-1));
    await keepCredits(pool, END);
    assert.deepEqual(await orderOf(id, END), [
      ["subscription", 10_000, MARCH_31],
      ["purchased", 500, 10],
    ]);
    await releaseHold(pool, { generationId: late.generationId, at: afterEnd(2) });
    await keepCredits(pool, afterEnd(2));
    await keepCredits(pool, afterEnd(9));
    assert.deepEqual(await orderOf(id, afterEnd(9)), [
      ["subscription", 3_000, 26],
      ["subscription", 10_000, MARCH_31],
      ["purchased", 500, 10],
    ]);
    const next = await hold(id, 3_001, afterEnd(9));
    assert.deepEqual(next.usage, { total: 3_001, subscription: 3_001, permanent: 0 });
    await captureHold(pool, { generationId: next.generationId, amount: 3_001, at: afterEnd(9) });
    assert.deepEqual((await orderOf(id, afterEnd(9)))[0], ["subscription", 9_999, MARCH_31]);
  });

  it("gives them back until a day later, and not a moment longer", async () => {
    const id = await newWorkspace();
    const { generationId } = await hold(id, 3_000, afterEnd(-1));
    await keepCredits(pool, END);
    await releaseHold(pool, { generationId, at: afterEnd(2) });
    await keepCredits(pool, afterEnd(25.99));
    assert.equal(await totalAt(id, afterEnd(25.99)), 13_000, "the 500 have ended by then");
    await keepCredits(pool, afterEnd(26));
    assert.equal(await totalAt(id, afterEnd(26)), 10_000);
  });

  it("revives nothing that had ended, also when it comes before the sweep", async () => {
    const id = await newWorkspace();
    const { generationId } = await hold(id, 3_000, afterEnd(-1));
    const settled = await releaseHold(pool, { generationId, at: afterEnd(0.01) });
    assert.deepEqual([settled?.released, settled?.entries.length], [3_000, 1]);
    assert.equal(await totalAt(id, afterEnd(0.01)), 3_500);
    assert.equal(await expireGrants(pool, afterEnd(0.02)), 0);
    const { rows } = await pool.query(
      `select kind, delta, held_delta, generation_id is null as is_apart from credit_entries
       where workspace_id = $1 order by seq desc limit 2`,
      [id],
    );
    assert.deepEqual(rows, [
      { kind: "release", delta: 3_000, held_delta: -3_000, is_apart: false },
      { kind: "expire", delta: -7_000, held_delta: 0, is_apart: true },
    ]);
  });

  it("gives back a half that was not made, of the grants that were held last", async () => {
    const id = await newWorkspace();
    await hold(id, 9_000, afterEnd(-2));
    const { generationId, usage } = await hold(id, 1_400, afterEnd(-1));
    assert.deepEqual(usage, { total: 1_400, subscription: 1_000, permanent: 400 });
    await keepCredits(pool, END);
    await captureHold(pool, { generationId, amount: 700, at: afterEnd(11) });
    assert.deepEqual(await orderOf(id, afterEnd(11)), [
      ["subscription", 300, 35],
      ["subscription", 10_000, MARCH_31],
      ["purchased", 400, 35],
    ]);
  });

  it("that is captured leaves the rest of its grant to the sweep", async () => {
    const id = await newWorkspace();
    const { generationId } = await hold(id, 3_000, afterEnd(-1));
    await captureHold(pool, { generationId, amount: 3_000, at: afterEnd(0.01) });
    assert.equal(await totalAt(id, afterEnd(0.01)), 500);
    assert.equal(await expireGrants(pool, afterEnd(0.02)), 1);
  });
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
