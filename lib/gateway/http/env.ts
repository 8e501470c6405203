import type { Context } from "hono";
import type { Quota, RateLimiter } from "../access/rate-limiter.ts";
import type { Gateway, RequestContext } from "../context.ts";

/** What requests carry from middleware to handlers. */
export type HttpEnv = {
  Variables: {
    gateway: Gateway;
    rateLimiter: RateLimiter;
    requestId: string;
    origin: string;
    /** Set once the caller is known. */
    requestContext: RequestContext;
    /** Where the caller's requests stand; null until the caller is known. */
    quota: Quota | null;
    /** Milliseconds spent waiting for an upstream, which are not our overhead. */
    upstreamMs: number;
    /** Whether the answer is that of an earlier request with the same Idempotency-Key. */
    isReplayed: boolean;
  };
};

export type HttpContext = Context<HttpEnv>;
