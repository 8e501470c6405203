import { and, eq, isNull } from "drizzle-orm";
import type { RequestContext } from "../context.ts";
import { type GenerationRow, generations } from "../db/schema.ts";
import { GatewayError } from "../errors.ts";

const ID_PATTERN = /^gen_[0-9a-z]{26}$/;

/** A generation of the caller's workspace and mode; NOT_FOUND for any other, and for a deleted one. */
export async function getGeneration(ctx: RequestContext, id: string): Promise<GenerationRow> {
  const { gateway, actor } = ctx;
  const [row] = ID_PATTERN.test(id)
    ? await gateway.db.orm
        .select()
        .from(generations)
        .where(
          and(
            eq(generations.id, id),
            eq(generations.workspaceId, actor.workspaceId),
            eq(generations.mode, actor.mode),
            isNull(generations.deletedAt),
          ),
        )
    : [];
  if (!row) throw new GatewayError("NOT_FOUND", { message: "There is no such generation." });
  return row;
}
