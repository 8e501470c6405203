import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { inTransaction } from "../db/transaction.ts";
import { createTestDatabase } from "../testing/database.ts";
import { grantCredits } from "./grant.ts";
import { holdCredits } from "./hold.ts";
import type { Queryable } from "./ledger.ts";
import { releaseHold } from "./settle.ts";

const GRANTS = 2_000;
const EACH = 10;
const at = new Date("2026-11-24T12:00:00Z");
const of = { workspaceId: "wsp_many", mode: "test" as const };

const { pool } = await createTestDatabase();
await pool.query("insert into workspaces (id, name) values ('wsp_many', 'many')");
await grantCredits(pool, {
  ...{ ...of, kind: "purchased", amount: EACH, source: "test", sourceRef: null, at },
  expiresAt: new Date(at.getTime() + 1_000),
});
const hold = (db: Queryable, generationId: string, amount: number) =>
  holdCredits(db, { ...of, generationId, keyId: null, amount, at });

/** How often a transaction has written rows of the hot tables, and how often without their indexes. */
async function writesOf(tx: Queryable): Promise<{ updates: number; hot: number }> {
  const { rows } = await tx.query(
    `select sum(n_tup_upd)::int as updates, sum(n_tup_hot_upd)::int as hot
     from pg_stat_xact_user_tables where relname in ('credit_grants', 'credit_accounts')`,
  );
  return rows[0];
}

describe("the rows that every hold writes", () => {
  it("are written without writing their indexes anew", async () => {
    await inTransaction(pool, async (tx) => {
      const before = await writesOf(tx);
      await hold(tx, "gen_0", 1);
      await releaseHold(tx, { generationId: "gen_0", at });
      const after = await writesOf(tx);
      assert.equal(after.updates - before.updates, 4);
      assert.equal(after.hot - before.hot, 4);
    });
  });
});

describe("an account of very many grants", () => {
  before(async () => {
    await pool.query(
      `insert into credit_grants (id, workspace_id, mode, kind, amount, remaining, source, expires_at, created_at)
       select 'grt_' || n, 'wsp_many', 'test', 'purchased', $1, $1, 'test', $2::timestamptz + n * interval '1 hour', $2
       from generate_series(2, $3) as n`,
      [EACH, at, GRANTS],
    );
    await pool.query("update credit_accounts set balance = $1", [EACH * GRANTS]);
  });

  it("holds of those that it needs, and touches no other", async () => {
    await inTransaction(pool, async (tx) => {
      const outcome = await hold(tx, "gen_1", 2 * EACH + 1);
      assert.deepEqual(outcome.ok && outcome.usage.permanent, 2 * EACH + 1);
      const { rows } = await pool.query("select id from credit_grants for update skip locked");
      assert.equal(rows.length, GRANTS - 3);
      await releaseHold(tx, { generationId: "gen_1", at });
    });
  });

  it("knows what there is when that is too little, and holds all of it when it is asked for", async () => {
    const tooMuch = await hold(pool, "gen_2", EACH * GRANTS + 1);
    assert.deepEqual(tooMuch, { ok: false, available: EACH * GRANTS, keyLimit: null });
    assert.equal((await hold(pool, "gen_3", EACH * GRANTS)).ok, true);
    await releaseHold(pool, { generationId: "gen_3", at });
  });

  it("does not count what has ended and is not swept", async () => {
    const later = new Date(at.getTime() + 2_000);
    const args = { ...of, generationId: "gen_4", keyId: null, at: later };
    const outcome = await holdCredits(pool, { ...args, amount: EACH * GRANTS });
    assert.deepEqual(outcome, { ok: false, available: EACH * (GRANTS - 1), keyLimit: null });
  });
});
