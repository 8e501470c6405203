import type { MiddlewareHandler } from "hono";
import { createRateLimiter } from "../access/rate-limiter.ts";
import type { Gateway } from "../context.ts";
import { newId } from "../ids.ts";
import type { HttpContext, HttpEnv } from "./env.ts";
import { setQuotaHeaders } from "./rate-limit.ts";

const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;
const HOST = /^(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/;

/** The origin that links of this answer lead to: the configured one, else where the caller came to. */
function originOf(c: HttpContext, gateway: Gateway): string {
  if (gateway.publicUrl) return gateway.publicUrl;
  const scheme = c.req.header("x-forwarded-proto") === "https" ? "https" : "http";
  const host = c.req.header("x-forwarded-host") ?? c.req.header("host") ?? "";
  return `${scheme}://${HOST.test(host) ? host : "localhost"}`;
}

/** Gives each request its id and origin, and each answer its id and our share of the time. */
export function requestFacts(gateway: Gateway): MiddlewareHandler<HttpEnv> {
  const rateLimiter = createRateLimiter({
    pool: gateway.db.pool,
    requestsPerMinute: gateway.limits.requestsPerMinute,
    log: gateway.log,
  });
  return async (c, next) => {
    const startedAt = performance.now();
    const given = c.req.header("x-request-id");
    c.set("gateway", gateway);
    c.set("rateLimiter", rateLimiter);
    c.set("quota", null);
    c.set("requestId", given && REQUEST_ID.test(given) ? given : newId("request"));
    c.set("origin", originOf(c, gateway));
    c.set("upstreamMs", 0);
    c.set("isReplayed", false);
    await next();
    const elapsedMs = performance.now() - startedAt;
    c.res.headers.set("X-Request-Id", c.get("requestId"));
    c.res.headers.set(
      "X-Rushes-Overhead-Ms",
      Math.max(0, elapsedMs - c.get("upstreamMs")).toFixed(1),
    );
    const quota = c.get("quota");
    if (quota) setQuotaHeaders(c.res.headers, quota);
    if (c.get("isReplayed")) c.res.headers.set("Idempotent-Replayed", "true");
    gateway.log.debug(
      {
        requestId: c.get("requestId"),
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(elapsedMs),
      },
      "request",
    );
  };
}
