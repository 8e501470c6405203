/**
 * Finds generations newest first, in a time that does not grow with their number.
 *
 * Every choice of filters is one or a few ranges of an index that is sorted by id within the range:
 *
 * - none, or times alone: the workspace's range of `generations_list`;
 * - what has not ended: the workspace's range of `generations_unfinished`. The other filters are
 *   tried on each of it: a workspace has not many;
 * - what has ended, by status, medium or both: a range of `generations_by_media` for each of both;
 * - by model, with a status or not: of `generations_by_model`, a range for each status;
 * - by code, with a model or not: of `generations_by_code` or `generations_by_model_and_code`.
 *
 * Postgres reads the ranges side by side from their new end (Merge Append) and stops at the limit.
 * It does so only when each range is a select with its own order and limit, and limits are in the
 * text: a plan made for any limit would sort the table. Statuses are in the text because the indexes
 * are of some only. Ids are compared as `collate "C"`, so that no other index can offer their order
 * and tempt the planner to walk it.
 */
import { createHash } from "node:crypto";
import type pg from "pg";
import { splitCode } from "#lib/contract/codes.ts";
import { type GenerationStatus, isTerminal, STATUSES } from "#lib/contract/generation.ts";
import { generationCode, MEDIA, type Media } from "#lib/contract/media.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import type { Mode } from "../db/schema.ts";

export type Filter = {
  workspaceId: string;
  mode: Mode;
  /** Any of these; null is any at all. */
  statuses: readonly GenerationStatus[] | null;
  media: Media | null;
  model: string | null;
  code: string | null;
  /** Ids from this one on, and below that one. */
  from: string;
  below: string;
};

export type Statement = { name: string; text: string; values: unknown[] };

/** A statement that each connection plans once. */
export function prepared(text: string, values: unknown[]): Statement {
  const hash = createHash("sha1").update(text).digest("hex");
  return { name: `list-${hash}`, text, values };
}

/** False when the filters contradict each other: a code says the medium and that it failed, a model the medium. */
export function canMatch({ statuses, media, model, code }: Filter): boolean {
  const made = model === null ? undefined : findModel(model)?.media;
  if (media !== null && made !== undefined && made !== media) return false;
  if (code === null) return true;
  const subCode = splitCode(code)?.subCode;
  return (
    subCode !== undefined &&
    (statuses === null || statuses.includes("FAILED")) &&
    [media, made].every((each) => !each || generationCode(each, subCode) === code)
  );
}

/** The conditions of each range, behind those that all have in common; `bind` gives a parameter. */
function rangesOf(filter: Filter, bind: (value: unknown) => string): string[] {
  const { media, model, code } = filter;
  if (filter.statuses === null && media === null && model === null && code === null)
    return ["true"];
  const isModel = model === null ? "" : ` and model = ${bind(model)}`;
  if (code !== null) return [`status = 'FAILED' and failure ->> 'code' = ${bind(code)}${isModel}`];
  const isMedium = media === null ? "" : ` and media = ${bind(media)}`;
  const statuses = filter.statuses ?? STATUSES;
  const live = statuses.filter((status) => !isTerminal(status)).map((status) => `'${status}'`);
  const ended = statuses.filter(isTerminal).map((status) => `status = '${status}'`);
  return [
    ...(live.length > 0
      ? [`status in ('IN_QUEUE', 'IN_PROGRESS') and status in (${live})${isModel}${isMedium}`]
      : []),
    ...(isModel || isMedium
      ? ended.map((status) => `${status}${isModel}${isMedium}`)
      : ended.flatMap((status) => MEDIA.map((each) => `${status} and media = '${each}'`))),
  ];
}

/** A select of `id` and `input` of the newest, in order; it adds its parameters to `values`. */
export function selectNewest(filter: Filter, limit: number, values: unknown[]): string {
  const bind = (value: unknown) => `$${values.push(value)}`;
  const common = `workspace_id = ${bind(filter.workspaceId)} and mode = ${bind(filter.mode)}
    and id collate "C" >= ${bind(filter.from)} and id collate "C" < ${bind(filter.below)}
    and deleted_at is null`;
  const ranges = rangesOf(filter, bind).map(
    (condition) => `(select id collate "C" as id, input from generations
    where ${common} and ${condition} order by 1 desc limit ${limit})`,
  );
  return `select id, input from (${ranges.join(" union all ")}) as ranges order by id desc limit ${limit}`;
}

/** Ids of the newest, at most `limit` of them. */
export async function findNewest(db: pg.Pool, filter: Filter, limit: number): Promise<string[]> {
  const values: unknown[] = [];
  const text = `select id from (${selectNewest(filter, limit, values)}) as newest`;
  const { rows } = await db.query<{ id: string }>(prepared(text, values));
  return rows.map(({ id }) => id);
}

/** The id of the last of the newest `count`; null when there are fewer. */
export async function findNth(db: pg.Pool, filter: Filter, count: number): Promise<string | null> {
  const values: unknown[] = [];
  const text = `select id from (${selectNewest(filter, count, values)}) as newest
    order by id desc offset ${count - 1} limit 1`;
  const { rows } = await db.query<{ id: string }>(prepared(text, values));
  return rows[0]?.id ?? null;
}
