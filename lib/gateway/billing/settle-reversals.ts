import { adjustGrant } from "../credits/adjust.ts";
import type { Queryable } from "../credits/ledger.ts";
import type { Payment } from "./payment.ts";

type Reversal = { kind: "refund" | "dispute" | "total"; stage: number; amountCents: number };

const GONE = 1;
const CAME_BACK = 2;

/**
 * How much of a price went back, in cents. A provider names each refund, and also how much was
 * refunded in all; either may be what it says first, and the total may hold refunds that failed later.
 */
export function reversedCents(reversals: readonly Reversal[], priceCents: number): number {
  const sum = (kind: Reversal["kind"], stage: number) =>
    reversals
      .filter((each) => each.kind === kind && each.stage === stage)
      .reduce((cents, each) => cents + each.amountCents, 0);
  const refunded = Math.max(sum("refund", GONE), sum("total", GONE) - sum("refund", CAME_BACK));
  return Math.min(priceCents, refunded + sum("dispute", GONE));
}

/**
 * Takes back the credits of the part of a paid price that went back, and gives back those of what came
 * again. What is not left in the grant is noted, and taken when it returns there. The transaction has
 * locked the payment; the new state depends on what was ever said of it, not on the order.
 */
export async function settleReversals(
  tx: Queryable,
  payment: Payment & { grantId: string },
  at: Date,
): Promise<void> {
  const { id, credits, priceCents, grantId, reclaimed: before } = payment;
  const { rows } = await tx.query<Reversal>(
    `select kind, stage, amount_cents as "amountCents" from payment_reversals where intent_ref = $1`,
    [payment.intentRef],
  );
  const refundedCents = reversedCents(rows, priceCents);
  // Whole for the whole price; of a part the fraction of a credit is the buyer's.
  const owed = Math.floor((credits * refundedCents) / priceCents);
  const moved = await adjustGrant(tx, {
    grantId,
    delta: before - owed,
    note: owed > before ? `Refund of payment ${id}` : `The money of payment ${id} came back`,
    at,
  });
  const reclaimed = before - moved;
  await tx.query(
    "update payments set refunded_cents = $2, reclaimed = $3, unreclaimed = $4 where id = $1",
    [id, refundedCents, reclaimed, owed - reclaimed],
  );
}
