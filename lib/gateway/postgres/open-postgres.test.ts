import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type OpenedPostgres, openPostgres } from "./open-postgres.ts";
import { inspectPostmaster } from "./postmaster-state.ts";
import {
  end,
  openAs,
  openInProcess,
  postgresDirectory,
  query,
  temporaryDataDir,
} from "./testing/sandbox.ts";

async function pidOf(dataDir: string): Promise<number> {
  const state = await inspectPostmaster(await postgresDirectory(dataDir));
  assert.equal(state.is, "ready");
  return "pid" in state ? state.pid : Number.NaN;
}

const dataDir = await temporaryDataDir();

describe("openPostgres with DATABASE_URL", () => {
  it("hands the URL through and holds nothing", async () => {
    const databaseUrl = "postgres://user@db.example/rushes";
    const opened = await openPostgres(
      { dataDir: "/nowhere", databaseUrl, host: "", port: 0 },
      { as: "server" },
    );
    assert.equal(opened.url, databaseUrl);
    await opened.release();
  });
});

describe("openPostgres, embedded", () => {
  it("creates a UTF-8 cluster with checksums that asks for its password", async () => {
    const opened = await openAs(dataDir, { as: "server" });
    assert.equal(opened.adopted, false);
    const [settings] = await query(
      opened.url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              current_setting('data_checksums') AS checksums, lower('Ä') AS lower`,
    );
    assert.deepEqual(settings, { encoding: "UTF8", fsync: "on", checksums: "on", lower: "ä" });
    const wrong = new URL(opened.url);
    wrong.password = "wrong";
    await assert.rejects(query(wrong.href, "SELECT 1"), { code: "28P01" });
    await query(opened.url, "CREATE TABLE kept AS SELECT 42 AS n");
    await opened.release();
  });

  it("has stopped Postgres when the last one released it, and keeps what was stored", async () => {
    const directory = await postgresDirectory(dataDir);
    assert.deepEqual(await inspectPostmaster(directory), { is: "absent" });
    const again = await openAs(dataDir, { as: "server" });
    assert.equal(again.adopted, false);
    assert.deepEqual(await query(again.url, "SELECT n FROM kept"), [{ n: 42 }]);
    await again.release();
  });

  it("adopts the Postgres of a process that was killed", async () => {
    const killed = await openInProcess(dataDir, "server");
    const pid = await pidOf(dataDir);
    await end(killed.process, "SIGKILL");
    const opened = await openAs(dataDir, { as: "server" });
    assert.equal(opened.adopted, true);
    assert.equal(opened.url, killed.url);
    assert.equal(await pidOf(dataDir), pid);
    await opened.release();
  });

  it("recovers when Postgres was killed together with the process", async () => {
    const killed = await openInProcess(dataDir, "server");
    await query(killed.url, "UPDATE kept SET n = 43");
    const pid = await pidOf(dataDir);
    await end(killed.process, "SIGKILL");
    process.kill(pid, "SIGKILL");
    const opened = await openAs(dataDir, { as: "server" });
    assert.equal(opened.adopted, false);
    assert.deepEqual(await query(opened.url, "SELECT n FROM kept"), [{ n: 43 }]);
    await opened.release();
  });

  it("lets guests in beside the server; the last one out stops Postgres", async () => {
    const directory = await postgresDirectory(dataDir);
    const server = await openAs(dataDir, { as: "server" });
    const guest = await openInProcess(dataDir, "guest");
    assert.equal(guest.adopted, true);
    await server.release();
    assert.deepEqual(await query(guest.url, "SELECT 1 AS up"), [{ up: 1 }]);
    await end(guest.process, "SIGTERM");
    assert.deepEqual(await inspectPostmaster(directory), { is: "absent" });
  });

  it("refuses a second server in words that name the directory and the holder", async () => {
    const first = await openInProcess(dataDir, "server");
    await assert.rejects(openAs(dataDir, { as: "server", serverWaitMs: 100 }), (error: Error) => {
      assert.equal(error.name, "StartupError");
      assert.ok(error.message.includes(dataDir), error.message);
      assert.ok(error.message.includes(`process ${first.process.pid} `), error.message);
      return true;
    });
    assert.deepEqual(await query(first.url, "SELECT 1 AS up"), [{ up: 1 }]);
    await end(first.process, "SIGTERM");
  });

  it("waits for a server that is still stopping", async () => {
    const first = await openInProcess(dataDir, "server");
    const second = openAs(dataDir, { as: "server" });
    await sleep(200);
    await end(first.process, "SIGTERM");
    const opened = await second;
    assert.deepEqual(await query(opened.url, "SELECT 1 AS up"), [{ up: 1 }]);
    await opened.release();
  });

  it("survives guests that come and go at the same time", async () => {
    const visit = async () => {
      for (let round = 0; round < 12; round += 1) {
        const guest = await openAs(dataDir, { as: "guest" });
        assert.deepEqual(await query(guest.url, "SELECT n FROM kept"), [{ n: 43 }]);
        await guest.release();
      }
    };
    await Promise.all([visit(), visit(), visit()]);
    const directory = await postgresDirectory(dataDir);
    assert.deepEqual(await inspectPostmaster(directory), { is: "absent" });
  });

  it("brings a Postgres that was killed back under the same URL", async () => {
    const told: string[] = [];
    const restored = Promise.withResolvers<void>();
    const opened: OpenedPostgres = await openAs(dataDir, {
      as: "server",
      onInterrupted: () => told.push("interrupted"),
      onRestored: () => restored.resolve(),
      onLost: (error) => restored.reject(error),
    });
    process.kill(await pidOf(dataDir), "SIGKILL");
    await restored.promise;
    assert.deepEqual(told, ["interrupted"]);
    assert.deepEqual(await query(opened.url, "SELECT n FROM kept"), [{ n: 43 }]);
    await opened.release();
    assert.equal((await inspectPostmaster(await postgresDirectory(dataDir))).is, "absent");
  });
});

describe("openPostgres on an empty directory", () => {
  it("gives two processes that start at once the same cluster", async () => {
    const empty = await temporaryDataDir();
    const [one, two] = await Promise.all([
      openInProcess(empty, "guest"),
      openInProcess(empty, "guest"),
    ]);
    assert.equal(one.url, two.url);
    assert.deepEqual(await query(one.url, "SELECT 1 AS up"), [{ up: 1 }]);
    const exits = [once(one.process, "exit"), once(two.process, "exit")];
    one.process.kill("SIGTERM");
    two.process.kill("SIGTERM");
    await Promise.all(exits);
  });
});
