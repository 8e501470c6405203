import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
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

/** Reads what is new of a generation; null when it is not there any more. */
export async function readNews(
  db: Database,
  generationId: string,
  after: number,
): Promise<News | null> {
  const found = await db.orm
    .select({ row: generations, seq: generationEvents.seq, state: generationEvents.state })
    .from(generations)
    .leftJoin(
      generationEvents,
      and(eq(generationEvents.generationId, generations.id), gt(generationEvents.seq, after)),
    )
    .where(and(eq(generations.id, generationId), isNull(generations.deletedAt)))
    .orderBy(asc(generationEvents.seq));
  const [first] = found;
  if (!first) return null;
  const events = found.flatMap(({ seq, state }) =>
    seq === null || state === null ? [] : [{ seq, state }],
  );
  return { row: first.row, events };
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
