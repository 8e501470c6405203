import type { GenerationInput } from "#lib/contract/models/check-input.ts";
import type { Model } from "#lib/contract/models/model.ts";
import { readInputSimulation } from "#lib/contract/simulation.ts";
import type { RequestContext } from "../context.ts";
import { insufficientCredits } from "./insufficient-credits.ts";

/** What is said to be left: a part of the price, so always too little. */
const AVAILABLE_SHARE = 0.3;

/**
 * Throws INSUFFICIENT_CREDITS when a test-mode input asks for it. Credits are our own affair, so no
 * upstream simulates their lack. `credits` is what the input costs.
 */
export function simulateCredits(
  { actor, gateway }: RequestContext,
  args: { model: Model; input: GenerationInput; credits: number },
): void {
  if (actor.mode !== "test") return;
  const { model, input, credits } = args;
  const reading = readInputSimulation(model.media, input);
  if ("problem" in reading || reading.simulation?.subCode !== "INSUFFICIENT_CREDITS") return;
  const available = Math.floor(credits * AVAILABLE_SHARE);
  const at = gateway.now();
  throw insufficientCredits({ model, input, credits, available, keyLimit: null, at });
}
