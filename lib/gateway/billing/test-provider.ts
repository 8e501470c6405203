import { isTooMany } from "../credits/too-many.ts";
import { inTransaction } from "../db/transaction.ts";
import { GatewayError } from "../errors.ts";
import { grantPayment } from "./grant-payment.ts";
import { openPayment } from "./open-payment.ts";
import { grantedResult } from "./payment.ts";
import type { PaymentProvider } from "./provider.ts";

const NAME = "test";

/** What nobody pays for, but a loop of tests reaches. */
function refuseTooMany(error: unknown): never {
  if (!isTooMany(error)) throw error;
  const message = "would give the workspace more credits than it can have";
  throw new GatewayError("VALIDATION_ERROR", {
    message: `pack ${message}.`,
    issues: [{ path: ["pack"], message }],
    cause: error,
  });
}

/** Takes nothing and grants at once: payment, grant and entry are one transaction. */
export const testProvider: PaymentProvider = {
  name: NAME,
  buy: (ctx, order) =>
    inTransaction(ctx.gateway.db.pool, async (tx) => {
      const opened = { ...order, provider: NAME, checkoutEndsAt: null } as const;
      const { payment, isReplayed } = await openPayment(tx, ctx, opened);
      const granted = await grantPayment(tx, payment, {
        at: ctx.gateway.now(),
        intentRef: null,
        note: `Test purchase of ${payment.pack}; nothing was charged`,
      });
      return { result: grantedResult(granted), isReplayed };
    }).catch(refuseTooMany),
};
