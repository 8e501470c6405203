import type { CheckoutResult, Payment as PresentedPayment } from "#lib/contract/credits.ts";
import type { PaymentRow } from "../db/schema.ts";

export type Payment = PaymentRow;

/** What everything is sold in. */
export const CURRENCY = "usd";

/** The columns of a payment under the names of `Payment`. */
export const PAYMENT_COLUMNS = `id, workspace_id as "workspaceId", mode, provider, request_key as "requestKey",
  pack, credits, price_cents as "priceCents", currency, checkout_url as "checkoutUrl", checkout_ref as "checkoutRef",
  checkout_ends_at as "checkoutEndsAt", intent_ref as "intentRef", ended_as as "endedAs", grant_id as "grantId",
  refunded_cents as "refundedCents", reclaimed, unreclaimed, created_at as "createdAt", paid_at as "paidAt"`;

/** How long after its end a checkout's last word may come: then nothing will. */
const LAST_WORD_MS = 3_600_000;

/** What became of a payment. Its provider may never say that nobody came to pay. */
function statusOf(payment: Payment, at: Date): PresentedPayment["status"] {
  const { paidAt, endedAs, refundedCents, priceCents, checkoutEndsAt, checkoutRef } = payment;
  if (paidAt !== null) {
    if (refundedCents === 0) return "paid";
    return refundedCents < priceCents ? "partly_refunded" : "refunded";
  }
  if (endedAs !== null) return endedAs;
  // Nobody was ever shown where to pay.
  const isLost = checkoutRef === null && checkoutEndsAt !== null;
  return isLost && checkoutEndsAt.getTime() + LAST_WORD_MS <= at.getTime() ? "expired" : "pending";
}

/** A payment as answers show it. */
export function presentPayment(payment: Payment, at: Date): PresentedPayment {
  return {
    id: payment.id,
    livemode: payment.mode === "live",
    pack: payment.pack,
    credits: payment.credits,
    price_cents: payment.priceCents,
    provider: payment.provider,
    status: statusOf(payment, at),
    refunded_cents: payment.refundedCents,
    reclaimed: payment.reclaimed,
    unreclaimed: payment.unreclaimed,
    grant_id: payment.grantId,
    created_at: payment.createdAt.toISOString(),
    paid_at: payment.paidAt?.toISOString() ?? null,
  };
}

/** What a buyer gets who need not pay any more. */
export function grantedResult(payment: Payment & { grantId: string }): CheckoutResult {
  return {
    outcome: "granted",
    payment_id: payment.id,
    livemode: payment.mode === "live",
    credits: payment.credits,
    grant_id: payment.grantId,
  };
}
