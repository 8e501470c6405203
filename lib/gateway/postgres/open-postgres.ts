/*
 * The database of this process: the one that DATABASE_URL names, or the embedded Postgres of the
 * data directory. Opening the embedded one:
 *
 *   no cluster ─► created ─► stopped ─► started ─┐
 *                   orphaned by a kill ─ adopted ─┴─► users lock ─► (server lock) ─► open
 *
 * Everything up to "open" may be upset by another process that starts or stops the same cluster
 * at this moment; then it begins again. While open, a Postgres that dies is brought back under the
 * same address, so pools only have to reconnect. Closing: the last one out stops Postgres.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Env } from "#lib/gateway/env.ts";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { chooseAccount } from "./account.ts";
import { type Cluster, readCluster } from "./cluster.ts";
import { createCluster, makeDataDirectory } from "./create-cluster.ts";
import { type Binaries, findBinaries } from "./find-binaries.ts";
import {
  removeStaleLock,
  type StartOptions,
  startPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import { inspectPostmaster } from "./postmaster-state.ts";
import {
  clusterUrl,
  isTransient,
  joinUsers,
  leaveUsers,
  type Role,
  takeServerLock,
} from "./session.ts";
import { shareBinaries } from "./share-binaries.ts";

export interface OpenOptions {
  /** A server has the data directory for itself; guests (commands) may come beside it. */
  as: Role;
  /** The database went away; it is being brought back under the same URL. */
  onInterrupted?: (error: Error) => void;
  onRestored?: () => void;
  /** The database went away for good: the process should end. */
  onLost?: (error: Error) => void;
  /** How long a server waits for another one that is still stopping. */
  serverWaitMs?: number;
  /** Settings of Postgres, for tests. */
  settings?: StartOptions["settings"];
}

export interface OpenedPostgres {
  url: string;
  /** Whether it was running already: orphaned by a kill, or in use by others. */
  adopted: boolean;
  /** Gives it up; the last one to do so stops an embedded Postgres. Never throws. */
  release(): Promise<void>;
}

const SERVER_WAIT_MS = 6000;
const POLL_MS = 20;
const MAX_FAILED_STARTS = 8;
const OPEN_TIMEOUT_MS = 120_000;

/**
 * Opens the database of this process.
 * @throws StartupError in words for the operator when it cannot be had.
 */
export async function openPostgres(
  env: Pick<Env, "dataDir" | "databaseUrl" | "host" | "port">,
  options: OpenOptions,
): Promise<OpenedPostgres> {
  if (env.databaseUrl !== undefined) {
    return { url: env.databaseUrl, adopted: true, release: async () => undefined };
  }
  const binaries = await findBinaries();
  const { cluster, runnable } = await prepareCluster(env.dataDir, binaries);
  const label = `rushes ${options.as} (process ${process.pid}${
    options.as === "server" ? ` on ${env.host}:${env.port}` : ""
  })`;
  return new Holder(cluster, runnable, label, options).open();
}

async function prepareCluster(dataDir: string, binaries: Binaries) {
  await makeDataDirectory(dataDir);
  let cluster = await readCluster(dataDir, binaries);
  const account = cluster === undefined ? await chooseAccount() : cluster.account;
  const runnable = await shareBinaries(binaries, account);
  if (cluster === undefined) {
    await createCluster(dataDir, runnable, account);
    cluster = await readCluster(dataDir, binaries);
  }
  if (cluster === undefined) {
    throw new StartupError(`The database in ${dataDir} vanished while it was being made.`);
  }
  return { cluster, runnable };
}

/** One process' hold on an embedded Postgres, from opening to release. */
class Holder {
  readonly #cluster: Cluster;
  readonly #binaries: Binaries;
  readonly #label: string;
  readonly #options: OpenOptions;
  #client: pg.Client | undefined;
  #port: number | undefined;
  #released = false;

  constructor(cluster: Cluster, binaries: Binaries, label: string, options: OpenOptions) {
    this.#cluster = cluster;
    this.#binaries = binaries;
    this.#label = label;
    this.#options = options;
  }

