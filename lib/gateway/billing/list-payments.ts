import type { Queryable } from "../credits/ledger.ts";
import type { Mode } from "../db/schema.ts";
import { PAYMENT_COLUMNS, type Payment } from "./payment.ts";

const NEWEST = 50;

/** The last 50 purchases of a workspace in a mode, newest first. */
export async function listPayments(
  db: Queryable,
  args: { workspaceId: string; mode: Mode },
): Promise<Payment[]> {
  const { rows } = await db.query<Payment>(
    `select ${PAYMENT_COLUMNS} from payments where workspace_id = $1 and mode = $2
     order by id desc limit ${NEWEST}`,
    [args.workspaceId, args.mode],
  );
  return rows;
}
