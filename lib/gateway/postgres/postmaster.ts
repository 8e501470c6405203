import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rename, rm, stat, truncate } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "#lib/gateway/startup-error.ts";
import type { Cluster } from "./cluster.ts";
import type { Binaries } from "./find-binaries.ts";
import { inspectPostmaster, lockFilePath, type PostmasterState } from "./postmaster-state.ts";
import { identity, programEnv } from "./run-program.ts";

/** Settings that differ from PostgreSQL's own, given at each start so that an update brings them. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "128MB",
  max_wal_size: "512MB",
  fsync: "on",
  synchronous_commit: "on",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // "log" leaves out errors of statements: they belong to the gateway, and may quote prompts.
  log_min_messages: "log",
  log_checkpoints: "off",
};

const POLL_MS = 4;
const MAX_LOG_BYTES = 1024 * 1024;
const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 5_000;

export interface StartOptions {
  /** Tried before any other; for a database that must come back under its old address. */
  preferredPort?: number;
  settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the postmaster, detached from the terminal so that Ctrl-C does not stop it under a server
 * that still drains. Gives undefined once it is ready, or what it said when it ended instead,
 * which is also what happens when another process starts the same cluster at the same moment.
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  options: StartOptions = {},
): Promise<string | undefined> {
  const log = await openLog(cluster.logFile);
  try {
    const port = options.preferredPort ?? (await findFreePort());
    const settings = { ...SETTINGS, ...options.settings, port: String(port) };
    const child = spawn(
      binaries.postgres,
      [
        "-D",
        cluster.dataDirectory,
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      {
        cwd: "/",
        env: programEnv(),
        detached: true,
        stdio: ["ignore", log.file.fd, log.file.fd],
        ...identity(cluster.account),
      },
    );
    child.unref();
    const failure = await waitUntilReady(child, cluster.dataDirectory);
    return failure === undefined ? undefined : `${failure}\n${await log.readNew()}`.trim();
  } finally {
    await log.file.close();
  }
}

/** Stops the postmaster: at once but in order, and by force when that takes too long. */
export async function stopPostmaster(dataDirectory: string): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", FAST_STOP_MS],
    ["SIGQUIT", IMMEDIATE_STOP_MS],
  ] as const) {
    const state = await inspectPostmaster(dataDirectory);
    if (!("pid" in state)) {
      return;
    }
    process.kill(state.pid, signal);
    const deadlineMs = Date.now() + patienceMs;
    while (Date.now() < deadlineMs) {
      const now = await inspectPostmaster(dataDirectory);
      if (!("pid" in now) || now.pid !== state.pid) {
        return;
      }
      await sleep(POLL_MS);
    }
  }
}

/**
 * Removes a lock file that lies and that Postgres would believe. It is moved aside first and put
 * back if another process has replaced it in the meantime. Backends that outlive a killed
 * postmaster stay safe: Postgres finds their shared memory without this file, too.
 */
export async function removeStaleLock(
  dataDirectory: string,
  state: Extract<PostmasterState, { is: "stale" }>,
): Promise<void> {
  const path = lockFilePath(dataDirectory);
  const aside = `${path}.stale-${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, "utf8")) === state.lockFile) {
    await rm(aside, { force: true });
  } else {
    await rename(aside, path);
  }
}

async function waitUntilReady(
  child: ChildProcess,
  dataDirectory: string,
): Promise<string | undefined> {
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`postgres ended with ${signal ?? code}`));
  });
  for (;;) {
    const failure = await Promise.race([ended, sleep(POLL_MS)]);
    if (failure !== undefined) {
      return failure;
    }
    const state = await inspectPostmaster(dataDirectory);
    if (state.is === "ready" && state.pid === child.pid) {
      return undefined;
    }
  }
}

async function openLog(path: string) {
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
  const offset = size > MAX_LOG_BYTES ? 0 : size;
  if (offset !== size) {
    await truncate(path);
  }
  const file = await open(path, "a", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new StartupError(`The log of the database cannot be written: ${error.message}`, {
      cause: error,
    });
  });
  return { file, readNew: async () => (await readFile(path)).subarray(offset).toString() };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") {
          resolve(address.port);
        } else {
          reject(new Error("The system gave no free port."));
        }
      });
    });
  });
}