  async open(): Promise<OpenedPostgres> {
    const { port, adopted } = await this.#hold(this.#options.serverWaitMs ?? SERVER_WAIT_MS);
    this.#port = port;
    return {
      url: clusterUrl(this.#cluster, port),
      adopted,
      release: () => this.#release(),
    };
  }

  /** Makes Postgres run and takes the locks, beginning again while others get in the way. */
  async #hold(serverWaitMs: number): Promise<{ port: number; adopted: boolean }> {
    const deadlineMs = Date.now() + OPEN_TIMEOUT_MS;
    for (;;) {
      const running = await ensureRunning(this.#cluster, this.#binaries, {
        ...(this.#options.settings === undefined ? {} : { settings: this.#options.settings }),
        ...(this.#port === undefined ? {} : { preferredPort: this.#port }),
      });
      let client: pg.Client | undefined;
      try {
        client = await joinUsers(clusterUrl(this.#cluster, running.port), this.#label);
        if (this.#options.as === "server") {
          await takeServerLock(client, this.#cluster.rushesDataDir, serverWaitMs);
        }
        this.#watch(client);
        return running;
      } catch (error) {
        await this.#leave(client);
        if (!isTransient(error) || Date.now() > deadlineMs) {
          throw inWords(error, this.#cluster);
        }
      }
      await sleep(POLL_MS);
    }
  }

  #watch(client: pg.Client): void {
    this.#client = client;
    let cause = new Error("The connection to the database ended.");
    client.on("error", (error) => {
      cause = error;
    });
    client.once("end", () => {
      if (!this.#released && this.#client === client) {
        this.#client = undefined;
        void this.#restore(cause);
      }
    });
  }

  async #restore(cause: Error): Promise<void> {
    this.#options.onInterrupted?.(cause);
    try {
      const { port } = await this.#hold(0);
      if (port !== this.#port) {
        throw new StartupError("The database came back under another address.");
      }
    } catch (error) {
      this.#options.onLost?.(inWords(error, this.#cluster));
      return;
    }
    if (this.#released) {
      await this.#release();
    } else {
      this.#options.onRestored?.();
    }
  }

  async #release(): Promise<void> {
    this.#released = true;
    const client = this.#client;
    this.#client = undefined;
    await this.#leave(client);
  }

  async #leave(client: pg.Client | undefined): Promise<void> {
    if (client === undefined) {
      return;
    }
    try {
      if (await leaveUsers(client)) {
        await stopPostmaster(this.#cluster.dataDirectory);
      }
    } catch {
      // A connection that is lost has given up its locks by that.
    }
    await client.end().catch(() => undefined);
  }
}

async function ensureRunning(
  cluster: Cluster,
  binaries: Binaries,
  options: StartOptions,
): Promise<{ port: number; adopted: boolean }> {
  let adopted = true;
  let failedStarts = 0;
  const deadlineMs = Date.now() + OPEN_TIMEOUT_MS;
  while (Date.now() < deadlineMs) {
    const state = await inspectPostmaster(cluster.dataDirectory);
    if (state.is === "ready") {
      return { port: state.port, adopted };
    }
    if (state.is === "stale" && state.misleading) {
      await removeStaleLock(cluster.dataDirectory, state);
    } else if (state.is === "absent" || state.is === "stale") {
      const failure = await startPostmaster(cluster, binaries, options);
      adopted = failure !== undefined;
      failedStarts += failure === undefined ? 0 : 1;
      if (failure !== undefined && failedStarts === MAX_FAILED_STARTS) {
        throw new StartupError(
          `The database in ${cluster.dataDirectory} does not start: ${failure}`,
        );
      }
      await sleep(failure === undefined ? 0 : POLL_MS * 2 ** failedStarts);
    } else {
      await sleep(POLL_MS);
    }
  }
  throw new StartupError(`The database in ${cluster.dataDirectory} does not become ready.`);
}

function inWords(error: unknown, cluster: Cluster): StartupError {
  if (error instanceof StartupError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(
    `The database in ${cluster.dataDirectory} cannot be used: ${reason}. ` +
      `Its log is ${cluster.logFile}.`,
    { cause: error },
  );
}
