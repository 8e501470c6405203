import type { Mode } from "../db/schema.ts";
import { holdCtes } from "./hold-sql.ts";
import type { BucketUsage, Queryable } from "./ledger.ts";

export type Hold = {
  generationId: string;
  workspaceId: string;
  mode: Mode;
  keyId: string | null;
  /** Whole credits, at least 1. */
  amount: number;
  at: Date;
};

/** A key's monthly limit that stands in the way, and how much of it is used, in whole credits. */
export type KeyLimit = { limit: number; used: number };

export type HoldOutcome =
  | { ok: true; usage: BucketUsage; entries: number[] }
  /** Nothing was written; `available` is what could be spent. */
  | { ok: false; available: number; keyLimit: KeyLimit | null };

const HOLD_SQL = `with ${holdCtes({
  generationId: "$1::text",
  workspaceId: "$2::text",
  mode: "$3::text",
  keyId: "$4::text",
  amount: "$5::int",
  at: "$6::timestamptz",
})}
select ok, available, key_limit, key_used, subscription, permanent, entries from credit_verdict, credit_usage`;

/** What a verdict that says no tells: what could be spent, and the key's limit if that is the reason. */
export function shortageOf(
  verdict: { available: number; key_limit: number | null; key_used: number | null } | undefined,
): { available: number; keyLimit: KeyLimit | null } {
  const limit = verdict?.key_limit ?? null;
  return {
    available: verdict?.available ?? 0,
    keyLimit: limit === null ? null : { limit, used: verdict?.key_used ?? 0 },
  };
}

/**
 * Holds credits for a generation: all of the amount or nothing. Acceptance itself uses the same
 * parts inside its own statement, so that the generation and its hold are written together.
 */
export async function holdCredits(db: Queryable, hold: Hold): Promise<HoldOutcome> {
  const { generationId, workspaceId, mode, keyId, amount, at } = hold;
  const { rows } = await db.query<{
    ok: boolean;
    available: number;
    key_limit: number | null;
    key_used: number | null;
    subscription: number;
    permanent: number;
    entries: number[];
  }>({
    name: "credit-hold",
    text: HOLD_SQL,
    values: [generationId, workspaceId, mode, keyId, amount, at],
  });
  const [row] = rows;
  if (!row?.ok) return { ok: false, ...shortageOf(row) };
  const { subscription, permanent, entries } = row;
  return { ok: true, usage: { total: amount, subscription, permanent }, entries };
}
