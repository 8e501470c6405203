import { type Database, openDatabase } from "../db/database.ts";
import { migrateDatabase } from "../db/migrate.ts";
import { type Env, readEnv } from "../env.ts";
import { openPostgres } from "../postgres/open-postgres.ts";
import { runProgram, StartupError } from "../startup-error.ts";

/**
 * Runs a command on this installation's database, beside a running server or alone. Wrong options end
 * it at once in words that show the right usage.
 */
export function withOptions<Asked>(
  { usage, read }: { usage: string; read: (args: string[]) => Asked },
  run: (db: Database, asked: Asked, env: Env) => Promise<void>,
): Promise<void> {
  if (process.argv.includes("--help")) {
    process.stdout.write(`Usage: ${usage}\n`);
    return Promise.resolve();
  }
  return runProgram(async () => {
    const asked = readOptions(usage, () => read(process.argv.slice(2)));
    await onDatabase((db, env) => run(db, asked, env));
  });
}

async function onDatabase(run: (db: Database, env: Env) => Promise<void>): Promise<void> {
  const env = readEnv();
  const postgres = await openPostgres(env, { as: "guest" });
  try {
    const db = openDatabase(postgres.url, { maxConnections: 2 });
    try {
      await migrateDatabase(db.pool);
      await run(db, env);
    } finally {
      await db.close();
    }
  } finally {
    await postgres.release();
  }
}

/** Reads a command's options; a wrong one ends it in words that show the right usage. */
function readOptions<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`${reason}\n\nUsage: ${usage}`);
  }
}
