import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Scope } from "#lib/contract/endpoints.ts";
import { authenticateKey, authenticateSession } from "../access/authenticate.ts";
import type { Actor } from "../context.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext, HttpEnv } from "./env.ts";

export const SESSION_COOKIE = "rushes_session";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** A cookie goes along with any page's request, so an unsafe one must come from our own pages. */
function checkSameOrigin(c: HttpContext): void {
  if (SAFE_METHODS.has(c.req.method)) return;
  const origin = URL.parse(c.req.header("origin") ?? "");
  // Neither header can be set across origins without asking first, which we never allow.
  const host = c.req.header("x-forwarded-host") ?? c.req.header("host");
  if (origin && (origin.host === host || origin.origin === c.get("origin"))) return;
  throw new GatewayError("FORBIDDEN", {
    message: "This request did not come from the console's own pages.",
  });
}

async function findActor(c: HttpContext): Promise<Actor> {
  const gateway = c.get("gateway");
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (!key) throw new GatewayError("UNAUTHORIZED");
    return authenticateKey(gateway, key);
  }
  const cookie = getCookie(c, SESSION_COOKIE);
  if (!cookie) throw new GatewayError("UNAUTHORIZED");
  checkSameOrigin(c);
  return authenticateSession(gateway, cookie);
}

/** Lets a request through when its caller is known and has the scope. */
export function requireAccess(scope: Scope | null): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const actor = await findActor(c).catch((error) => {
      if (error instanceof GatewayError && error.code === "UNAUTHORIZED") {
        error.details.headers = { "WWW-Authenticate": 'Bearer realm="rushes"' };
      }
      throw error;
    });
    if (scope !== null && !actor.scopes.includes(scope)) {
      throw new GatewayError("FORBIDDEN", { message: `This key lacks the scope ${scope}.` });
    }
    c.set("requestContext", {
      gateway: c.get("gateway"),
      actor,
      requestId: c.get("requestId"),
      origin: c.get("origin"),
    });
    await next();
  };
}
