import { createGateway } from "../create-gateway.ts";
import { readEnv } from "../env.ts";
import { createLog } from "../log.ts";
import { openPostgres } from "../postgres/open-postgres.ts";
import { runProgram } from "../startup-error.ts";

/** Takes jobs and serves nothing: more of these beside a server do more work at once. */
await runProgram(async () => {
  const env = readEnv();
  const log = createLog(env.logLevel);
  let stop = (_reason: string): void => process.exit(1);
  const postgres = await openPostgres(env, { as: "guest", onLost: () => stop("Postgres is lost") });
  const opened = await createGateway({
    databaseUrl: postgres.url,
    dataDir: env.dataDir,
    publicUrl: env.publicUrl ?? null,
    hasWorker: true,
    isWarmedUp: true,
    log,
  });
  let stopping = 0;
  stop = (reason) => {
    stopping += 1;
    if (stopping > 1) process.exit(1);
    process.stdout.write(`Stopping (${reason}) …\n`);
    void opened
      .drain()
      .then(() => opened.close())
      .then(() => postgres.release())
      .then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(signal));
  process.on("disconnect", () => stop("the launcher ended"));
  process.stdout.write("The Rushes worker takes jobs.\n");
});
