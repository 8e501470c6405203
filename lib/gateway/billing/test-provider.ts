import { inTransaction } from "../db/transaction.ts";
import { grantPayment } from "./grant-payment.ts";
import { openPayment } from "./open-payment.ts";
import { grantedResult } from "./payment.ts";
import type { PaymentProvider } from "./provider.ts";

const NAME = "test";

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
    }),
};
