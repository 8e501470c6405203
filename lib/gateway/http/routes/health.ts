import type { Hono } from "hono";
import { codeFacts } from "#lib/contract/codes.ts";
import { errorBodyOf } from "../../error-body.ts";
import type { HttpContext, HttpEnv } from "../env.ts";

const CHECK_TIMEOUT_MS = 2_000;

type Check = { ok: boolean; detail?: string };

/** What a check says in a word that is safe to show; its error goes to the log. */
async function check(c: HttpContext, name: string, run: () => Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} check timed out`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([run(), late]);
    return { ok: true };
  } catch (error) {
    c.get("gateway").log.warn({ err: error, check: name }, "not ready");
    return { ok: false, detail: `${name} is not available` };
  } finally {
    clearTimeout(timer);
  }
}

/** What a server says that is not ready: an error like any other, with what is missing. */
function answerNotReady(c: HttpContext, checks: Readonly<Record<string, Check>>): Response {
  const code = "SERVICE_UNAVAILABLE";
  const { message } = codeFacts(code);
  const body = errorBodyOf({ code, message, requestId: c.get("requestId") }, c.get("origin"));
  c.header("Retry-After", String(Math.ceil((body.retry_after_ms ?? 0) / 1000)));
  c.header("Cache-Control", "no-store");
  return c.json({ ...body, status: "not_ready", checks }, 503);
}

/** Liveness of the process, and readiness of what it stands on. Open to anyone: they say nothing else. */
export function healthRoutes(app: Hono<HttpEnv>, version: string): void {
  app.get("/api/health", (c) =>
    c.json({ status: "ok", version, uptime_s: Math.round(process.uptime()) }),
  );
  app.get("/api/ready", async (c) => {
    const gateway = c.get("gateway");
    const [database, disk] = await Promise.all([
      check(c, "database", () => gateway.db.pool.query("select 1")),
      check(c, "disk", () => gateway.media.checkWritable()),
    ]);
    const state = gateway.workerState();
    const worker: Check =
      state === "off" ? { ok: true, detail: "off in this process" } : { ok: state === "running" };
    const checks = { database, worker, disk };
    const isReady = database.ok && disk.ok && worker.ok;
    return isReady ? c.json({ status: "ready", checks }) : answerNotReady(c, checks);
  });
}
