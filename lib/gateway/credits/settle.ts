import type { Queryable } from "./ledger.ts";
import { settleCtes } from "./settle-sql.ts";

/** What became of a hold, in whole credits, and the entries that say so. */
export type Settlement = { captured: number; released: number; entries: number[] };

const SETTLE_SQL = `with ${settleCtes({
  generation: "$1::text",
  captured: "$2::int",
  at: "$3::timestamptz",
})}
select captured, released, entries from credit_settled`;

async function settle(
  db: Queryable,
  args: { generationId: string; captured: number; at: Date },
): Promise<Settlement | null> {
  const { rows } = await db.query<Settlement>({
    name: "credit-settle",
    text: SETTLE_SQL,
    values: [args.generationId, args.captured, args.at],
  });
  return rows[0] ?? null;
}

/** Captures so much of a hold, at most all, and releases the rest. Null when it was settled before. */
export const captureHold = (
  db: Queryable,
  args: { generationId: string; amount: number; at: Date },
): Promise<Settlement | null> =>
  settle(db, { generationId: args.generationId, captured: args.amount, at: args.at });

/** Gives back all that is held. Null when it was settled before. */
export const releaseHold = (
  db: Queryable,
  args: { generationId: string; at: Date },
): Promise<Settlement | null> => settle(db, { ...args, captured: 0 });
