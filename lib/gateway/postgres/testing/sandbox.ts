import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { clusterFiles, clusterPath } from "#lib/gateway/postgres/cluster.ts";
import { type OpenOptions, openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { stopPostmaster } from "#lib/gateway/postgres/postmaster.ts";

const HOLD_PROGRAM = fileURLToPath(new URL("hold-postgres.ts", import.meta.url));

/** A data directory for tests; afterwards its Postgres is stopped and all of it removed. */
export async function temporaryDataDir(modeOfParent = 0o711): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "rushes-test-"));
  await chmod(parent, modeOfParent);
  const dataDir = join(parent, "data");
  after(() => removeDataDir(dataDir, parent));
  return dataDir;
}

/** What Postgres calls the data directory of the cluster. */
export async function postgresDirectory(dataDir: string): Promise<string> {
  return join(await realpath(clusterPath(dataDir)), clusterFiles.data);
}

export function openAs(dataDir: string, options: OpenOptions) {
  return openPostgres({ dataDir, host: "127.0.0.1", port: 0 }, options);
}

export interface HoldingProcess {
  process: ChildProcess;
  url: string;
  adopted: boolean;
}

/** Opens the data directory in another process. */
export async function openInProcess(
  dataDir: string,
  as: OpenOptions["as"],
): Promise<HoldingProcess> {
  const child = spawn(process.execPath, [HOLD_PROGRAM, dataDir, as], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    return { process: child, ...JSON.parse(line) };
  }
  throw new Error("The process ended before it had opened the database.");
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

/** Runs one statement on a connection of its own and gives the rows. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function removeDataDir(dataDir: string, parent: string): Promise<void> {
  const cluster = await realpath(clusterPath(dataDir)).catch(() => undefined);
  if (cluster !== undefined) {
    await stopPostmaster(join(cluster, clusterFiles.data));
    await rm(cluster, { recursive: true, force: true });
  }
  await rm(parent, { recursive: true, force: true });
}
