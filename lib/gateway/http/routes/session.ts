import type { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { closeSession, openSession, SESSION_LIFETIME_S } from "../../access/sign-in.ts";
import { GatewayError } from "../../errors.ts";
import { requireAccess, SESSION_COOKIE } from "../access.ts";
import type { HttpContext, HttpEnv } from "../env.ts";

const cookieOptions = (c: HttpContext) => ({
  path: "/",
  httpOnly: true,
  sameSite: "Lax" as const,
  secure: c.get("origin").startsWith("https:"),
});

/** Opening, reading and closing a session of the console. */
export function sessionRoutes(app: Hono<HttpEnv>): void {
  app.get("/api/session/open", async (c) => {
    // Whoever only looks at the link, as scanners of mail do, does not use it up.
    if (c.req.method === "HEAD") {
      throw new GatewayError("METHOD_NOT_ALLOWED", { headers: { Allow: "GET" } });
    }
    c.header("Cache-Control", "no-store");
    c.header("Referrer-Policy", "no-referrer");
    const { db, now } = c.get("gateway");
    const opened = await openSession(db, c.req.query("token") ?? "", now());
    if (!opened.ok) return c.redirect(`/sign-in?problem=${opened.problem}`, 303);
    setCookie(c, SESSION_COOKIE, opened.cookie, {
      ...cookieOptions(c),
      maxAge: SESSION_LIFETIME_S,
    });
    return c.redirect("/playground", 303);
  });
  app.get("/api/v1/session", requireAccess(null), (c) => {
    const { actor } = c.get("requestContext");
    return c.json({
      workspace: { id: actor.workspaceId, name: actor.workspaceName },
      mode: actor.mode,
      via: actor.via.kind,
    });
  });
  app.delete("/api/v1/session", requireAccess(null), async (c) => {
    const cookie = getCookie(c, SESSION_COOKIE);
    if (cookie) await closeSession(c.get("gateway").db, cookie);
    deleteCookie(c, SESSION_COOKIE, cookieOptions(c));
    return c.json({ ok: true });
  });
}
