import type { RequestContext } from "../context.ts";
import type { Queryable } from "../credits/ledger.ts";
import type { PaymentProviderName } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import { CURRENCY, PAYMENT_COLUMNS, type Payment } from "./payment.ts";
import type { Order } from "./provider.ts";

const INSERT_SQL = `
insert into payments (id, workspace_id, mode, provider, request_key, pack, credits, price_cents, currency, created_at,
  checkout_ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, '${CURRENCY}', $9, $10)
on conflict (workspace_id, mode, request_key) where request_key is not null do nothing
returning ${PAYMENT_COLUMNS}`;

/**
 * In a transaction the lock lasts, so that of those who come with one key at once each sees what the one
 * before it did; a provider that is called behind it keeps them apart by its own idempotency key.
 */
const FIND_SQL = `
select ${PAYMENT_COLUMNS} from payments
where workspace_id = $1 and mode = $2 and request_key = $3 for update`;

function conflict(payment: Payment): GatewayError {
  return new GatewayError("IDEMPOTENCY_CONFLICT", {
    message: `This Idempotency-Key has bought ${payment.pack}; use a new key for another purchase.`,
    issues: [{ path: ["pack"], message: "differs from the first use of this key" }],
  });
}

/**
 * Writes a pending payment down, or finds the one that its key has already bought. Throws
 * IDEMPOTENCY_CONFLICT when that was another pack.
 */
export async function openPayment(
  db: Queryable,
  { actor, gateway }: RequestContext,
  order: Order & { provider: PaymentProviderName; checkoutEndsAt: Date | null },
): Promise<{ payment: Payment; isReplayed: boolean }> {
  const { provider, pack, requestKey } = order;
  const of = [actor.workspaceId, actor.mode];
  // Twice, since the first that came with a key may give it up between the two statements.
  for (let n = 0; n < 2; n++) {
    const { rows: inserted } = await db.query<Payment>(INSERT_SQL, [
      newId("payment"),
      ...of,
      provider,
      requestKey,
      pack.id,
      pack.credits,
      pack.priceCents,
      gateway.now(),
      order.checkoutEndsAt,
    ]);
    if (inserted[0]) return { payment: inserted[0], isReplayed: false };
    const { rows: known } = await db.query<Payment>(FIND_SQL, [...of, requestKey]);
    const [payment] = known;
    if (!payment) continue;
    if (payment.pack !== pack.id) throw conflict(payment);
    return { payment, isReplayed: true };
  }
  throw new GatewayError("SERVICE_UNAVAILABLE");
}
