import type { QuoteResult } from "#lib/contract/endpoints.ts";
import { checkInput } from "#lib/contract/models/check-input.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import type { RequestContext } from "../context.ts";
import { type CreateGeneration, invalidInput, requireModel } from "./create.ts";

/** What the workspace can spend now; null while no ledger is kept, and then everything is affordable. */
async function availableCredits(_ctx: RequestContext): Promise<number | null> {
  return null;
}

/**
 * What a generation with this body would cost. Checks as create does and stores nothing. Throws
 * UNSUPPORTED_MODEL and INVALID_INPUT.
 */
export async function quoteGeneration(
  ctx: RequestContext,
  { modelId, body }: Pick<CreateGeneration, "modelId" | "body">,
): Promise<QuoteResult> {
  const model = requireModel(modelId, modelId);
  const checked = checkInput(model, body);
  if (!checked.ok) throw invalidInput(model, checked.issues);
  const { credits, breakdown } = quoteCredits(model, checked.input);
  const available = await availableCredits(ctx);
  return { credits, breakdown, available, affordable: available === null || credits <= available };
}
