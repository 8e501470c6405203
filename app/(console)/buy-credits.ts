"use server";
import { headers } from "next/headers";
import { z } from "zod";
import type { Result } from "#lib/client/result.ts";
import { createServerClient } from "#lib/client/server.ts";
import type { CheckoutResult } from "#lib/contract/credits.ts";
import type { BuyOrder } from "../../components/credits/buy/buy-context.tsx";

// An action is an address like any other: what comes in is not what the types say.
const orderSchema = z.object({
  pack: z.string().min(1).max(100),
  idempotencyKey: z.string().regex(/^[\w-]{8,200}$/),
});

/** Buys a pack as the visitor, at most once for a key. Refusals and an unreachable gateway are values. */
export async function buyCredits(order: BuyOrder): Promise<Result<CheckoutResult>> {
  const { pack, idempotencyKey } = orderSchema.parse(order);
  const client = createServerClient(await headers());
  return client.buyCredits(pack, { headers: { "idempotency-key": idempotencyKey } });
}
