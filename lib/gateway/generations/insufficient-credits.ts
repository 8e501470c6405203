import { cheaperSettings, describeCheaper } from "#lib/contract/cheaper.ts";
import { generationCode } from "#lib/contract/media.ts";
import type { GenerationInput } from "#lib/contract/models/check-input.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { KeyLimit } from "../credits/hold.ts";
import { presentKeyLimit, spendableBy } from "../credits/key-budget.ts";
import { GatewayError } from "../errors.ts";

export type Shortage = {
  model: Model;
  input: GenerationInput;
  /** Whole credits: what it costs, and what can be spent. */
  credits: number;
  available: number;
  keyLimit: KeyLimit | null;
  at: Date;
};

/** `1 credit`, `2 credits`. */
const inCredits = (count: number) => `${count} credit${count === 1 ? "" : "s"}`;

/**
 * INSUFFICIENT_CREDITS, with what is missing and the settings that would fit what is left. When it is
 * the key's monthly limit that stands in the way it says so, and when that begins anew.
 */
export function insufficientCredits(shortage: Shortage): GatewayError {
  const { model, input, credits, available, keyLimit, at } = shortage;
  const left = spendableBy(keyLimit, available);
  const limit = keyLimit && presentKeyLimit(keyLimit, at);
  const fitting = cheaperSettings(model, input, left);
  return new GatewayError(generationCode(model.media, "INSUFFICIENT_CREDITS"), {
    message: limit
      ? `This API key may spend ${inCredits(limit.limit)} a month and has spent ${limit.used}; this generation costs ${credits}. The limit resets on ${limit.resets_at.slice(0, 10)} (UTC).`
      : `Insufficient credits: this generation costs ${credits}, and ${available} are left.`,
    ...(fitting.length > 0 && { suggestions: fitting.map(describeCheaper) }),
    ...(limit && { nextAction: "contact_operator" as const }),
    billing: {
      held: 0,
      captured: 0,
      released: 0,
      required: credits,
      available: left,
      shortfall: credits - left,
      ...(limit && { limit }),
      entry_ids: [],
    },
  });
}
