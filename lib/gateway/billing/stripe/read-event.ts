import { z } from "zod";
import type { CheckoutWord } from "../note-checkout.ts";
import type { ReversalWord } from "../note-reversal.ts";
import { CURRENCY } from "../payment.ts";
import { PAYMENT_ID } from "./buy.ts";

/** What is read of an event; Stripe adds to them at any time. */
export const stripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  livemode: z.boolean(),
  /** Set on events of accounts that are connected to ours, whose owners write what they like. */
  account: z.string().nullish(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
export type StripeEvent = z.infer<typeof stripeEvent>;

export type Word =
  | { about: "checkout"; word: CheckoutWord }
  | { about: "reversal"; word: ReversalWord };

/** An object by its id, or as a whole. */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? null);
const cents = z.number().int().min(0);

const session = z.object({
  id: z.string(),
  payment_status: z.string(),
  payment_intent: reference,
  amount_total: cents.nullish(),
  currency: z.string().nullish(),
});
const owned = z.object({ metadata: z.object({ [PAYMENT_ID]: z.string() }) });
const charge = z.object({
  id: z.string(),
  payment_intent: reference,
  amount_refunded: cents,
  currency: z.string(),
});
const refund = z.object({
  id: z.string(),
  payment_intent: reference,
  amount: cents,
  currency: z.string(),
  status: z.string().nullish(),
});
const dispute = refund.extend({ status: z.string() });

type Read = (object: Record<string, unknown>, type: string) => Word | null;

/** Ends of a checkout by the event that tells them. A completed one may wait for its money for days. */
const ENDINGS: Readonly<Record<string, CheckoutWord["ending"]>> = {
  "checkout.session.completed": "paid",
  "checkout.session.async_payment_succeeded": "paid",
  "checkout.session.async_payment_failed": "failed",
  "checkout.session.expired": "expired",
};

const readSession: Read = (object, type) => {
  const ours = owned.safeParse(object);
  const ending = ENDINGS[type];
  // Others may sell by the same account.
  if (!ours.success || !ending) return null;
  const read = session.parse(object);
  if (ending === "paid" && read.payment_status !== "paid") return null;
  const word: CheckoutWord = {
    paymentId: ours.data.metadata[PAYMENT_ID] ?? "",
    checkoutRef: read.id,
    intentRef: read.payment_intent,
    ending,
    amountCents: read.amount_total ?? null,
    currency: read.currency ?? null,
  };
  return { about: "checkout", word };
};

/** How much of a charge was refunded in all. */
const readCharge: Read = (object) => {
  const {
    id,
    payment_intent: intentRef,
    amount_refunded: amountCents,
    currency,
  } = charge.parse(object);
  if (intentRef === null || currency !== CURRENCY) return null;
  return { about: "reversal", word: { ref: id, intentRef, kind: "total", amountCents, stage: 1 } };
};

const NOT_SENT = new Set(["failed", "canceled"]);

/** One refund. It counts from when it is made; one that fails brings the money back. */
const readRefund: Read = (object) => {
  const {
    id,
    payment_intent: intentRef,
    amount: amountCents,
    currency,
    status,
  } = refund.parse(object);
  if (intentRef === null || currency !== CURRENCY) return null;
  const stage = NOT_SENT.has(status ?? "") ? 2 : 1;
  return { about: "reversal", word: { ref: id, intentRef, kind: "refund", amountCents, stage } };
};

/** Whether the disputed money is away. A mere inquiry takes none; a dispute that is won brings it back. */
function disputeStage(type: string, status: string): ReversalWord["stage"] {
  if (type === "charge.dispute.funds_reinstated" || status === "won") return 2;
  if (type === "charge.dispute.funds_withdrawn") return 1;
  return status.startsWith("warning_") || status === "prevented" ? 0 : 1;
}

const readDispute: Read = (object, type) => {
  const { id, payment_intent: intentRef, amount, currency, status } = dispute.parse(object);
  if (intentRef === null) return null;
  // A bank may dispute in its own currency; then it is the whole price.
  const amountCents = currency === CURRENCY ? amount : Number.MAX_SAFE_INTEGER;
  const stage = disputeStage(type, status);
  return { about: "reversal", word: { ref: id, intentRef, kind: "dispute", amountCents, stage } };
};

/** The events that are heard, to subscribe to; all others are taken and left. */
const READERS: Readonly<Record<string, Read>> = {
  ...Object.fromEntries(Object.keys(ENDINGS).map((type) => [type, readSession])),
  "charge.refunded": readCharge,
  "charge.refund.updated": readRefund,
  "refund.created": readRefund,
  "refund.updated": readRefund,
  "refund.failed": readRefund,
  "charge.dispute.created": readDispute,
  "charge.dispute.updated": readDispute,
  "charge.dispute.funds_withdrawn": readDispute,
  "charge.dispute.funds_reinstated": readDispute,
  "charge.dispute.closed": readDispute,
};

/** What an event says of a payment; null when nothing. Throws when it is of a kind that we hear and cannot be read. */
export function readEvent({ type, data }: StripeEvent): Word | null {
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read?.(data.object, type) ?? null;
}
