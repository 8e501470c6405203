import type { Mode } from "../db/schema.ts";
import type { Queryable } from "./ledger.ts";

export type UsageQuery = {
  workspaceId: string;
  mode: Mode;
  by: "day" | "model" | "media" | "key" | "code";
  split: "media" | "model" | null;
  from: Date;
  to: Date;
};

export type UsageItem = {
  key: string | null;
  split: string | null;
  captured: number;
  released: number;
  generations: number;
};

const EXPRESSIONS = {
  day: "(holds.settled_at at time zone 'UTC')::date",
  model: "generations.model",
  media: "generations.media",
  key: "holds.key_id",
  code: "generations.failure ->> 'code'",
} as const;

/** What generations that ended in a time cost and gave back, in groups; the order is that of the groups. */
export async function readUsage(db: Queryable, query: UsageQuery): Promise<UsageItem[]> {
  const key = EXPRESSIONS[query.by];
  const split = query.split ? EXPRESSIONS[query.split] : "null::text";
  // Half a million holds are joined with their generations only when one asks for something of these.
  const generations = `${key} ${split}`.includes("generations.")
    ? "join generations on generations.id = holds.generation_id"
    : "";
  // What is spent in a time may be more than any balance: a float has it exactly, and the driver as a number.
  const { rows } = await db.query<UsageItem>(
    `select key::text, split, captured, released, count as generations from (
       select ${key} as key, ${split} as split, sum(holds.captured)::float8 as captured,
         sum(holds.released)::float8 as released, count(*)::int as count
       from credit_holds as holds ${generations}
       where holds.workspace_id = $1 and holds.mode = $2 and holds.settled_at >= $3 and holds.settled_at <= $4
       group by 1, 2
     ) as groups order by groups.key nulls last, split`,
    [query.workspaceId, query.mode, query.from, query.to],
  );
  return rows;
}
