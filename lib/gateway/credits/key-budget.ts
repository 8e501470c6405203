import type { KeyLimit } from "./hold.ts";
import { monthOf } from "./hold-sql.ts";
import type { Queryable } from "./ledger.ts";

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
