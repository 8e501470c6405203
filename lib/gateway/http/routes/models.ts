import type { Hono } from "hono";
import { describeModel } from "#lib/contract/catalogue-entry.ts";
import { findModel, MODELS, nearestModels } from "#lib/contract/models/catalogue.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess } from "../access.ts";
import type { HttpEnv } from "../env.ts";

const PREFIX = "/api/v1/models/";

/** The catalogue. */
export function modelRoutes(app: Hono<HttpEnv>): void {
  const canRead = requireAccess("catalogue:read");
  const items = MODELS.map(describeModel);

  app.get("/api/v1/models", canRead, (c) => c.json({ items }));
  app.get("/api/v1/models/*", canRead, (c) => {
    const id = c.req.path.slice(PREFIX.length);
    const model = findModel(id);
    if (model) return c.json(describeModel(model));
    throw new GatewayError("NOT_FOUND", {
      message: "There is no such model.",
      suggestions: nearestModels(id),
    });
  });
}
