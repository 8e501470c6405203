import type { Hono } from "hono";
import type { KeyLimit } from "#lib/contract/credits.ts";
import { endpoints } from "#lib/contract/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import { changeKeyLimit, type LimitedKey, listKeyLimits } from "../../credits/key-limits.ts";
import { nextMonth } from "../../credits/month.ts";
import { changeLowBalance } from "../../credits/settings.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess } from "../access.ts";
import type { HttpEnv } from "../env.ts";
import { readBody } from "../read-body.ts";

const KEY_ID_PATTERN = /^key_[0-9a-z]{26}$/;

function keysOf({ gateway, actor }: RequestContext) {
  return { workspaceId: actor.workspaceId, mode: actor.mode, at: gateway.now() };
}

function presentKey(key: LimitedKey, at: Date): KeyLimit {
  return {
    id: key.id,
    name: key.name,
    last_four: key.lastFour,
    monthly_limit: key.monthlyLimit,
    used: key.used,
    resets_at: nextMonth(at).toISOString(),
    is_revoked: key.isRevoked,
  };
}

/** The guards of a workspace: when it is warned, and what each of its keys may spend. */
export function creditSettingsRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("credits:read");
  const canWrite = requireAccess("credits:write");

  app.patch("/api/v1/credits/settings", canWrite, async (c) => {
    const { gateway, actor } = c.get("requestContext");
    const settings = await readBody(c, endpoints.changeCreditSettings.body);
    await changeLowBalance(gateway.db.pool, {
      workspaceId: actor.workspaceId,
      lowBalance: settings.low_balance,
    });
    return c.json(settings);
  });
  app.get("/api/v1/credits/keys", canRead, async (c) => {
    const ctx = c.get("requestContext");
    const of = keysOf(ctx);
    const keys = await listKeyLimits(ctx.gateway.db.pool, of);
    return c.json({ items: keys.map((key) => presentKey(key, of.at)) });
  });
  app.patch("/api/v1/credits/keys/:id", canWrite, async (c) => {
    const ctx = c.get("requestContext");
    const of = keysOf(ctx);
    const { monthly_limit: monthlyLimit } = await readBody(c, endpoints.changeKeyLimit.body);
    const keyId = c.req.param("id");
    const changed = KEY_ID_PATTERN.test(keyId)
      ? await changeKeyLimit(ctx.gateway.db.pool, { ...of, keyId, monthlyLimit })
      : null;
    if (!changed) {
      throw new GatewayError("NOT_FOUND", { message: "This workspace has no such key." });
    }
    return c.json(presentKey(changed, of.at));
  });
}
