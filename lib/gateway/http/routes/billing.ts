import type { Hono } from "hono";
import type { CreditPacks } from "#lib/contract/credits.ts";
import { endpoints } from "#lib/contract/endpoints.ts";
import { PACKS } from "#lib/contract/plans.ts";
import { buyCredits, providerFor } from "../../billing/buy.ts";
import { listPayments } from "../../billing/list-payments.ts";
import { presentPayment } from "../../billing/payment.ts";
import { requireAccess } from "../access.ts";
import type { HttpEnv } from "../env.ts";
import { markReplayed, readIdempotencyKey } from "../idempotency-key.ts";
import { readBody } from "../read-body.ts";

/** What can be bought, what was, and buying. */
export function billingRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("credits:read");

  app.get("/api/v1/credits/packs", canRead, (c) => {
    const provider = providerFor(c.get("requestContext"));
    const packs = provider
      ? PACKS.map(({ id, credits, priceCents }) => ({ id, credits, price_cents: priceCents }))
      : [];
    return c.json({ provider: provider?.name ?? null, packs } satisfies CreditPacks);
  });
  app.get("/api/v1/credits/payments", canRead, async (c) => {
    const { gateway, actor } = c.get("requestContext");
    const found = await listPayments(gateway.db.pool, actor);
    const at = gateway.now();
    return c.json({ items: found.map((payment) => presentPayment(payment, at)) });
  });
  app.post("/api/v1/credits/checkout", requireAccess("credits:write"), async (c) => {
    const requestKey = readIdempotencyKey(c, "VALIDATION_ERROR");
    const { pack } = await readBody(c, endpoints.buyCredits.body);
    const ctx = c.get("requestContext");
    const startedAt = performance.now();
    try {
      const { result, isReplayed } = await buyCredits(ctx, { pack, requestKey });
      if (isReplayed) markReplayed(c);
      return c.json(result);
    } finally {
      if (ctx.actor.mode === "live") c.set("upstreamMs", performance.now() - startedAt);
    }
  });
}
