import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type pg from "pg";
import { auditLedger } from "../credits/audit.ts";
import { getBalance } from "../credits/balance.ts";
import { renewSubscriptions } from "../credits/renew.ts";
import * as lifecycle from "../generations/lifecycle.ts";
import { createTestDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { migrateDatabase } from "./migrate.ts";

const database = await createTestDatabase();
const AT = new Date("2026-11-24T12:00:00.000Z");

/** Empties the database and brings it up to the version that had no ledger. */
async function installOldVersion(pool: pg.Pool): Promise<void> {
  await pool.query(
    "drop schema public cascade; drop schema drizzle cascade; drop schema graphile_worker cascade; create schema public",
  );
  const folder = await mkdtemp(path.join(tmpdir(), "rushes-migrations-"));
  try {
    await cp(path.join(import.meta.dirname, "migrations"), folder, { recursive: true });
    const file = path.join(folder, "meta", "_journal.json");
    const journal = JSON.parse(await readFile(file, "utf8"));
    const entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= 1);
    await writeFile(file, JSON.stringify({ ...journal, entries }));
    await migrate(drizzle(pool), { migrationsFolder: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function fillOldVersion(pool: pg.Pool): Promise<void> {
  await pool.query(
    "insert into workspaces (id, name, created_at) values ('wsp_old', 'old', '2026-10-31T08:00:00Z')",
  );
  for (const [id, scopes] of [
    ["key_all", ["generations:read", "generations:write", "catalogue:read"]],
    ["key_few", ["catalogue:read"]],
  ]) {
    await pool.query(
      `insert into api_keys (id, workspace_id, mode, name, hash, last_four, scopes)
       values ($1, 'wsp_old', 'test', 'old', $1, 'last', $2)`,
      [id, scopes],
    );
  }
  for (const status of ["IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"]) {
    await pool.query(
      `insert into generations (id, workspace_id, mode, model, media, status, input, usage, deadline_at, request_id, created_at, claim)
       values ('gen_' || $1::text, 'wsp_old', 'test', 'bytedance/seedream-4.5', 'image', $1, '{"prompt":"a"}',
         '{"total":8,"subscription":8,"permanent":0}', $2::timestamptz + interval '1 day', 'req_old', $2, 1)`,
      [status, AT],
    );
  }
}

async function assertClean(pool: pg.Pool): Promise<void> {
  const findings = await auditLedger(pool);
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  );
}

it("a database from before the ledger goes on: nothing was charged, what runs ends, keys read credits", async () => {
  await installOldVersion(database.pool);
  await fillOldVersion(database.pool);
  // New sessions: an old one may remember plans of tables that are gone.
  const { pool, close } = openDatabase(database.url);
  database.defer(close);
  await migrateDatabase(pool);
  await assertClean(pool);

  const run = { claim: 1, at: AT };
  assert.ok(
    await lifecycle.complete(pool, { ...run, id: "gen_IN_PROGRESS", files: [], captured: 8 }),
  );
  assert.ok(await lifecycle.cancel(pool, { id: "gen_IN_QUEUE", at: AT }));
  await assertClean(pool);
  const { rows } = await pool.query("select distinct usage, billing from generations");
  assert.deepEqual(rows, [
    {
      usage: { total: 0, subscription: 0, permanent: 0 },
      billing: { held: 0, captured: 0, released: 0, entries: [] },
    },
  ]);

  assert.equal(await renewSubscriptions(pool, AT), 1);
  const balance = await getBalance(pool, { workspaceId: "wsp_old", mode: "test", at: AT });
  assert.equal(balance.total, 10_000);
  const { rows: cycles } = await pool.query("select plan, plan_renews_at from workspaces");
  assert.deepEqual(cycles, [{ plan: "free", plan_renews_at: new Date("2026-11-30T08:00:00Z") }]);

  const { rows: keys } = await pool.query("select scopes from api_keys order by id");
  assert.deepEqual(
    keys.map(({ scopes }) => scopes.at(-1)),
    ["credits:read", "credits:read"],
  );
  await migrateDatabase(pool);
  await assertClean(pool);
});
