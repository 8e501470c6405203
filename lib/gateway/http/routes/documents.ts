import type { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import type { HttpEnv } from "../env.ts";
import { buildOpenApi } from "../openapi/document.ts";
import { buildNavigation } from "../openapi/navigation.ts";

/** Stands for the origin, which comes from the caller where none is configured. */
const ORIGIN = "https://origin.invalid";

/** The API's description of itself. Open to anyone: tools fetch it without a key. */
export function documentRoutes(app: Hono<HttpEnv>, version: string): void {
  const navigation = buildNavigation();
  // Built once, by the first who asks: it takes a tenth of a second.
  let pieces: string[] | null = null;

  function openApiFor(origin: string): string {
    pieces ??= JSON.stringify(buildOpenApi(ORIGIN, version)).split(ORIGIN);
    return pieces.join(origin);
  }

  app.use("/api/v1/openapi.json", compress(), etag());
  app.get("/api/v1/openapi.json", (c) =>
    c.body(openApiFor(c.get("origin")), 200, { "Content-Type": "application/json" }),
  );
  app.get("/api/v1/docs.json", (c) => c.json(navigation));
}
