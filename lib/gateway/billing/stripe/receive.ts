import { Stripe } from "stripe";
import type { Gateway } from "../../context.ts";
import { inTransaction } from "../../db/transaction.ts";
import { GatewayError } from "../../errors.ts";
import { noteCheckout } from "../note-checkout.ts";
import { noteReversal } from "../note-reversal.ts";
import { readEvent, type StripeEvent, stripeEvent, type Word } from "./read-event.ts";
import { isLiveKey, type StripeSettings } from "./settings.ts";

/** How old a signature may be: whoever has seen one cannot use it later. */
const TOLERANCE_S = 300;

type Signed = { body: Uint8Array; signature: string };

/** The event, once it is certain that Stripe sent it. */
async function verify(
  { body, signature }: Signed,
  webhookSecret: string,
  now: Date,
): Promise<StripeEvent> {
  try {
    const receivedAt = now.getTime();
    const event = await Stripe.webhooks.constructEventAsync(
      Buffer.from(body),
      signature,
      webhookSecret,
      TOLERANCE_S,
      undefined,
      receivedAt,
    );
    return stripeEvent.parse(event);
  } catch (error) {
    const isUnsigned =
      error instanceof Error &&
      "type" in error &&
      error.type === "StripeSignatureVerificationError";
    throw new GatewayError("VALIDATION_ERROR", {
      status: 400,
      message: isUnsigned
        ? "The signature of this event is wrong or too old."
        : "This is not an event of the kind that is taken here.",
      // The library hangs the whole body on its errors.
      cause: new Error(error instanceof Error ? error.message : "unknown"),
    });
  }
}

async function note(gateway: Gateway, { about, word }: Word): Promise<void> {
  const { db, log } = gateway;
  const at = gateway.now();
  await inTransaction(db.pool, async (tx) => {
    if (about === "checkout") return noteCheckout(tx, word, { at, log });
    const payment = await noteReversal(tx, word, at);
    if (!payment) log.info({ ...word }, "a refund or dispute of a payment that is not known");
  });
}

/** Takes in an event of Stripe; see `LiveProvider`. An event that says nothing of our payments is taken and left. */
export async function receiveFromStripe(
  settings: StripeSettings,
  gateway: Gateway,
  signed: Signed,
): Promise<void> {
  const event = await verify(signed, settings.webhookSecret, gateway.now());
  const { id, type, account, livemode } = event;
  const log = gateway.log.child({ event: id, type });
  if (livemode !== isLiveKey(settings)) {
    return log.warn({ livemode }, "an event of the other mode of Stripe than the key's is left");
  }
  if (account) return log.info({ account }, "an event of another account is left");
  const word = readEvent(event);
  if (word) await note({ ...gateway, log }, word);
}
