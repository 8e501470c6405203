import type { QuoteResult } from "#lib/contract/endpoints.ts";
import { checkInput } from "#lib/contract/models/check-input.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import type { RequestContext } from "../context.ts";
import { getBalance } from "../credits/balance.ts";
import { presentKeyLimit, readKeyBudget, spendableBy } from "../credits/key-budget.ts";
import { type CreateGeneration, invalidInput, requireModel } from "./create.ts";

/**
 * Whether the price can be paid now: what can be spent of all grants, with a capped key at most what its
 * month has left, and that limit where it stands in the way; the same numbers that a refusal would
 * have. Holds nothing, so what comes in between may change the answer.
 */
async function weighCredits(
  { gateway, actor }: RequestContext,
  credits: number,
): Promise<Pick<QuoteResult, "available" | "affordable" | "limit">> {
  const { pool } = gateway.db;
  const { workspaceId, mode, via } = actor;
  const at = gateway.now();
  const [{ total }, budget] = await Promise.all([
    getBalance(pool, { workspaceId, mode, at }),
    via.kind === "key" ? readKeyBudget(pool, { keyId: via.keyId, at }) : null,
  ]);
  const available = spendableBy(budget, total);
  const isCapped = budget !== null && budget.used + credits > budget.limit;
  return {
    available,
    affordable: credits <= available,
    ...(isCapped && { limit: presentKeyLimit(budget, at) }),
  };
}

/**
 * What a generation with this body would cost, and whether it can be paid. Checks as create does and
 * stores nothing. Throws UNSUPPORTED_MODEL and INVALID_INPUT.
 */
export async function quoteGeneration(
  ctx: RequestContext,
  { modelId, body }: Pick<CreateGeneration, "modelId" | "body">,
): Promise<QuoteResult> {
  const model = requireModel(modelId, modelId);
  const checked = checkInput(model, body);
  if (!checked.ok) throw invalidInput(model, checked.issues);
  const { credits, breakdown } = quoteCredits(model, checked.input);
  return { credits, breakdown, ...(await weighCredits(ctx, credits)) };
}
