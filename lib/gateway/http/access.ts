import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Scope } from "#lib/contract/endpoints.ts";
import { authenticateKey, authenticateSession } from "../access/authenticate.ts";
import { hashSecret } from "../access/key-format.ts";
import type { Actor } from "../context.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext, HttpEnv } from "./env.ts";
import { countRequest } from "./rate-limit.ts";

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

/** The caller, and by what its requests are counted. */
type Caller = { actor: Actor; who: string };

async function findCaller(c: HttpContext): Promise<Caller> {
  const gateway = c.get("gateway");
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (!key) throw new GatewayError("UNAUTHORIZED");
    return { actor: await authenticateKey(gateway, key), who: hashSecret(key) };
  }
  const cookie = getCookie(c, SESSION_COOKIE);
  if (!cookie) throw new GatewayError("UNAUTHORIZED");
  checkSameOrigin(c);
  return { actor: await authenticateSession(gateway, cookie), who: hashSecret(cookie) };
}

/** Lets a request through when its caller is known, within its rate limit, and has the scope. */
export function requireAccess(scope: Scope | null): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { actor, who } = await findCaller(c).catch((error) => {
      if (error instanceof GatewayError && error.code === "UNAUTHORIZED") {
        error.details.headers = { "WWW-Authenticate": 'Bearer realm="rushes"' };
      }
      throw error;
    });
    c.set("requestContext", {
      gateway: c.get("gateway"),
      actor,
      requestId: c.get("requestId"),
      origin: c.get("origin"),
    });
    await countRequest(c, who);
    if (scope !== null && !actor.scopes.includes(scope)) {
      throw new GatewayError("FORBIDDEN", { message: `This key lacks the scope ${scope}.` });
    }
    await next();
  };
}
