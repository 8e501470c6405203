/*
 * The process that is measured: gateway and HTTP server alone, on the database that it is given and
 * without a worker. It says where it listens, and answers each question for its memory after a full
 * garbage collection.
 */
import { createKey } from "#lib/gateway/access/create-key.ts";
import { ensureFirstWorkspace } from "#lib/gateway/access/workspaces.ts";
import { createGateway } from "#lib/gateway/create-gateway.ts";
import { grantCredits } from "#lib/gateway/credits/grant.ts";
import { createLog } from "#lib/gateway/log.ts";
import { createHttpServer, listen, originOf } from "#lib/gateway/serve.ts";

export type ServerReport =
  | { kind: "ready"; url: string; key: string }
  | { kind: "memory"; rssBytes: number; heapBytes: number; externalBytes: number };

const HOST = "127.0.0.1";
const { BENCH_DATABASE_URL: databaseUrl = "", BENCH_DATA_DIR: dataDir = "" } = process.env;
const tell = (report: ServerReport) => process.send?.(report);

const opened = await createGateway({
  databaseUrl,
  dataDir,
  publicUrl: null,
  hasWorker: false,
  log: createLog("warn"),
  limits: { requestsPerMinute: 1_000_000, unfinishedGenerations: 1_000_000 },
});
const server = createHttpServer(opened, { version: "0.0.0", isDev: false, pages: () => null });
const { port } = await listen(server, HOST, 0);
const { id: workspaceId } = await ensureFirstWorkspace(opened.gateway.db);
await grantCredits(opened.gateway.db.pool, {
  ...{ workspaceId, mode: "test", kind: "promotional", amount: 1_000_000 },
  ...{ source: "bench", sourceRef: null, expiresAt: null, at: new Date() },
});
const key = await createKey(opened.gateway.db, { workspaceId, mode: "test", name: "bench" });

process.on("message", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  tell({ kind: "memory", rssBytes: rss, heapBytes: heapUsed, externalBytes: external });
});
process.on("disconnect", () => process.exit(0));
tell({ kind: "ready", url: originOf(HOST, port), key });
