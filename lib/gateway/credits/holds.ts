import type { GenerationRow, Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

/** How many of the open holds are named. */
const ITEMS_MAX = 50;

export type OpenHold = { amount: number; generationId: string } & Pick<
  GenerationRow,
  "model" | "media" | "status" | "progress" | "createdAt"
>;

/** All that is held, in whole credits, and by how many generations; the oldest of them by name. */
export type OpenHolds = { total: number; count: number; items: OpenHold[] };

/** What holds credits of a workspace right now. */
export async function listOpenHolds(
  db: Queryable,
  args: { workspaceId: string; mode: Mode },
): Promise<OpenHolds> {
  const { rows } = await db.query<OpenHold & { total: number; count: number }>({
    name: "credit-open-holds",
    text: `select holds.amount, holds.generation_id as "generationId", generations.model,
        generations.media, generations.status, generations.progress,
        holds.created_at as "createdAt", sum(holds.amount) over ()::int as total,
        count(*) over ()::int as count
      from credit_holds as holds join generations on generations.id = holds.generation_id
      where holds.workspace_id = $1 and holds.mode = $2 and holds.settled_at is null
      order by holds.created_at, holds.generation_id limit ${ITEMS_MAX}`,
    values: [args.workspaceId, args.mode],
  });
  const items = rows.map(({ total: _total, count: _count, ...item }) => item);
  return { total: rows[0]?.total ?? 0, count: rows[0]?.count ?? 0, items };
}
