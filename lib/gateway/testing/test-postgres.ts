import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterPath } from "#lib/gateway/postgres/cluster.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";

export interface TestPostgres {
  url: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Nothing here outlives the run, so nothing waits for the disk. */
const SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/** Starts a Postgres for one run of tests in a temporary directory. Takes about a second. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const parent = await mkdtemp(join(tmpdir(), "rushes-test-"));
  // As root, the user that Postgres runs as has to pass through.
  await chmod(parent, 0o711);
  const dataDir = join(parent, "data");
  const opened = await openPostgres(
    { dataDir, host: "127.0.0.1", port: 0 },
    { as: "guest", settings: SETTINGS },
  );
  return {
    url: opened.url,
    stop: async () => {
      await opened.release();
      await rm(await realpath(clusterPath(dataDir)), { recursive: true, force: true });
      await rm(parent, { recursive: true, force: true });
    },
  };
}
