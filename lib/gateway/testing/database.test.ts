import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import { assertLocal, createTestDatabase } from "./database.ts";

const database = await createTestDatabase();

describe("createTestDatabase", () => {
  it("gives a migrated database", async () => {
    const { rows } = await database.pool.query(
      "SELECT schemaname FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
    );
    const schemas = new Set(rows.map((row) => row.schemaname));
    assert.deepEqual(schemas, new Set(["public", "graphile_worker"]));
  });

  it("keeps databases apart", async () => {
    const hooks: (() => Promise<void>)[] = [];
    const other = await createTestDatabase({ after: (hook) => hooks.push(hook) });
    await other.pool.query("CREATE TABLE only_here (n int)");
    const { rows } = await database.pool.query("SELECT to_regclass('only_here') AS found");
    assert.deepEqual(rows, [{ found: null }]);
    await hooks[0]?.();
    await assert.rejects(new pg.Client(other.url).connect(), { code: "3D000" });
  });

  it("closes what was deferred, the last first, before it looks for leaks", async () => {
    const hooks: (() => Promise<void>)[] = [];
    const other = await createTestDatabase({ after: (hook) => hooks.push(hook) });
    const closed: string[] = [];
    other.defer(() => void closed.push("first"));
    other.defer(() => void closed.push("second"));
    await hooks[0]?.();
    assert.deepEqual(closed, ["second", "first"]);
  });

  it("fails when a connection is left open", async () => {
    const hooks: (() => Promise<void>)[] = [];
    const other = await createTestDatabase({ after: (hook) => hooks.push(hook) });
    const leaked = new pg.Client({ connectionString: other.url, application_name: "forgotten" });
    leaked.on("error", () => undefined);
    await leaked.connect();
    await leaked.query("SELECT 'still here'");
    await assert.rejects(hooks[0]?.() ?? Promise.resolve(), /left open: forgotten, .*still here/);
  });
});

describe("assertLocal", () => {
  it("refuses every host but this machine", () => {
    for (const url of ["postgres://u@db.example.com/x", "postgres:///x?host=10.0.0.7"]) {
      assert.throws(() => assertLocal(url), /local database only/);
    }
    for (const url of ["postgres://u@127.0.0.1:5432/x", "postgres:///x?host=/run/postgresql"]) {
      assertLocal(url);
    }
  });
});
