import type { Context } from "hono";
import type { Gateway, RequestContext } from "../context.ts";

/** What requests carry from middleware to handlers. */
export type HttpEnv = {
  Variables: {
    gateway: Gateway;
    requestId: string;
    origin: string;
    /** Set once the caller is known. */
    requestContext: RequestContext;
    /** Milliseconds spent waiting for an upstream, which are not our overhead. */
    upstreamMs: number;
    /** Whether the answer is that of an earlier request with the same Idempotency-Key. */
    isReplayed: boolean;
  };
};

export type HttpContext = Context<HttpEnv>;
