import { PACKS, type Pack } from "#lib/contract/plans.ts";
import type { RequestContext } from "../context.ts";
import { GatewayError } from "../errors.ts";
import type { PaymentProvider, Purchase } from "./provider.ts";
import { testProvider } from "./test-provider.ts";

/** Who takes the money of this caller: in test mode nobody does; null when nothing is sold. */
export function providerFor({ actor, gateway }: RequestContext): PaymentProvider | null {
  return actor.mode === "test" ? testProvider : gateway.stripe;
}

/**
 * Buys a pack of credits; with a request key at most once. Throws FORBIDDEN where nothing is sold,
 * IDEMPOTENCY_CONFLICT for a key that has bought another pack, and what the provider throws.
 */
export async function buyCredits(
  ctx: RequestContext,
  args: { pack: Pack["id"]; requestKey: string | undefined },
): Promise<Purchase> {
  const provider = providerFor(ctx);
  if (!provider) {
    throw new GatewayError("FORBIDDEN", {
      message: "This server does not sell credits; whoever runs it can grant them.",
      fault: "gateway",
      nextAction: "contact_operator",
    });
  }
  const pack = PACKS.find(({ id }) => id === args.pack);
  if (!pack) throw new GatewayError("VALIDATION_ERROR");
  return provider.buy(ctx, { pack, requestKey: args.requestKey ?? null });
}
