import assert from "node:assert/strict";
import { asc, eq } from "drizzle-orm";
import type { Database } from "../db/database.ts";
import { type GenerationRow, generationEvents, generations } from "../db/schema.ts";

/** The row of a generation as it is stored. */
export async function readRow(db: Database, id: string): Promise<GenerationRow> {
  const [row] = await db.orm.select().from(generations).where(eq(generations.id, id));
  assert.ok(row, `no generation ${id}`);
  return row;
}

/** The stored events of a generation in order. */
export async function readEvents(db: Database, id: string) {
  return db.orm
    .select()
    .from(generationEvents)
    .where(eq(generationEvents.generationId, id))
    .orderBy(asc(generationEvents.seq));
}

/** How many rows a table has. */
export async function countRows(db: Database, table: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}
