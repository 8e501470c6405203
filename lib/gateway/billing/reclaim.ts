import type pg from "pg";
import { inTransaction } from "../db/transaction.ts";
import { lockPayment } from "./grant-payment.ts";
import { settleReversals } from "./settle-reversals.ts";

const BATCH = 100;

/**
 * Takes what came back into grants whose payment was refunded: credits that a generation held at the
 * time of the refund and did not need. Gives how many payments were looked at.
 */
export async function reclaimReleased(pool: pg.Pool, at: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `select payments.id from payments join credit_grants as grants on grants.id = payments.grant_id
     where payments.unreclaimed > 0 and grants.remaining > 0 order by payments.id limit ${BATCH}`,
  );
  for (const { id } of rows) {
    await inTransaction(pool, async (tx) => {
      const payment = await lockPayment(tx, id);
      if (!payment || payment.grantId === null) return;
      await settleReversals(tx, { ...payment, grantId: payment.grantId }, at);
    });
  }
  return rows.length;
}
