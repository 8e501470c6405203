import { and, desc, eq, gte, lt, lte, sql } from "drizzle-orm";
import type { z } from "zod";
import type { listQuery } from "#lib/contract/endpoints.ts";
import type { GenerationPage } from "#lib/contract/generation.ts";
import type { RequestContext } from "../context.ts";
import { generations } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";
import { presentGeneration } from "./present.ts";

const CURSOR_PATTERN = /^gen_[0-9a-z]{26}$/;

function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (CURSOR_PATTERN.test(id)) return id;
  throw new GatewayError("VALIDATION_ERROR", {
    message: "cursor must be the next_cursor of an earlier page.",
    issues: [{ path: ["cursor"], message: "must be the next_cursor of an earlier page" }],
  });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** One page, newest first. The cursor is the last id seen, so new arrivals never shift a page. */
export async function listGenerations(
  ctx: RequestContext,
  query: z.output<typeof listQuery>,
): Promise<GenerationPage> {
  const { gateway, actor } = ctx;
  const words = query.q ? `%${escapeLike(query.q)}%` : null;
  const rows = await gateway.db.orm
    .select()
    .from(generations)
    .where(
      and(
        eq(generations.workspaceId, actor.workspaceId),
        eq(generations.mode, actor.mode),
        query.cursor ? lt(generations.id, readCursor(query.cursor)) : undefined,
        query.status ? eq(generations.status, query.status) : undefined,
        query.media ? eq(generations.media, query.media) : undefined,
        query.model ? eq(generations.model, query.model) : undefined,
        query.code ? sql`${generations.failure} ->> 'code' = ${query.code}` : undefined,
        query.from ? gte(generations.createdAt, new Date(query.from)) : undefined,
        query.to ? lte(generations.createdAt, new Date(query.to)) : undefined,
        words
          ? sql`coalesce(${generations.input} ->> 'prompt', ${generations.input} ->> 'text') ilike ${words}`
          : undefined,
      ),
    )
    .orderBy(desc(generations.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentGeneration(ctx, row)),
    next_cursor:
      rows.length > page.length && last ? Buffer.from(last.id).toString("base64url") : null,
  };
}
