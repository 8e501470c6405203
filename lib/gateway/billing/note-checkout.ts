import type { Queryable } from "../credits/ledger.ts";
import type { Log } from "../log.ts";
import { grantPayment, lockPayment } from "./grant-payment.ts";
import { lockIntent } from "./note-reversal.ts";
import { settleReversals } from "./settle-reversals.ts";

/** What a provider said of a checkout. */
export type CheckoutWord = {
  paymentId: string;
  checkoutRef: string;
  intentRef: string | null;
  ending: "paid" | "failed" | "expired";
  amountCents: number | null;
  currency: string | null;
};

/**
 * Takes in how a checkout ended: paid grants the credits, once, and settles refunds that were told
 * before. What is not as it was asked for grants nothing and is left to whoever reads the log.
 */
export async function noteCheckout(
  tx: Queryable,
  word: CheckoutWord,
  { at, log }: { at: Date; log: Log },
): Promise<void> {
  const { paymentId, checkoutRef, intentRef, ending } = word;
  if (intentRef !== null) await lockIntent(tx, intentRef);
  const payment = await lockPayment(tx, paymentId);
  if (!payment) return log.warn({ paymentId, checkoutRef }, "a checkout of an unknown payment");
  if (ending !== "paid") {
    if (payment.paidAt !== null) return;
    const endedAs = payment.endedAs === "failed" ? "failed" : ending;
    await tx.query("update payments set ended_as = $2 where id = $1", [paymentId, endedAs]);
    return;
  }
  if (payment.grantId !== null) {
    if (payment.intentRef !== intentRef) {
      log.error(
        { paymentId, intentRef },
        "a payment was paid twice; the second has to be refunded",
      );
    }
    return;
  }
  const { amountCents, currency } = word;
  if (amountCents !== payment.priceCents || currency !== payment.currency) {
    const asked = { priceCents: payment.priceCents, currency: payment.currency };
    log.error({ paymentId, amountCents, currency, asked }, "paid otherwise than asked: no credits");
    return;
  }
  const note = `Purchase of ${payment.pack}`;
  const granted = await grantPayment(tx, payment, { at, intentRef, note });
  await tx.query("update payments set checkout_ref = $2 where id = $1", [paymentId, checkoutRef]);
  await settleReversals(tx, granted, at);
}
