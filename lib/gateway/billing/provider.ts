/**
 * Buying credits. A *payment* is written down before anybody is asked for money, and lives so:
 *
 *                     paid (grants the credits)         money goes back
 *     pending ─────────────────────────────────► paid ───────────────────► partly_refunded, refunded
 *        │                                                ◄───────────────
 *        └──────────► failed, expired                      it came again
 *           (said by the provider; paid wins, whichever word comes first)
 *
 * - paid: once, under a lock of the payment's row, in the transaction that writes the grant, whose
 *   `sourceRef` is the payment. However often and in whatever order a provider says so.
 * - money goes back: refunds and lost disputes. Of the credits that belong to the part of the price
 *   that went back, what is left in the grant is taken (`reclaimed`), and the rest, which is spent or
 *   held by a generation, is only noted (`unreclaimed`).
 *
 * Locks are taken in the order money (by the provider's name for it), payment, account, grant.
 */
import type { CheckoutResult } from "#lib/contract/credits.ts";
import type { Pack } from "#lib/contract/plans.ts";
import type { Gateway, RequestContext } from "../context.ts";
import type { PaymentProviderName } from "../db/schema.ts";

export type Order = { pack: Pack; requestKey: string | null };

export type Purchase = {
  result: CheckoutResult;
  /** Whether it is the answer to an earlier order with the same key. */
  isReplayed: boolean;
};

/** Who takes the money. */
export type PaymentProvider = {
  readonly name: PaymentProviderName;
  /** Writes the payment down and asks for the money. Throws GatewayError when it cannot be asked for. */
  buy(ctx: RequestContext, order: Order): Promise<Purchase>;
};

/** One that takes real money, and says by events of its own what became of it. */
export type LiveProvider = PaymentProvider & {
  /**
   * Takes in an event: the same one any number of times, and all in any order. Throws VALIDATION_ERROR
   * with 400 for what the provider has not signed.
   */
  receive(gateway: Gateway, event: { body: Uint8Array; signature: string }): Promise<void>;
};
