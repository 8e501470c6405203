import { parseArgs } from "node:util";
import { auditLedger } from "../credits/audit.ts";
import { withOptions } from "./with-database.ts";

/** It looks at all there is, so it takes no options: one that is given is not silently left out. */
const read = (args: string[]) => void parseArgs({ args, options: {} });

/**
 * One line an invariant of the ledger; exit status 1 when one of them is broken. What was looked at is
 * said beside it: an audit of nothing finds nothing.
 */
await withOptions({ usage: "npm run audit", read }, async (db, _, env) => {
  const findings = await auditLedger(db.pool);
  for (const { invariant, broken } of findings) {
    process.stdout.write(
      `${broken === 0 ? "ok  " : "FAIL"}  ${invariant}${broken === 0 ? "" : ` (${broken})`}\n`,
    );
  }
  const { rows } = await db.pool.query<{ entries: number; workspaces: number }>(
    `select count(*)::float8 as entries, count(distinct workspace_id)::float8 as workspaces from credit_entries`,
  );
  const [{ entries, workspaces } = { entries: 0, workspaces: 0 }] = rows;
  const where = env.databaseUrl === undefined ? ` in ${env.dataDir}` : "";
  process.stderr.write(
    `Looked at the ledger of ${workspaces === 1 ? "1 workspace" : `${workspaces} workspaces`}${where}, ${entries} entries.\n`,
  );
  if (findings.some(({ broken }) => broken > 0)) process.exitCode = 1;
});
