import type { Mode } from "../db/schema.ts";
import { monthOf } from "./hold-sql.ts";
import type { Queryable } from "./ledger.ts";

/** How many keys are listed; those that still work come first. */
const KEYS_MAX = 200;

export type LimitedKey = {
  id: string;
  name: string;
  lastFour: string;
  /** Whole credits a month; null without a limit. */
  monthlyLimit: number | null;
  /** What its generations of this month cost, or hold. */
  used: number;
  isRevoked: boolean;
};

type Of = { workspaceId: string; mode: Mode; at: Date };

const KEY_COLUMNS = `keys.id, keys.name, keys.last_four as "lastFour",
  keys.monthly_limit as "monthlyLimit", keys.revoked_at is not null as "isRevoked",
  coalesce((
    select credits from credit_key_months as months
    where months.key_id = keys.id and months.month = ${monthOf("$3::timestamptz")}
  ), 0) as used`;

/** The keys of a workspace in a mode, newest first, with their caps. */
export async function listKeyLimits(
  db: Queryable,
  { workspaceId, mode, at }: Of,
): Promise<LimitedKey[]> {
  const { rows } = await db.query<LimitedKey>(
    `select ${KEY_COLUMNS} from api_keys as keys where keys.workspace_id = $1 and keys.mode = $2
     order by keys.revoked_at is not null, keys.id desc limit ${KEYS_MAX}`,
    [workspaceId, mode, at],
  );
  return rows;
}

/**
 * Changes the most that the generations of a key may cost in a month, in whole credits; null takes
 * the cap away. It holds for what comes: below what is used already, nothing more is accepted until
 * the month is over. Null when the workspace has no such key in this mode.
 */
export async function changeKeyLimit(
  db: Queryable,
  {
    workspaceId,
    mode,
    at,
    keyId,
    monthlyLimit,
  }: Of & { keyId: string; monthlyLimit: number | null },
): Promise<LimitedKey | null> {
  const { rows } = await db.query<LimitedKey>(
    `update api_keys as keys set monthly_limit = $5
     where keys.workspace_id = $1 and keys.mode = $2 and keys.id = $4 returning ${KEY_COLUMNS}`,
    [workspaceId, mode, at, keyId, monthlyLimit],
  );
  return rows[0] ?? null;
}
