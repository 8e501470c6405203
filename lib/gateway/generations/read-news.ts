import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Database } from "../db/database.ts";
import {
  type EventState,
  type GenerationRow,
  generationEvents,
  generations,
} from "../db/schema.ts";

export type StoredEvent = { seq: number; state: EventState };

/** A generation as it is, and its events behind a number in their order, of one moment. */
export type News = { row: GenerationRow; events: StoredEvent[] };

/** What reads the news of a generation; it gives null when that is not there any more. */
export type ReadNews = (generationId: string, after: number) => Promise<News | null>;

/** Prepared once: it is asked for every announcement of every generation that is followed. */
export function prepareReadNews(db: Database): ReadNews {
  const query = db.orm
    .select({ row: generations, seq: generationEvents.seq, state: generationEvents.state })
    .from(generations)
    .leftJoin(
      generationEvents,
      and(
        eq(generationEvents.generationId, generations.id),
        gt(generationEvents.seq, sql.placeholder("after")),
      ),
    )
    .where(and(eq(generations.id, sql.placeholder("id")), isNull(generations.deletedAt)))
    .orderBy(asc(generationEvents.seq))
    .prepare("generation-news");

  return async (id, after) => {
    const found = await query.execute({ id, after });
    const [first] = found;
    if (!first) return null;
    const events = found.flatMap(({ seq, state }) =>
      seq === null || state === null ? [] : [{ seq, state }],
    );
    return { row: first.row, events };
  };
}

/** The number of the newest event of each of these generations that is still there. */
export async function readLastSeqs(
  db: Database,
  generationIds: readonly string[],
): Promise<Map<string, number>> {
  const found = await db.orm
    .select({ id: generations.id, lastSeq: generations.lastSeq })
    .from(generations)
    .where(and(inArray(generations.id, [...generationIds]), isNull(generations.deletedAt)));
  return new Map(found.map(({ id, lastSeq }) => [id, lastSeq]));
}
