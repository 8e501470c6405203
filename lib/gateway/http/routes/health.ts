import type { Hono } from "hono";
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
    const isReady = database.ok && disk.ok && worker.ok;
    if (!isReady) c.header("Retry-After", "2");
    return c.json(
      { status: isReady ? "ready" : "not_ready", checks: { database, worker, disk } },
      isReady ? 200 : 503,
    );
  });
}
