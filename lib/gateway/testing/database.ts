/*
 * Real Postgres for test files. One server per run (RUSHES_TEST_DATABASE_URL, set by `npm test`) or
 * one per process when a file is run alone; in it one migrated template per state of the
 * migrations, and per test file a clone of that, dropped afterwards. Test files run in parallel
 * processes, so the template is made under an advisory lock.
 */
import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrateDatabase } from "#lib/gateway/db/migrate.ts";
import { startTestPostgres, type TestPostgres } from "./test-postgres.ts";

export interface TestDatabase {
  /** For code that makes its own pool; it must close it before the end of the file. */
  url: string;
  pool: pg.Pool;
  /** Something to close before the database is dropped; what was deferred last is closed first. */
  defer(close: Closer): void;
}

type Closer = () => Promise<void> | void;

/** What a hook is registered on: the file, or one test. */
export interface HookOwner {
  after(hook: () => Promise<void>): void;
}

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "::1", "[::1]", ""]);
const TEMPLATE_LOCK = 7_305_117;
const LEAK_PATIENCE_MS = 2000;
const LEAK_POLL_MS = 20;

/**
 * Gives an empty, migrated database of its own to a test file (or to one test, when given its
 * context). Afterwards it is dropped; a connection that is still open then fails the file.
 */
export async function createTestDatabase(owner: HookOwner = { after }): Promise<TestDatabase> {
  const { serverUrl, leaveServer } = await joinServer();
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  const name = `rushes_test_${randomBytes(6).toString("hex")}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${await prepareTemplate(admin, serverUrl)}`);
  const url = withDatabase(serverUrl, name);
  const pool = new pg.Pool({ connectionString: url, application_name: "pool of the test file" });
  pool.on("error", () => undefined);
  const closers: Closer[] = [() => pool.end()];
  owner.after(async () => {
    try {
      await closeAll(closers);
      await dropUnlessLeaking(admin, name);
    } finally {
      await admin.end();
      await leaveServer();
    }
  });
  return { url, pool, defer: (close) => closers.push(close) };
}

async function closeAll(closers: Closer[]): Promise<void> {
  for (const close of closers.reverse()) {
    await close();
  }
}

async function dropUnlessLeaking(admin: pg.Client, name: string): Promise<void> {
  const leaks = await findLeaks(admin, name);
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  if (leaks.length > 0) {
    throw new Error(`Connections to the test database were left open: ${leaks.join("; ")}`);
  }
}

/** Tests write and drop databases: never on a machine that is not this one. */
export function assertLocal(url: string): void {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? hostname;
  if (!LOCAL_HOSTS.has(host) && !host.startsWith("/")) {
    throw new Error(`RUSHES_TEST_DATABASE_URL names ${host}; tests use a local database only.`);
  }
}

/** The server of this process, when nobody gave one; stopped when its last database is dropped. */
const own: { server?: Promise<TestPostgres>; databases: number } = { databases: 0 };

async function joinServer(): Promise<{ serverUrl: string; leaveServer: () => Promise<void> }> {
  const given = process.env.RUSHES_TEST_DATABASE_URL;
  if (given) {
    assertLocal(given);
    return { serverUrl: given, leaveServer: async () => undefined };
  }
  own.databases += 1;
  own.server ??= startTestPostgres();
  const server = await own.server;
  const leaveServer = async () => {
    own.databases -= 1;
    if (own.databases === 0) {
      delete own.server;
      await server.stop();
    }
  };
  return { serverUrl: server.url, leaveServer };
}

async function prepareTemplate(admin: pg.Client, serverUrl: string): Promise<string> {
  const template = `rushes_template_${await hashMigrations()}`;
  await admin.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [
      template,
    ]);
    if (rowCount === 0) {
      await makeTemplate(admin, serverUrl, template);
    }
  } finally {
    await admin.query("SELECT pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
  return template;
}

/** Migrates under another name first, so that a killed run leaves no half template. */
async function makeTemplate(admin: pg.Client, serverUrl: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${unfinished}`);
  const pool = new pg.Pool({ connectionString: withDatabase(serverUrl, unfinished) });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await migrateDatabase(pool);
  } finally {
    await pool.end();
  }
  await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

async function hashMigrations(): Promise<string> {
  const folder = fileURLToPath(new URL("../db/migrations", import.meta.url));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

async function findLeaks(admin: pg.Client, database: string): Promise<string[]> {
  const deadlineMs = Date.now() + LEAK_PATIENCE_MS;
  for (;;) {
    const { rows } = await admin.query<{ leak: string }>(
      `SELECT coalesce(nullif(application_name, ''), 'unnamed') || ', last query: ' || query AS leak
         FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [database],
    );
    if (rows.length === 0 || Date.now() > deadlineMs) {
      return rows.map((row) => row.leak);
    }
    await sleep(LEAK_POLL_MS);
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
