import { and, inArray, lte } from "drizzle-orm";
import type { Gateway } from "../context.ts";
import { type GenerationRow, generations } from "../db/schema.ts";
import * as lifecycle from "./lifecycle.ts";
import { toStoredFailure } from "./run.ts";

const BATCH = 100;

/** Fails a generation with TIMEOUT if it is past its deadline now; false when it is not, or has ended. */
export function failExpired(gateway: Gateway, row: GenerationRow): Promise<boolean> {
  const now = gateway.now();
  return lifecycle.fail(gateway.db.pool, {
    id: row.id,
    claim: null,
    at: now,
    failure: toStoredFailure(row, { subCode: "TIMEOUT" }),
    expiredAt: now,
  });
}

/**
 * Ends what is past its deadline with TIMEOUT; gives how many. Any process may do it at any time:
 * the arrow checks the deadline again.
 */
export async function sweepExpired(gateway: Gateway): Promise<number> {
  const expired = await gateway.db.orm
    .select()
    .from(generations)
    .where(
      and(
        inArray(generations.status, ["IN_QUEUE", "IN_PROGRESS"]),
        lte(generations.deadlineAt, gateway.now()),
      ),
    )
    .limit(BATCH);
  const ended = await Promise.all(expired.map((row) => failExpired(gateway, row)));
  return ended.filter(Boolean).length;
}
