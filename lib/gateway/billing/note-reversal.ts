import type { Queryable } from "../credits/ledger.ts";
import { PAYMENT_COLUMNS, type Payment } from "./payment.ts";
import { settleReversals } from "./settle-reversals.ts";

/** What a provider said of money that went back. */
export type ReversalWord = {
  /** The provider's name for the refund, the dispute, or for all that was refunded. */
  ref: string;
  intentRef: string;
  kind: "refund" | "dispute" | "total";
  amountCents: number;
  /** 0 it has not gone, 1 it is gone, 2 it came back. */
  stage: 0 | 1 | 2;
};

const INT_MAX = 2 ** 31 - 1;

/**
 * Lets only one transaction at a time speak of the money that the provider names so: of a payment and
 * its refund that are told at once, the second must see the first. Taken before the payment's row.
 */
export async function lockIntent(tx: Queryable, intentRef: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('payment ' || $1, 0))", [
    intentRef,
  ]);
}

/** What is said of one thing only grows, so its last word is the greatest, not the latest. */
const NOTE_SQL = `
insert into payment_reversals as known (ref, intent_ref, kind, amount_cents, stage, created_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (ref) do update set
  amount_cents = greatest(known.amount_cents, excluded.amount_cents), stage = greatest(known.stage, excluded.stage)`;

/**
 * Notes that money went back, or came again, and settles the payment that it is of; null when none is
 * known to be: then its payment settles it when it is paid.
 */
export async function noteReversal(
  tx: Queryable,
  word: ReversalWord,
  at: Date,
): Promise<Payment | null> {
  await lockIntent(tx, word.intentRef);
  const cents = Math.min(word.amountCents, INT_MAX);
  await tx.query(NOTE_SQL, [word.ref, word.intentRef, word.kind, cents, word.stage, at]);
  const { rows } = await tx.query<Payment>(
    `select ${PAYMENT_COLUMNS} from payments where intent_ref = $1 for update`,
    [word.intentRef],
  );
  const [payment] = rows;
  if (!payment || payment.grantId === null) return null;
  await settleReversals(tx, { ...payment, grantId: payment.grantId }, at);
  return payment;
}
