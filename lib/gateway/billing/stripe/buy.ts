import type { Stripe } from "stripe";
import { z } from "zod";
import type { RequestContext } from "../../context.ts";
import { GatewayError } from "../../errors.ts";
import { openPayment } from "../open-payment.ts";
import { grantedResult, type Payment } from "../payment.ts";
import type { Order, Purchase } from "../provider.ts";
import { mapStripeFailure } from "./failure.ts";

/** How long a checkout can be paid. Stripe allows 30 minutes to 24 hours from when it makes it. */
const CHECKOUT_MS = 60 * 60_000;
const CHECKOUT_MIN_MS = 31 * 60_000;

/** Whose payment an event speaks of: what only we can write, unlike the client's reference. */
export const PAYMENT_ID = "rushes_payment_id";

const madeSession = z.object({
  id: z.string().min(1).max(255),
  url: z.url({ protocol: /^https?$/ }).max(10_000),
});

/** All of it follows from the payment and the origin: Stripe refuses a key that comes with something else. */
function sessionOf(payment: Payment, origin: string): Stripe.Checkout.SessionCreateParams {
  const product = `${payment.credits.toLocaleString("en")} credits`;
  const metadata = { [PAYMENT_ID]: payment.id };
  const back = `${origin}/credits?payment=${payment.id}`;
  return {
    mode: "payment",
    client_reference_id: payment.id,
    metadata,
    payment_intent_data: { metadata, description: `${product} (${payment.id})` },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: payment.currency,
          unit_amount: payment.priceCents,
          product_data: { name: product },
        },
      },
    ],
    // The amount that is paid is compared with the price.
    adaptive_pricing: { enabled: false },
    success_url: back,
    cancel_url: `${back}&canceled=1`,
    expires_at: Math.floor((payment.createdAt.getTime() + CHECKOUT_MS) / 1000),
  };
}

/** What a key that has bought before gives again; null when Stripe has not answered yet. */
function knownResult(payment: Payment, now: Date): Purchase["result"] | null {
  const { id, grantId, checkoutUrl: url, endedAs, checkoutEndsAt } = payment;
  if (grantId !== null) return grantedResult({ ...payment, grantId });
  const leftMs = (checkoutEndsAt?.getTime() ?? 0) - now.getTime();
  if (endedAs === null && leftMs > (url === null ? CHECKOUT_MIN_MS : 0)) {
    return url === null ? null : { outcome: "redirect", payment_id: id, livemode: true, url };
  }
  throw new GatewayError("IDEMPOTENCY_CONFLICT", {
    message: "The checkout of this Idempotency-Key is over; use a new key to buy again.",
  });
}

/** The page to pay at. Stripe knows the payment by its id, so it makes one, however often it is asked. */
async function openSession(
  stripe: Stripe,
  payment: Payment,
  { origin, gateway }: RequestContext,
): Promise<z.infer<typeof madeSession>> {
  try {
    const made = await stripe.checkout.sessions.create(sessionOf(payment, origin), {
      idempotencyKey: payment.id,
    });
    return madeSession.parse(made);
  } catch (thrown) {
    const { isRefused, error } = mapStripeFailure(thrown);
    if (isRefused) {
      // The key is given up, as that of any refused request.
      await gateway.db.pool.query(
        "update payments set ended_as = 'failed', request_key = null where id = $1 and paid_at is null",
        [payment.id],
      );
    }
    throw error;
  }
}

/** Writes the payment down, then asks Stripe for a page where it is paid; no transaction is open meanwhile. */
export async function buyAtStripe(
  stripe: Stripe,
  ctx: RequestContext,
  order: Order,
): Promise<Purchase> {
  const { db, now } = ctx.gateway;
  const checkoutEndsAt = new Date(now().getTime() + CHECKOUT_MS);
  const opened = await openPayment(db.pool, ctx, { ...order, provider: "stripe", checkoutEndsAt });
  const { payment, isReplayed } = opened;
  const known = knownResult(payment, now());
  if (known) return { result: known, isReplayed };
  const { id: ref, url } = await openSession(stripe, payment, ctx);
  await db.pool.query("update payments set checkout_ref = $2, checkout_url = $3 where id = $1", [
    payment.id,
    ref,
    url,
  ]);
  const result = { outcome: "redirect", payment_id: payment.id, livemode: true, url } as const;
  return { result, isReplayed };
}
