import { createGateway } from "../create-gateway.ts";
import { readEnv } from "../env.ts";
import { createLog } from "../log.ts";
import { openPostgres } from "../postgres/open-postgres.ts";
import { beginLife } from "../process-life.ts";
import { runProgram } from "../startup-error.ts";

/** Takes jobs and serves nothing: more of these beside a server do more work at once. */
await runProgram(async () => {
  const env = readEnv();
  const log = createLog(env.logLevel);
  const life = beginLife(log);
  await life.start(async () => {
    const postgres = await openPostgres(env, {
      as: "guest",
      onLost: () => life.stop("Postgres is lost", 1),
    });
    life.onStop(() => postgres.release());
    const opened = await createGateway({
      databaseUrl: postgres.url,
      dataDir: env.dataDir,
      publicUrl: env.publicUrl ?? null,
      hasWorker: true,
      isWarmedUp: true,
      log,
    });
    life.onStop(() => opened.close());
    life.onStop(() => opened.drain());
    life.onAway(() => opened.recover());
    process.stdout.write("The Rushes worker takes jobs.\n");
  });
});
