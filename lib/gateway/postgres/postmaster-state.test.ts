import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { clusterPath } from "./cluster.ts";
import { inspectPostmaster, lockFilePath } from "./postmaster-state.ts";
import {
  end,
  openAs,
  openInProcess,
  postgresDirectory,
  temporaryDataDir,
} from "./testing/sandbox.ts";

const dataDir = await temporaryDataDir();
await (await openAs(dataDir, { as: "guest" })).release();
const directory = await postgresDirectory(dataDir);
const run = promisify(execFile);

async function assertStartsAnew(): Promise<void> {
  const opened = await openAs(dataDir, { as: "server" });
  assert.equal(opened.adopted, false);
  await opened.release();
}

describe("a lock file that lies", () => {
  it("is not trusted when its process is dead", async () => {
    const dead = await run(process.execPath, ["-p", "process.pid"]);
    await writeFile(lockFilePath(directory), lockFileOf(Number(dead.stdout)));
    assert.equal((await inspectPostmaster(directory)).is, "stale");
    await assertStartsAnew();
  });

  it("is not trusted when its process number belongs to another program now", async () => {
    await writeFile(lockFilePath(directory), lockFileOf(process.pid));
    const state = await inspectPostmaster(directory);
    assert.ok(state.is === "stale" && state.misleading);
    await assertStartsAnew();
  });

  it("is not trusted when it is empty and stays so", async () => {
    await writeFile(lockFilePath(directory), "");
    await assertStartsAnew();
  });

  it("is not trusted when it came along with a copied directory", async () => {
    const original = await openInProcess(dataDir, "server");
    const copy = join(dirname(dataDir), "copy");
    await mkdir(copy, { mode: 0o711 });
    await run("cp", ["-a", clusterPath(dataDir), copy]);
    const opened = await openAs(copy, { as: "server" });
    assert.equal(opened.adopted, false);
    assert.notEqual(opened.url, original.url);
    await opened.release();
    await end(original.process, "SIGTERM");
  });

  it("is followed when it tells the truth", async () => {
    const opened = await openAs(dataDir, { as: "guest" });
    const state = await inspectPostmaster(directory);
    assert.ok(state.is === "ready");
    assert.equal(state.port, Number(new URL(opened.url).port));
    assert.match(await readFile(lockFilePath(directory), "utf8"), new RegExp(`^${state.pid}\n`));
    await opened.release();
    assert.deepEqual(await inspectPostmaster(directory), { is: "absent" });
  });
});

function lockFileOf(pid: number): string {
  return `${pid}\n${directory}\n1700000000\n5432\n\n127.0.0.1\n  12345  1\nready   \n`;
}
