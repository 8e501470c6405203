import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { PLANS } from "#lib/contract/plans.ts";
import type { GrantKind, Mode } from "../db/schema.ts";
import { createTestDatabase } from "../testing/database.ts";
import { type Asked, type Moment, monthOfTime, replayLedger } from "../testing/replay-ledger.ts";
import { adjustGrant } from "./adjust.ts";
import { auditLedger } from "./audit.ts";
import { cycleAt } from "./cycle.ts";
import { expireGrants } from "./expire.ts";
import { grantCredits } from "./grant.ts";
import { type HoldOutcome, holdCredits } from "./hold.ts";
import { renewSubscriptions } from "./renew.ts";
import { captureHold, releaseHold } from "./settle.ts";

/*
 * Random movements of four accounts, many at once on ten connections, and then the whole ledger
 * replayed by a model that knows the rules alone. What was refused must have been wrong at some
 * moment while it was asked.
 */

const RUNS = 60;
const START = Date.parse("2026-01-30T12:00:00Z");
const HOUR_MS = 3_600_000;
/** Of what holds are made with: no key, one without a monthly limit, and two with one. */
const LIMITS = [null, null, 60, 4_000];

const { pool } = await createTestDatabase();
let runs = 0;

type Step = { account: number } & (
  | { do: "grant"; amount: number; kind: GrantKind; endsInH: number | null; ref: string | null }
  | { do: "hold"; amount: number; key: number }
  | { do: "capture" | "release"; which: number; share: number }
  | { do: "expire" | "renew"; afterH: number }
  | { do: "adjust"; which: number; delta: number }
);

const account = fc.nat({ max: 3 });
/** So that all of a grant, of an account or of a cap is asked for now and then. */
const round = fc.constantFrom(10, 20, 30);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("grant" as const),
      account,
      amount: fc.oneof(round, fc.integer({ min: 1, max: 60 })),
      kind: fc.constantFrom("subscription", "purchased", "promotional"),
      endsInH: fc.option(
        fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer({ min: 0, max: 900 })),
      ),
      ref: fc.option(fc.constantFrom("a", "b", "c", "d")),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("hold" as const),
      account,
      amount: fc.oneof(
        { weight: 5, arbitrary: round },
        { weight: 5, arbitrary: fc.integer({ min: 0, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: 100, max: 6_000 }) },
      ),
      key: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom("capture", "release"),
      account,
      which: fc.nat({ max: 5 }),
      share: fc.constantFrom(-1, 0, 0.3, 0.5, 1, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("expire", "renew"),
      account,
      afterH: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 800 }) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("adjust" as const),
      account,
      which: fc.nat({ max: 9 }),
      delta: fc.integer({ min: -50, max: 20 }),
    }),
  },
);

type Refusal = {
  amount: number;
  at: number;
  key: string | null;
  outcome: HoldOutcome;
  batch: number;
};

type Account = {
  workspaceId: string;
  mode: Mode;
  /** Without a key, with one that has no cap, and with the caps. */
  keys: (string | null)[];
  asked: Asked;
  refs: Map<string, number>;
  refusals: Refusal[];
};

async function openAccount(workspaceId: string, mode: Mode): Promise<Account> {
  const keys: string[] = [];
  for (const cap of LIMITS.slice(1)) {
    const id = `key_${workspaceId}_${mode}_${keys.length}`;
    await pool.query(
      `insert into api_keys (id, workspace_id, mode, name, hash, last_four, scopes, monthly_limit)
       values ($1, $2, $3, 'x', $1, 'xxxx', '{}', $4)`,
      [id, workspaceId, mode, cap],
    );
    keys.push(id);
  }
  const asked = {
    grants: new Map(),
    holds: new Map(),
    captures: new Map(),
    adjustments: new Map(),
  };
  return { workspaceId, mode, keys: [null, ...keys], asked, refs: new Map(), refusals: [] };
}

async function openAccounts(): Promise<Account[]> {
  const run = ++runs;
  const accounts: Account[] = [];
  for (const [n, plan] of ["pro", null].entries()) {
    const id = `wsp_${run}_${n}`;
    await pool.query(
      "insert into workspaces (id, name, plan, plan_started_at) values ($1, $1, $2, $3)",
      [id, plan, new Date(START - 20 * HOUR_MS)],
    );
    for (const mode of ["test", "live"] as const) accounts.push(await openAccount(id, mode));
  }
  return accounts;
}

/** What a plan gave nobody asked for by hand: once a cycle, to its end. */
async function addPlanGrants({ workspaceId, mode, asked }: Account): Promise<void> {
  const { rows } = await pool.query(
    `select grants.id, grants.created_at, amount, plan_started_at, source_ref from credit_grants as grants
     join workspaces on workspaces.id = workspace_id where workspace_id = $1 and mode = $2 and source = 'plan'`,
    [workspaceId, mode],
  );
  for (const { id, created_at: at, amount, plan_started_at: anchor } of rows) {
    assert.equal(amount, PLANS.pro.monthlyCredits[mode]);
    const endsAt = cycleAt(anchor, at).end.getTime();
    asked.grants.set(id, { kind: "subscription", amount, endsAt });
  }
  const ends = rows.map(({ plan_started_at: anchor, created_at: at }) =>
    cycleAt(anchor, at).end.getTime(),
  );
  assert.equal(new Set(ends).size, ends.length, "a cycle is given once");
}

