import { inTransaction } from "../db/transaction.ts";
import { grantPayment } from "./grant-payment.ts";
import { openPayment } from "./open-payment.ts";
import type { PaymentProvider } from "./provider.ts";

const NAME = "test";

/** Takes nothing and grants at once: payment, grant and entry are one transaction. */
export const testProvider: PaymentProvider = {
  name: NAME,
  buy: (ctx, order) =>
    inTransaction(ctx.gateway.db.pool, async (tx) => {
      const { payment, isReplayed } = await openPayment(tx, ctx, { ...order, provider: NAME });
      const { grantId } = await grantPayment(tx, payment, {
        at: ctx.gateway.now(),
        intentRef: null,
        note: `Test purchase of ${payment.pack}; nothing was charged`,
      });
      const { id, credits } = payment;
      return {
        result: {
          outcome: "granted",
          payment_id: id,
          livemode: payment.mode === "live",
          credits,
          grant_id: grantId,
        },
        isReplayed,
      };
    }),
};
