import { PURCHASED_LIFETIME_MONTHS } from "#lib/contract/plans.ts";
import { addMonths } from "../credits/cycle.ts";
import { grantCredits } from "../credits/grant.ts";
import type { Queryable } from "../credits/ledger.ts";
import { PAYMENT_COLUMNS, type Payment } from "./payment.ts";

/** The payment, locked until the transaction ends; null when there is none. */
export async function lockPayment(tx: Queryable, id: string): Promise<Payment | null> {
  const { rows } = await tx.query<Payment>(
    `select ${PAYMENT_COLUMNS} from payments where id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * Grants the credits of a payment, which the transaction has locked, for 12 months, and notes that it
 * is paid; one that has its grant stays as it is. Gives the payment as it is then.
 */
export async function grantPayment(
  tx: Queryable,
  payment: Payment,
  { at, intentRef, note }: { at: Date; intentRef: string | null; note: string },
): Promise<Payment & { grantId: string }> {
  const { grantId: granted } = payment;
  if (granted !== null) return { ...payment, grantId: granted };
  const grantId = await grantCredits(tx, {
    workspaceId: payment.workspaceId,
    mode: payment.mode,
    kind: "purchased",
    amount: payment.credits,
    source: payment.provider,
    sourceRef: payment.id,
    expiresAt: addMonths(at, PURCHASED_LIFETIME_MONTHS),
    at,
    note,
  });
  if (grantId === null) throw new Error(`payment ${payment.id} has a grant that it does not know`);
  await tx.query(
    "update payments set grant_id = $2, paid_at = $3, intent_ref = $4, ended_as = null where id = $1",
    [payment.id, grantId, at, intentRef],
  );
  return { ...payment, grantId, paidAt: at, intentRef, endedAs: null };
}
