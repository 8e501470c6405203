import type { Queryable } from "./ledger.ts";

/**
 * Changes below how many credits a workspace is warned, in both of its modes; null never. A threshold
 * above the present balance warns of nothing by itself: it is a fall that does.
 */
export async function changeLowBalance(
  db: Queryable,
  args: { workspaceId: string; lowBalance: number | null },
): Promise<void> {
  await db.query("update workspaces set low_balance = $2 where id = $1", [
    args.workspaceId,
    args.lowBalance,
  ]);
}
