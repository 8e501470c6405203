/**
 * The composition root: environment, Postgres, gateway, worker, pages; and their ordered end.
 *
 * Start: Postgres → gateway (migrates, listens, takes jobs) → port → pages → "ready".
 * Stop, by SIGTERM, SIGINT, SIGHUP or the launcher's death: no new connections → streams end, jobs
 * finish or are handed back → connections end → threads and pool close → Postgres stops.
 */
import { readFileSync } from "node:fs";
import next from "next";
import { createGateway, type OpenedGateway } from "#lib/gateway/create-gateway.ts";
import { readEnv } from "#lib/gateway/env.ts";
import { firstStart, noteAddress } from "#lib/gateway/first-start.ts";
import { createLog } from "#lib/gateway/log.ts";
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";
import { createHttpServer, listen, originOf, type Pages } from "#lib/gateway/serve.ts";
import { runProgram } from "#lib/gateway/startup-error.ts";

/** Past this an orderly stop is given up. */
const STOP_TIMEOUT_MS = 15_000;
const CONNECTIONS_GRACE_MS = 1_000;

const isDev = process.argv.includes("--dev");
const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
const say = (text: string) => process.stdout.write(`${text}\n`);

async function preparePages(
  host: string,
  port: number,
): Promise<Pages & { close(): Promise<void> }> {
  const app = next({ dev: isDev, dir: import.meta.dirname, hostname: host, port });
  await app.prepare();
  return {
    handle: app.getRequestHandler(),
    upgrade: app.getUpgradeHandler(),
    close: () => app.close(),
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
  let stop = (_reason: string, _exitCode = 0): void => process.exit(1);
  const preparing = preparePages(env.host, env.port);
  // Whatever else fails first is what is reported.
  preparing.catch(() => {});
  const postgres = await openPostgres(env, {
    as: "server",
    onInterrupted: (error) => log.warn({ err: error }, "Postgres went away; starting it again"),
    onRestored: () => log.warn("Postgres is back"),
    onLost: (error) => {
      log.fatal({ err: error }, "Postgres is lost");
      stop("Postgres is lost", 1);
    },
  });
  const opened = await createGateway({
    databaseUrl: postgres.url,
    dataDir: env.dataDir,
    publicUrl: env.publicUrl ?? null,
    hasWorker: env.worker,
    isWarmedUp: true,
    log,
  });
  let pages: Awaited<ReturnType<typeof preparePages>> | null = null;
  const server = createHttpServer(opened, version, () => pages);
  const { port } = await listen(server, env.host, env.port);
  const loopback = originOf(env.host, port);
  process.env.RUSHES_LOOPBACK_URL = loopback;

  let stopping = 0;
  stop = (reason, exitCode = 0) => {
    stopping += 1;
    if (stopping > 1) process.exit(1);
    say(`Stopping (${reason}) …`);
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void shutDown().then(() => process.exit(exitCode));
  };
  async function shutDown(): Promise<void> {
    server.close();
    server.closeIdleConnections();
    await opened.drain();
    setTimeout(() => server.closeAllConnections(), CONNECTIONS_GRACE_MS).unref();
    await pages?.close().catch(() => {});
    await opened.close();
    await postgres.release();
  }
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(signal));
  process.on("disconnect", () => stop("the launcher ended"));

  pages = await preparing;
  await greet(opened, env.publicUrl ?? loopback);
}

await runProgram(main);
