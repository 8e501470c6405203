/* A process that opens the embedded Postgres as told and keeps it until it is killed. */
import { openPostgres } from "#lib/gateway/postgres/open-postgres.ts";

const [, , dataDir = "", as = "guest"] = process.argv;
const opened = await openPostgres(
  { dataDir, host: "127.0.0.1", port: 0 },
  { as: as === "server" ? "server" : "guest", onLost: () => process.exit(1) },
);
process.stdout.write(`${JSON.stringify({ url: opened.url, adopted: opened.adopted })}\n`);
process.on("SIGTERM", async () => {
  await opened.release();
  process.exit(0);
});
setInterval(() => undefined, 60_000);