/** Whether a refusal was right at a moment. */
function wasRight(moment: Moment, { amount, at, key, outcome }: Refusal): boolean {
  if (outcome.ok || moment.spendable(at) !== outcome.available) return false;
  const { keyLimit } = outcome;
  if (keyLimit === null) return outcome.available < amount;
  const used = key === null ? Number.NaN : moment.usedOf(key, monthOfTime(at));
  return used === keyLimit.used && used + amount > keyLimit.limit;
}

async function move(own: Account, each: Step, at: Date, batch: number, id: string): Promise<void> {
  const { workspaceId, mode, asked } = own;
  switch (each.do) {
    case "grant": {
      const { kind, amount, endsInH, ref } = each;
      const endsAt = endsInH === null ? Number.POSITIVE_INFINITY : at.getTime() + endsInH * HOUR_MS;
      const expiresAt = endsInH === null ? null : new Date(endsAt);
      const grantId = await grantCredits(pool, {
        ...{ workspaceId, mode, kind, amount, at, expiresAt, source: "test", sourceRef: ref },
      });
      if (ref !== null) own.refs.set(ref, (own.refs.get(ref) ?? 0) + (grantId ? 1 : 0));
      if (grantId) asked.grants.set(grantId, { kind, amount, endsAt });
      return;
    }
    case "hold": {
      const { amount } = each;
      const key = own.keys[each.key] ?? null;
      const args = { generationId: id, workspaceId, mode, keyId: key, amount, at };
      const outcome = await holdCredits(pool, args);
      if (outcome.ok) {
        const { usage, entries } = outcome;
        const limit = LIMITS[each.key] ?? null;
        asked.holds.set(id, { amount, key, limit, usage, entries });
      } else own.refusals.push({ amount, at: at.getTime(), key, outcome, batch });
      return;
    }
    case "capture":
    case "release": {
      // The newest are the likeliest to be open.
      const [generationId, hold] = [...asked.holds].at(-1 - each.which) ?? [];
      if (generationId === undefined || !hold) return;
      const amount = Math.floor(hold.amount * each.share);
      const isCapture = each.do === "capture";
      const settled = isCapture
        ? await captureHold(pool, { generationId, amount, at })
        : await releaseHold(pool, { generationId, at });
      if (!settled) return;
      assert.ok(!asked.captures.has(generationId), `${generationId} says twice that it is settled`);
      const captured = isCapture ? Math.min(hold.amount, Math.max(0, amount)) : 0;
      assert.deepEqual([settled.captured, settled.released], [captured, hold.amount - captured]);
      asked.captures.set(generationId, captured);
      return;
    }
    case "expire":
      await expireGrants(pool, at);
      return;
    case "renew":
      await renewSubscriptions(pool, at);
      return;
    case "adjust": {
      const { delta } = each;
      const grantId = [...asked.grants.keys()].at(-1 - each.which);
      if (grantId === undefined || delta === 0) return;
      const moved = await adjustGrant(pool, { grantId, delta, note: "x", at });
      asked.adjustments.set(grantId, [...(asked.adjustments.get(grantId) ?? []), { delta, moved }]);
    }
  }
}

/** Runs batches of steps, the steps of a batch at the same time, and then looks at what came of it. */
async function play(batches: readonly (readonly Step[])[]): Promise<void> {
  const accounts = await openAccounts();
  let nowMs = START;
  let steps = 0;
  const marks: number[] = [];
  const mark = async () => {
    const { rows } = await pool.query(
      "select coalesce(max(seq), 0)::int as seq from credit_entries",
    );
    marks.push(rows[0].seq);
  };
  await mark();
  for (const [batch, together] of batches.entries()) {
    const run = (each: Step) => {
      if ("afterH" in each) nowMs += each.afterH * HOUR_MS;
      const own = accounts[each.account];
      assert.ok(own);
      return move(own, each, new Date(nowMs), batch, `gen_${runs}_${++steps}`);
    };
    await Promise.all(together.map(run));
    await mark();
  }
  for (const own of accounts) {
    assert.ok(
      [...own.refs.values()].every((times) => times === 1),
      "one grant an event",
    );
    await addPlanGrants(own);
    const moments = await replayLedger(pool, own, own.asked);
    for (const refusal of own.refusals) {
      const [from = 0, to = 0] = marks.slice(refusal.batch, refusal.batch + 2);
      const before = moments.findLast(({ seq }) => seq <= from);
      const meanwhile = moments.filter(({ seq }) => seq > from && seq <= to);
      const candidates = before ? [before, ...meanwhile] : meanwhile;
      const text = `refused without reason: ${JSON.stringify(refusal)}`;
      assert.ok(
        candidates.some((moment) => wasRight(moment, refusal)),
        text,
      );
    }
  }
  // Later runs begin at the same time again: these workspaces are not renewed by them.
  await pool.query("update workspaces set plan = null where plan is not null");
  const findings = await auditLedger(pool);
  assert.deepEqual(
    // Holds here have no generations: what ties the two is proved where generations are.
    findings.filter(
      ({ broken, invariant }) => broken > 0 && !invariant.includes("generation that has"),
    ),
    [],
  );
}

describe("the ledger, whatever happens in whatever order", () => {
  it("is what its rules make of it, over thousands of steps, many of them at once", async () => {
    const together = fc.array(step, { minLength: 1, maxLength: 14 });
    const batches = fc.array(together, { minLength: 5, maxLength: 15 });
    await fc.assert(fc.asyncProperty(batches, play), { numRuns: RUNS });
  });
});
