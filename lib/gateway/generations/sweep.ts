import { and, inArray, lte } from "drizzle-orm";
import type { Gateway } from "../context.ts";
import { generations } from "../db/schema.ts";
import * as lifecycle from "./lifecycle.ts";
import { toStoredFailure } from "./run.ts";

const BATCH = 100;

/**
 * Ends what is past its deadline with TIMEOUT; gives how many. Any process may do it at any time:
 * the arrow checks the deadline again.
 */
export async function sweepExpired(gateway: Gateway): Promise<number> {
  const now = gateway.now();
  const expired = await gateway.db.orm
    .select()
    .from(generations)
    .where(
      and(
        inArray(generations.status, ["IN_QUEUE", "IN_PROGRESS"]),
        lte(generations.deadlineAt, now),
      ),
    )
    .limit(BATCH);
  const ended = await Promise.all(
    expired.map((row) =>
      lifecycle.fail(gateway.db.pool, {
        id: row.id,
        claim: null,
        at: now,
        failure: toStoredFailure(row, { subCode: "TIMEOUT" }),
        expiredAt: now,
      }),
    ),
  );
  return ended.filter(Boolean).length;
}
