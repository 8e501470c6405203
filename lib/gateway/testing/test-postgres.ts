import { chmod, mkdtemp, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterFiles, clusterPath } from "#lib/gateway/postgres/cluster.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { inspectPostmaster } from "#lib/gateway/postgres/postmaster-state.ts";

export interface TestPostgres {
  url: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Nothing here outlives the run, so nothing waits for the disk. */
const SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

const PREFIX = "rushes-test-";
const OLD_MS = 3_600_000;

/** Starts a Postgres for one run of tests in a temporary directory. Takes about a second. */
export async function startTestPostgres(): Promise<TestPostgres> {
  await removeOrphans();
  const parent = await mkdtemp(join(tmpdir(), PREFIX));
  // As root, the user that Postgres runs as has to pass through.
  await chmod(parent, 0o711);
  return openIn(parent);
}

async function openIn(parent: string): Promise<TestPostgres> {
  const dataDir = join(parent, "data");
  const opened = await openPostgres(
    { dataDir, host: "127.0.0.1", port: 0 },
    { as: "guest", settings: SETTINGS },
  );
  return {
    url: opened.url,
    stop: async () => {
      const cluster = await realpath(clusterPath(dataDir));
      await opened.release();
      const state = await inspectPostmaster(join(cluster, clusterFiles.data));
      // Still running means that somebody else uses it, who will put it away.
      if (state.is === "absent") {
        await rm(cluster, { recursive: true, force: true });
        await rm(parent, { recursive: true, force: true });
      }
    },
  };
}

/** A run that was killed leaves its Postgres behind; the next one an hour later puts it away. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const parent = join(tmpdir(), name);
    if (name.startsWith(PREFIX) && (await isOld(join(parent, "data", "postgres")))) {
      await openIn(parent).then(
        (orphan) => orphan.stop(),
        () => undefined,
      );
    }
  }
}

async function isOld(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > OLD_MS,
    () => false,
  );
}
