import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { runMigrations } from "graphile-worker";
import type pg from "pg";

const MIGRATION_LOCK = 7_218_001;
const folder = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the database up to this version, ours and the job queue's. Safe when several processes
 * start at once: they take turns by an advisory lock, and whoever comes later finds nothing to do.
 */
export async function migrateDatabase(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: folder });
    await runMigrations({ pgPool: pool });
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}
