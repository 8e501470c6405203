import type { Billing } from "#lib/contract/errors.ts";
import type { KeyLimit } from "./hold.ts";
import { monthOf } from "./hold-sql.ts";
import type { Queryable } from "./ledger.ts";
import { nextMonth } from "./month.ts";

/** A key's monthly limit and how much of it is used now; null for a key without one. */
export async function readKeyBudget(
  db: Queryable,
  { keyId, at }: { keyId: string; at: Date },
): Promise<KeyLimit | null> {
  const { rows } = await db.query<KeyLimit>({
    name: "credit-key-budget",
    text: `select keys.monthly_limit as "limit", coalesce(months.credits, 0) as used
      from api_keys as keys left join credit_key_months as months
        on months.key_id = keys.id and months.month = ${monthOf("$2::timestamptz")}
      where keys.id = $1 and keys.monthly_limit is not null`,
    values: [keyId, at],
  });
  return rows[0] ?? null;
}

/** What a key can spend of what its workspace can: at most what its month has left. */
export function spendableBy(budget: KeyLimit | null, total: number): number {
  return budget ? Math.min(total, Math.max(0, budget.limit - budget.used)) : total;
}

/** A key's limit as answers tell of it. */
export function presentKeyLimit(limit: KeyLimit, at: Date): NonNullable<Billing["limit"]> {
  return { kind: "key_monthly", ...limit, resets_at: nextMonth(at).toISOString() };
}
