import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { until } from "../testing/until.ts";
import { createAuditor } from "./auditor.ts";

const { pool } = await createTestDatabase();
const now = () => new Date("2026-03-01T00:00:00.000Z");
const scope = { workspaceId: "wsp_a", mode: "test" } as const;

/** Lets nobody read grants until the work is done. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  await client.query("begin");
  await client.query("lock table credit_grants in access exclusive mode");
  try {
    await work();
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("an audit on demand", () => {
  it("is given up after its time, and the session that it used is as good as before", async () => {
    const audit = createAuditor(pool, { timeoutMs: 50, now });
    await whileLocked(async () => assert.deepEqual(await audit(scope), { outcome: "late" }));
    const { rows } = await pool.query("show statement_timeout");
    assert.deepEqual(rows, [{ statement_timeout: "0" }]);
    const patient = createAuditor(pool, { timeoutMs: 60_000, now });
    assert.equal((await patient(scope)).outcome, "checked");
  });

  it("runs once for all who ask at the same time, but not for others", async () => {
    const audit = createAuditor(pool, { timeoutMs: 60_000, now });
    const audits: ReturnType<typeof audit>[] = [];
    await whileLocked(async () => {
      for (let n = 0; n < 5; n++) audits.push(audit(scope));
      assert.equal(new Set(audits).size, 1);
      audits.push(audit({ ...scope, mode: "live" }), audit({ ...scope, workspaceId: "wsp_b" }));
      assert.equal(new Set(audits).size, 3);
    });
    for (const done of await Promise.all(audits)) assert.equal(done.outcome, "checked");
    assert.notEqual(audit(scope), audits[0], "it is over");
    await audit(scope);
  });

  it("takes one session, however many workspaces are looked at", async () => {
    const audit = createAuditor(pool, { timeoutMs: 60_000, now });
    let audits: ReturnType<typeof audit>[] = [];
    await whileLocked(async () => {
      audits = ["a", "b", "c", "d"].map((workspaceId) => audit({ ...scope, workspaceId }));
      await until("one waits for the lock", async () => {
        const { rows } = await pool.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows.length > 0;
      });
      assert.equal(
        pool.totalCount - pool.idleCount,
        2,
        "the audit's and the one that has the lock",
      );
    });
    for (const done of await Promise.all(audits)) assert.equal(done.outcome, "checked");
  });
});
