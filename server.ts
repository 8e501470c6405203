/**
 * The composition root: environment, Postgres, gateway, worker, pages; and their ordered end.
 *
 * Start: Postgres → gateway (migrates, listens, takes jobs) → port → pages → "ready".
 * Stop, by SIGTERM, SIGINT, SIGHUP or the launcher's death: no new connections → streams end, jobs
 * finish or are handed back → connections end → threads and pool close → Postgres stops.
 */
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import next from "next";
import { createGateway, type OpenedGateway } from "#lib/gateway/create-gateway.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { firstStart, noteAddress } from "#lib/gateway/first-start.ts";
import { createLog } from "#lib/gateway/log.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { beginLife } from "#lib/gateway/process-life.ts";
import { createHttpServer, listen, originOf, type Pages } from "#lib/gateway/serve.ts";
import { runProgram } from "#lib/gateway/startup-error.ts";

const CONNECTIONS_GRACE_MS = 500;

const isDev = process.argv.includes("--dev");
const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
const say = (text: string) => process.stdout.write(`${text}\n`);

async function preparePages(host: string, port: number): Promise<Pages> {
  const app = next({ dev: isDev, dir: import.meta.dirname, hostname: host, port });
  await app.prepare();
  return {
    handle: app.getRequestHandler(),
    upgrade: app.getUpgradeHandler(),
  };
}

/** One write, so that whoever reads the output sees all of it or nothing. */
async function greet(opened: OpenedGateway, address: string): Promise<void> {
  await noteAddress(opened.gateway.db, address);
  const first = await firstStart(opened.gateway, address);
  const lines = first
    ? [
        `  Open the console:  ${first.link}`,
        `  Your API key:      ${first.key}`,
        "",
        "The link works once; npm run login prints another, npm run key -- --name NAME another key.",
      ]
    : ["Sign in with a link of: npm run login"];
  say(["", `Rushes is ready at ${address}`, "", ...lines, ""].join("\n"));
}

async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog(env.logLevel);
  const life = beginLife(log);
  await life.start(async () => {
    const preparing = preparePages(env.host, env.port);
    // Whatever else fails first is what is reported.
    preparing.catch(() => {});
    const postgres = await openPostgres(env, {
      as: "server",
      onInterrupted: (error) => log.warn({ err: error }, "Postgres went away; starting it again"),
      onRestored: () => log.warn("Postgres is back"),
      onLost: (error) => {
        log.fatal({ err: error }, "Postgres is lost");
        life.stop("Postgres is lost", 1);
      },
    });
    life.onStop(() => postgres.release());
    const opened = await createGateway({
      databaseUrl: postgres.url,
      dataDir: env.dataDir,
      publicUrl: env.publicUrl ?? null,
      hasWorker: env.worker,
      isWarmedUp: true,
      deadlines: { speechCallMs: env.speechTimeoutMs },
      limits: {
        requestsPerMinute: env.rateLimitPerMinute,
        unfinishedGenerations: env.concurrentGenerations,
      },
      ...(env.stripe && { stripe: env.stripe }),
      log,
    });
    life.onStop(() => opened.close());
    life.onAway(() => opened.recover());
    let pages: Awaited<typeof preparing> | null = null;
    const server = createHttpServer(opened, { version, isDev, pages: () => pages });
    const { port } = await listen(server, env.host, env.port);
    life.onStop(() => endConnections(server, opened));
    const loopback = originOf(env.host, port);
    process.env.RUSHES_LOOPBACK_URL = loopback;
    pages = await preparing;
    if (!life.isStopping()) await greet(opened, env.publicUrl ?? loopback);
  });
}

/** No new connections, streams end, jobs finish or are handed back; then nobody is waited for. */
async function endConnections(server: Server, opened: OpenedGateway): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await opened.drain();
  setTimeout(() => server.closeAllConnections(), CONNECTIONS_GRACE_MS).unref();
}

await runProgram(main);
