import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import type { HttpEnv } from "../env.ts";

const ROOT = "/api/reference";
const FONTS: ReadonlyMap<string, string> = new Map([
  ["sans.woff2", "geist/dist/fonts/geist-sans/Geist-Variable.woff2"],
  ["mono.woff2", "geist/dist/fonts/geist-mono/GeistMono-Variable.woff2"],
]);
/** The script and the pieces that it loads; their maps of 40 MB are for nobody here. */
const SCRIPTS = /^\/(?:standalone\.esm|chunks\/[\w.-]+)\.js$/;
/** A path that leads to no file. */
const NOTHING = "none";

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join("; ");

const packages = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const readOwn = (name: string) =>
  readFileSync(new URL(`../reference/${name}`, import.meta.url), "utf8");

/** The API reference that people read and try: Scalar, all of it from this host. Open to anyone. */
export function referenceRoutes(app: Hono<HttpEnv>): void {
  const page = readOwn("reference.html");
  const script = readOwn("reference.js");
  const styles = readOwn("reference.css");

  app.use(`${ROOT}/*`, compress(), etag());
  app.use(`${ROOT}/*`, async (c, next) => {
    await next();
    if (c.res.ok) c.header("Cache-Control", "public, max-age=3600");
    c.header("X-Content-Type-Options", "nosniff");
  });
  app.get(ROOT, (c) => c.html(page, 200, { "Content-Security-Policy": POLICY }));
  app.get(`${ROOT}/reference.js`, (c) =>
    c.body(script, 200, { "Content-Type": "text/javascript" }),
  );
  app.get(`${ROOT}/reference.css`, (c) => c.body(styles, 200, { "Content-Type": "text/css" }));
  app.get(
    `${ROOT}/assets/*`,
    serveStatic({
      root: path.join(packages, "@scalar/api-reference/dist/browser"),
      rewriteRequestPath: (requested) => {
        const name = requested.slice(`${ROOT}/assets`.length);
        return SCRIPTS.test(name) ? name : NOTHING;
      },
    }),
  );
  app.get(
    `${ROOT}/fonts/:name`,
    serveStatic({
      root: packages,
      rewriteRequestPath: (requested) => FONTS.get(path.basename(requested)) ?? NOTHING,
    }),
  );
}
