import { generationCode } from "#lib/contract/media.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { readInputSimulation } from "#lib/contract/simulation.ts";
import type { RequestContext } from "../context.ts";
import { GatewayError } from "../errors.ts";

/** What is said to be left: a part of the price, so always too little. */
const AVAILABLE_SHARE = 0.3;

/**
 * Throws INSUFFICIENT_CREDITS when a test-mode input asks for it. Credits are our own affair, so no
 * upstream simulates their lack. `credits` is what the input costs.
 */
export function simulateCredits(
  { actor }: RequestContext,
  args: { model: Model; input: Readonly<Record<string, unknown>>; credits: number },
): void {
  if (actor.mode !== "test") return;
  const { model, input, credits } = args;
  const reading = readInputSimulation(model.media, input);
  if ("problem" in reading || reading.simulation?.subCode !== "INSUFFICIENT_CREDITS") return;
  const available = Math.floor(credits * AVAILABLE_SHARE);
  throw new GatewayError(generationCode(model.media, "INSUFFICIENT_CREDITS"), {
    message: `Insufficient credits: this generation costs ${credits}, and ${available} are left.`,
    billing: { held: 0, captured: 0, released: 0, required: credits, available, entry_ids: [] },
  });
}
