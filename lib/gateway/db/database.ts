import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as schema from "./schema.ts";

export type Database = {
  pool: pg.Pool;
  orm: NodePgDatabase<typeof schema>;
  close(): Promise<void>;
};

/** One pool for the whole process. An idle connection that breaks is only logged: the next query opens another. */
export function openDatabase(
  url: string,
  { maxConnections = 20, onError = (_: Error) => {} } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "rushes",
  });
  pool.on("error", onError);
  // A session that breaks while it is in use tells its query as well; unheard it would end the process.
  pool.on("connect", (client) => client.on("error", onError));
  return { pool, orm: drizzle(pool, { schema }), close: () => pool.end() };
}
