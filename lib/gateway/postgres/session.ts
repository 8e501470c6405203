/*
 * Who uses the embedded Postgres is written in its own advisory locks, held by one dedicated
 * connection per process, so that a process that dies in any way gives them up:
 *
 *   users   shared by every process that uses this Postgres. The last one out takes it alone and
 *           then stops Postgres; whoever comes meanwhile waits for the lock, loses the connection
 *           and starts Postgres anew.
 *   server  held by the one server (`npm start`) of the data directory. Commands such as
 *           `npm run key` are guests: they use the same Postgres beside it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StartupError } from "#lib/gateway/startup-error.ts";
import { type Cluster, DATABASE, SUPERUSER } from "./cluster.ts";

export type Role = "server" | "guest";

const LOCK_SPACE = 0x52757368;
const USERS_LOCK = 1;
const SERVER_LOCK = 2;

const CONNECT_TIMEOUT_MS = 5000;
/** Longer than the last one out may take to stop Postgres, which ends the wait for its lock. */
const LOCK_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const LOST_CONNECTION = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
const BUSY_STATES = new Set(["57P01", "57P02", "57P03", "53300", "08006"]);

/** The URL that pools use; `sslmode` so that a PGSSLMODE in the environment does not matter. */
export function clusterUrl(cluster: Cluster, port: number): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${DATABASE}?sslmode=disable`;
}

/** Connects and becomes one of the users. Fails with a transient error while Postgres stops. */
export async function joinUsers(url: string, label: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: label,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // Queries reject by themselves; without a listener a later loss would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query("SELECT pg_advisory_lock_shared($1, $2)", [LOCK_SPACE, USERS_LOCK]);
    await checkIsOpen(url);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/**
 * A Postgres that stops ends its sessions one by one, so that of the last user may be gone, and its
 * lock with it, before the one that waited for the lock. New sessions are refused before the first is
 * ended.
 */
async function checkIsOpen(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Takes the server lock, waiting for a predecessor that still drains.
 * @throws StartupError naming the data directory and the server that has it.
 */
export async function takeServerLock(
  client: pg.Client,
  rushesDataDir: string,
  waitMs: number,
): Promise<void> {
  const deadlineMs = Date.now() + waitMs;
  while (!(await tryLock(client, SERVER_LOCK))) {
    if (Date.now() >= deadlineMs) {
      const holder = await describeHolder(client);
      throw new StartupError(
        `The data directory ${rushesDataDir} is in use by another Rushes${holder}. ` +
          "Stop that one first, or give this one its own with RUSHES_DATA_DIR.",
      );
    }
    await sleep(POLL_MS);
  }
}

/** Leaves the users; true when nobody else is left, and then nobody can join any more. */
export async function leaveUsers(client: pg.Client): Promise<boolean> {
  await client.query("SELECT pg_advisory_unlock_all()");
  return tryLock(client, USERS_LOCK);
}

/** Whether it is worth trying again: Postgres starts, stops, is full, or has just gone. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = "code" in error ? String(error.code) : "";
  return (
    LOST_CONNECTION.has(code) ||
    BUSY_STATES.has(code) ||
    // What the driver says for itself; the last two when the connection was lost between two queries.
    /^(Connection terminated|timeout expired|Client has encountered a connection error|Client was closed)/.test(
      error.message,
    )
  );
}

async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "SELECT pg_try_advisory_lock($1, $2) AS locked",
    [LOCK_SPACE, lock],
  );
  return rows[0]?.locked === true;
}

async function describeHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ application_name: string }>(
    `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND granted`,
    [LOCK_SPACE, SERVER_LOCK],
  );
  const label = rows[0]?.application_name.match(/\((.+)\)/)?.[1];
  return label === undefined ? "" : ` (${label})`;
}
