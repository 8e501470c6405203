import type { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import type { HttpEnv } from "../env.ts";
import { buildOpenApi } from "../openapi/document.ts";
import { buildNavigation } from "../openapi/navigation.ts";

/** An origin comes from the caller where none is configured, so only so many are remembered. */
const ORIGINS_MAX = 8;

/** The API's description of itself. Open to anyone: tools fetch it without a key. */
export function documentRoutes(app: Hono<HttpEnv>, version: string): void {
  const byOrigin = new Map<string, string>();
  const navigation = buildNavigation();

  function openApiFor(origin: string): string {
    const known = byOrigin.get(origin);
    if (known) return known;
    const document = JSON.stringify(buildOpenApi(origin, version));
    if (byOrigin.size >= ORIGINS_MAX) byOrigin.clear();
    byOrigin.set(origin, document);
    return document;
  }

  app.use("/api/v1/openapi.json", compress(), etag());
  app.get("/api/v1/openapi.json", (c) =>
    c.body(openApiFor(c.get("origin")), 200, { "Content-Type": "application/json" }),
  );
  app.get("/api/v1/docs.json", (c) => c.json(navigation));
}
