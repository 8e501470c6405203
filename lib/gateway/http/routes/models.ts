import type { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { describeModel } from "#lib/contract/catalogue-entry.ts";
import { MODELS, nearestModels } from "#lib/contract/models/catalogue.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess } from "../access.ts";
import type { HttpContext, HttpEnv } from "../env.ts";
import { modelIdOf } from "../model-path.ts";

const PREFIX = "/api/v1/models/";

/** Kept by whoever asked, and asked for anew each time: mostly the answer is that nothing changed. */
const CACHING = { "Cache-Control": "private, no-cache" };

/** The catalogue. It is long and hardly ever changes: compressed, and with a tag to ask by. */
export function modelRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("catalogue:read");
  const packed = [compress(), etag()] as const;
  const items = MODELS.map(describeModel);
  const byId = new Map(items.map((entry) => [entry.id, entry]));

  app.get("/api/v1/models", canRead, ...packed, (c) => c.json({ items }, 200, CACHING));
  app.get("/api/v1/models/*", canRead, ...packed, (c: HttpContext) => {
    const id = modelIdOf(c, PREFIX);
    const entry = byId.get(id);
    if (entry) return c.json(entry, 200, CACHING);
    throw new GatewayError("NOT_FOUND", {
      message: "There is no such model.",
      suggestions: nearestModels(id),
    });
  });
}
