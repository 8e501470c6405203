import { parseArgs } from "node:util";
import { auditLedger } from "../credits/audit.ts";
import { withOptions } from "./with-database.ts";

/** It looks at all there is, so it takes no options: one that is given is not silently left out. */
const read = (args: string[]) => void parseArgs({ args, options: {} });

/** One line an invariant of the ledger; exit status 1 when one of them is broken. */
await withOptions({ usage: "npm run audit", read }, async (db) => {
  const findings = await auditLedger(db.pool);
  for (const { invariant, broken } of findings) {
    process.stdout.write(
      `${broken === 0 ? "ok  " : "FAIL"}  ${invariant}${broken === 0 ? "" : ` (${broken})`}\n`,
    );
  }
  if (findings.some(({ broken }) => broken > 0)) process.exitCode = 1;
});
