import { and, inArray, lte } from "drizzle-orm";
import type { Gateway } from "../context.ts";
import { type GenerationRow, generations, rateLimits } from "../db/schema.ts";
import * as lifecycle from "./lifecycle.ts";
import { toStoredFailure } from "./run.ts";

const BATCH = 100;
const OUTDATED_BATCH = 10_000;

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

/**
 * Forgets Idempotency-Keys whose day is over and limits whose minute is over, some thousands at a
 * time: both are checked for that when they are used.
 */
export async function sweepOutdated(gateway: Gateway): Promise<void> {
  const now = gateway.now();
  await gateway.db.pool.query(
    `delete from idempotency_keys where (workspace_id, mode, key) in (
       select workspace_id, mode, key from idempotency_keys where expires_at <= $1 limit $2)`,
    [now, OUTDATED_BATCH],
  );
  await gateway.db.orm.delete(rateLimits).where(lte(rateLimits.expire, now.getTime()));
}
