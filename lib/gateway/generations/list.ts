import { and, desc, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { listQuery } from "#lib/contract/endpoints.ts";
import type { GenerationPage } from "#lib/contract/generation.ts";
import type { RequestContext } from "../context.ts";
import { type GenerationRow, generations } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { firstIdAt } from "../ids.ts";
import { canMatch, type Filter, findNewest } from "./newest.ts";
import { presentGeneration } from "./present.ts";
import { type Found, SEARCH_BOUNDS, type SearchBounds, searchGenerations } from "./search.ts";

const CURSOR_PATTERN = /^gen_[0-9a-z]{26}$/;
/** Behind every id. */
const END = "gen_~";
/** Limits are part of a statement's text, so there are only these. */
const PAGE_SIZES = [20, 100] as const;

type Query = z.output<typeof listQuery>;

function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (CURSOR_PATTERN.test(id)) return id;
  throw new GatewayError("VALIDATION_ERROR", {
    message: "cursor must be the next_cursor of an earlier page.",
    issues: [{ path: ["cursor"], message: "must be the next_cursor of an earlier page" }],
  });
}

/** An id says when it was made, so times are bounds of ids; both are included. */
function readFilter({ actor }: RequestContext, query: Query): Filter {
  const behind = query.to ? firstIdAt("generation", new Date(Date.parse(query.to) + 1)) : END;
  const cursor = query.cursor ? readCursor(query.cursor) : END;
  return {
    workspaceId: actor.workspaceId,
    mode: actor.mode,
    statuses: query.status ? [query.status] : null,
    media: query.media ?? null,
    model: query.model || null,
    code: query.code || null,
    from: query.from ? firstIdAt("generation", new Date(query.from)) : "gen_",
    below: [cursor, behind].sort()[0] ?? END,
  };
}

async function findPage(
  ctx: RequestContext,
  filter: Filter,
  query: Query,
  bounds: SearchBounds,
): Promise<Found> {
  if (!canMatch(filter)) return { ids: [], goOnBelow: null };
  const db = ctx.gateway.db.pool;
  // One more than a page shows that it is not the last.
  const limit = 1 + (PAGE_SIZES.find((size) => size >= query.limit) ?? query.limit);
  if (query.q) return searchGenerations({ db, filter, words: query.q, limit, bounds });
  return { ids: await findNewest(db, filter, limit), goOnBelow: null };
}

/** The rows of these ids, newest first, without those that have left the filter in the meantime. */
async function readRows(
  { gateway }: RequestContext,
  ids: readonly string[],
  { statuses }: Filter,
): Promise<GenerationRow[]> {
  if (ids.length === 0) return [];
  return gateway.db.orm
    .select()
    .from(generations)
    .where(
      and(
        inArray(generations.id, [...ids]),
        statuses ? inArray(generations.status, [...statuses]) : undefined,
        isNull(generations.deletedAt),
      ),
    )
    .orderBy(desc(generations.id));
}

/**
 * One page, newest first. The cursor is the last id seen, so new arrivals never shift a page. A page
 * can be shorter than asked for, even empty, and still have a next one.
 */
export async function listGenerations(
  ctx: RequestContext,
  query: Query,
  bounds = SEARCH_BOUNDS,
): Promise<GenerationPage> {
  const filter = readFilter(ctx, query);
  const { ids, goOnBelow } = await findPage(ctx, filter, query, bounds);
  const page = ids.slice(0, query.limit);
  const next = ids.length > page.length ? (page.at(-1) ?? null) : goOnBelow;
  const rows = await readRows(ctx, page, filter);
  return {
    items: rows.map((row) => presentGeneration(ctx, row)),
    next_cursor: next && Buffer.from(next).toString("base64url"),
  };
}
