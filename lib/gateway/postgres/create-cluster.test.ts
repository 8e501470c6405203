import assert from "node:assert/strict";
import { mkdir, readdir, readlink, realpath, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { canRun, chooseAccount, isRoot } from "./account.ts";
import { clusterFiles, clusterPath } from "./cluster.ts";
import { binariesAt } from "./find-binaries.ts";
import { removeLeftovers } from "./remove-leftovers.ts";
import { SHARED_DIRECTORY, shareBinaries } from "./share-binaries.ts";
import {
  end,
  openAs,
  openInProcess,
  postgresDirectory,
  query,
  temporaryDataDir,
} from "./testing/sandbox.ts";

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe("a new cluster", () => {
  it("keeps its data and its password from other users and leaves nothing unfinished", async () => {
    const dataDir = await temporaryDataDir();
    await (await openAs(dataDir, { as: "guest" })).release();
    const cluster = await realpath(clusterPath(dataDir));
    assert.equal(await modeOf(join(cluster, clusterFiles.password)), "600");
    assert.equal(await modeOf(join(cluster, clusterFiles.log)), "600");
    assert.equal(await modeOf(await postgresDirectory(dataDir)), "700");
    assert.equal(await modeOf(dataDir), isRoot() ? "711" : "700");
    assert.deepEqual(await readdir(dataDir), ["postgres"]);
    assert.deepEqual((await readdir(cluster)).sort(), ["data", "log", "password"]);
  });

  it("is refused in words when the data directory cannot be made", async () => {
    const dataDir = await temporaryDataDir();
    await writeFile(dataDir, "a file");
    await assert.rejects(openAs(join(dataDir, "below"), { as: "guest" }), {
      name: "StartupError",
      message: /cannot be made/,
    });
  });

  it("of another major version is refused in words that name both", async () => {
    const dataDir = await temporaryDataDir();
    await (await openAs(dataDir, { as: "guest" })).release();
    await writeFile(join(await postgresDirectory(dataDir), "PG_VERSION"), "12\n");
    await assert.rejects(openAs(dataDir, { as: "guest" }), {
      name: "StartupError",
      message: /made by PostgreSQL 12; this Rushes comes with 18/,
    });
  });
});

describe("removeLeftovers", () => {
  it("removes old unfinished clusters and keeps young ones and everything else", async () => {
    const dataDir = await temporaryDataDir();
    const names = ["postgres.tmp-00aa", "postgres.tmp-00bb", "media", "postgres.tmp-notes"];
    for (const name of names) {
      await mkdir(join(dataDir, name), { recursive: true });
    }
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const name of names.filter((name) => name !== "postgres.tmp-00bb")) {
      await utimes(join(dataDir, name), hourAgo, hourAgo);
    }
    await removeLeftovers(dataDir);
    assert.deepEqual((await readdir(dataDir)).sort(), [
      "media",
      "postgres.tmp-00bb",
      "postgres.tmp-notes",
    ]);
  });
});

if (isRoot()) {
  describe("as root, below a directory that only root may enter", () => {
    it("puts the cluster where the user of Postgres can reach it, and links to it", async () => {
      const dataDir = await temporaryDataDir(0o700);
      const opened = await openAs(dataDir, { as: "server" });
      assert.equal(dirname(await readlink(clusterPath(dataDir))), SHARED_DIRECTORY);
      assert.equal(await modeOf(dirname(dataDir)), "700");
      await query(opened.url, "CREATE TABLE kept AS SELECT 1 AS n");
      await opened.release();
      const again = await openAs(dataDir, { as: "server" });
      assert.deepEqual(await query(again.url, "SELECT n FROM kept"), [{ n: 1 }]);
      await again.release();
    });

    it("removes that cluster once the temporary directory is gone, also when it still runs", async () => {
      const dataDir = await temporaryDataDir(0o700);
      const abandoned = await openInProcess(dataDir, "guest");
      const cluster = await realpath(clusterPath(dataDir));
      await end(abandoned.process, "SIGKILL");
      await rm(dataDir, { recursive: true });
      await removeLeftovers(await temporaryDataDir());
      await assert.rejects(stat(cluster), { code: "ENOENT" });
      await assert.rejects(query(abandoned.url, "SELECT 1"), { code: "ECONNREFUSED" });
    });

    it("runs a copy of the programs, made once", async (t) => {
      const dataDir = await temporaryDataDir(0o700);
      const version = `0.0.0-test-${process.pid}`;
      const installed = binariesAt(join(dataDir, "native"), version);
      const shared = join(SHARED_DIRECTORY, `postgres-${version}`);
      t.after(() => rm(shared, { recursive: true, force: true }));
      await mkdir(dirname(installed.postgres), { recursive: true });
      await writeFile(installed.postgres, "#!/bin/sh\necho postgres\n", { mode: 0o700 });
      const account = await chooseAccount();
      assert.equal(await canRun(account, installed.postgres), false);
      const runnable = await shareBinaries(installed, account);
      assert.equal(runnable.root, shared);
      assert.equal(await canRun(account, runnable.postgres), true);
      await rm(installed.root, { recursive: true });
      assert.deepEqual(await shareBinaries(installed, account), runnable);
    });
  });
}
