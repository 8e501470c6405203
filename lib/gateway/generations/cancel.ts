import type { Generation } from "#lib/contract/generation.ts";
import { isTerminal } from "#lib/contract/generation.ts";
import type { RequestContext } from "../context.ts";
import { GatewayError } from "../errors.ts";
import { getGeneration } from "./get.ts";
import * as lifecycle from "./lifecycle.ts";
import { presentGeneration } from "./present.ts";

/**
 * Ends a generation that has not ended. Whoever runs it hears of it by the event and ends the work
 * upstream. Throws NOT_FOUND, and IDEMPOTENCY_CONFLICT naming the state when it has already ended.
 */
export async function cancelGeneration(ctx: RequestContext, id: string): Promise<Generation> {
  const before = await getGeneration(ctx, id);
  const { db, now } = ctx.gateway;
  const isCanceled =
    !isTerminal(before.status) && (await lifecycle.cancel(db.pool, { id, at: now() }));
  const row = await getGeneration(ctx, id);
  if (!isCanceled) {
    throw new GatewayError("IDEMPOTENCY_CONFLICT", {
      message: `The generation has already ended: it is ${row.status}.`,
      nextAction: "check_address",
    });
  }
  return presentGeneration(ctx, row);
}
