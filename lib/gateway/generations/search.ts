/**
 * Finds generations by words in their prompt or text, newest first, without ever reading more than
 * a bounded number of them:
 *
 * 1. The newest few are looked through: a common word has filled its page by then, and one that is
 *    not rare does so when more of them are looked through.
 * 2. The search index gives all that have the words, however old: a rare word is in few. What has
 *    not ended yet is not in the index, and looked through.
 * 3. Where that is not to be had (too many, or one or two letters, which the index cannot find) more
 *    of the newest are looked through; the page may stay short and says where to go on.
 *
 * Words are compared without case, letter for letter: nothing is a wildcard.
 */
import type pg from "pg";
import type { GenerationStatus } from "#lib/contract/generation.ts";
import { type Filter, findNth, prepared, selectNewest } from "./newest.ts";

/** How many a search reads at most. */
export type SearchBounds = {
  /** Of the newest, first and when that was not enough. */
  look: number;
  longLook: number;
  /** By way of the index, and how long it may take to find them. */
  indexed: number;
  indexedMs: number;
};

export const SEARCH_BOUNDS: SearchBounds = {
  look: 1_000,
  longLook: 10_000,
  indexed: 20_000,
  indexedMs: 500,
};

/** The index is asked for so many pieces of the words: each costs, and few leave hardly anything else. */
const PIECES_MAX = 8;

const UNFINISHED: readonly GenerationStatus[] = ["IN_QUEUE", "IN_PROGRESS"];
const STATEMENT_CANCELED = "57014";

export type Search = {
  db: pg.Pool;
  filter: Filter;
  words: string;
  /** How many are wanted at most. */
  limit: number;
  bounds: SearchBounds;
};

/** Ids newest first; `goOnBelow` when there may be more than were looked through, short of the limit. */
export type Found = { ids: string[]; goOnBelow: string | null };

/** Whether the index can find it: three characters, or one that is nearly a word. */
function isIndexable(words: string): boolean {
  return [...words].length > 2 || /[\u0800-\u{10ffff}]/u.test(words);
}

/** Those of the newest `count` that have the words. */
async function lookThrough(search: Search, count: number): Promise<string[]> {
  const values: unknown[] = [];
  const newest = selectNewest(search.filter, count, values);
  const text = `select id from (${newest}) as newest
    where strpos(generation_words(input), lower($${values.push(search.words)})) > 0
    order by id desc limit ${search.limit}`;
  const { rows } = await search.db.query<{ id: string }>(prepared(text, values));
  return rows.map(({ id }) => id);
}

/**
 * No other way than by the index, and room for all that it finds: where room is short, Postgres
 * takes whole pages of the table instead and makes the pieces of every row on them anew.
 */
const beginSql = (maxMs: number) => `begin read only; set local statement_timeout = ${maxMs};
  set local work_mem = '32MB'; set local enable_seqscan = off;
  set local enable_indexscan = off; set local enable_indexonlyscan = off`;

const endedSql = (candidatesMax: number) => `
with piece as (
  select piece, row_number() over () as number, count(*) over () as count
  from unnest(search_pieces(lower($1))) as piece
  where char_length(piece) > 1 or char_length($1) < 3
), candidates as materialized (
  select id collate "C" as id, strpos(generation_words(input), lower($1)) > 0 as is_hit
  from generations
  where search_tokens(workspace_id, mode, media, model, status, failure ->> 'code', generation_words(input))
      @> ($2::text[] || array(select piece from piece where number % ceil(count / ${PIECES_MAX}.0) = 0))
    and status in ('COMPLETED', 'FAILED', 'CANCELED') and deleted_at is null
    and id collate "C" >= $3 and id collate "C" < $4
  limit ${candidatesMax}
)
select array(select id from candidates where is_hit order by id desc limit $5) as ids,
  (select count(*) from candidates)::int as candidates`;

/** The newest that have ended and have the words; null when that takes too long or reads too many. */
async function findEnded({ db, filter, words, limit, bounds }: Search): Promise<string[] | null> {
  const { workspaceId, mode, media, model, statuses, code } = filter;
  const tokens = [
    `of ${workspaceId} ${mode}`,
    ...(media ? [`media ${media}`] : []),
    ...(model ? [`model ${model}`] : []),
    ...(statuses?.length === 1 ? [`status ${statuses[0]}`] : []),
    ...(code ? [`code ${code}`] : []),
  ];
  const statement = prepared(endedSql(bounds.indexed), [
    words,
    tokens,
    filter.from,
    filter.below,
    limit,
  ]);
  const client = await db.connect();
  try {
    await client.query(beginSql(bounds.indexedMs));
    const { rows } = await client.query<{ ids: string[]; candidates: number }>(statement);
    const [found] = rows;
    return found && found.candidates < bounds.indexed ? found.ids : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === STATEMENT_CANCELED) return null;
    throw error;
  } finally {
    const isOver = await client.query("rollback").then(
      () => true,
      () => false,
    );
    client.release(!isOver);
  }
}

/** The newest that have not ended and have the words; null when there are too many to look through. */
async function findUnfinished(search: Search): Promise<string[] | null> {
  const { filter: all, bounds } = search;
  const { statuses, code } = all;
  const meant = UNFINISHED.filter((each) => code === null && (statuses?.includes(each) ?? true));
  if (meant.length === 0) return [];
  const filter = { ...all, statuses: meant };
  const hits = await lookThrough({ ...search, filter }, bounds.longLook);
  if (hits.length === search.limit || !(await findNth(search.db, filter, bounds.longLook)))
    return hits;
  return null;
}

async function findByIndex(search: Search): Promise<string[] | null> {
  if (!isIndexable(search.words)) return null;
  // What ends in between is found twice rather than not at all.
  const unfinished = await findUnfinished(search);
  const ended = unfinished && (await findEnded(search));
  if (!ended) return null;
  const ids = [...new Set([...unfinished, ...ended])];
  return ids.sort().reverse().slice(0, search.limit);
}

/** Ids of the newest that have the words, at most `limit` of them. */
export async function searchGenerations(search: Search): Promise<Found> {
  const { db, filter, limit } = search;
  const { look, longLook } = search.bounds;
  const soon = await lookThrough(search, look);
  if (soon.length === limit || !(await findNth(db, filter, look))) {
    return { ids: soon, goOnBelow: null };
  }
  const isLikelySoon = soon.length * (longLook / look) >= limit;
  const rare = isLikelySoon ? null : await findByIndex(search);
  if (rare) return { ids: rare, goOnBelow: null };
  const ids = await lookThrough(search, longLook);
  const end = ids.length === limit ? null : await findNth(db, filter, longLook);
  if (end === null) return { ids, goOnBelow: null };
  const clustered = isLikelySoon ? await findByIndex(search) : null;
  if (clustered) return { ids: clustered, goOnBelow: null };
  // What came in between has moved the end up: nothing may come twice.
  return { ids, goOnBelow: [end, ...ids].sort()[0] ?? null };
}
