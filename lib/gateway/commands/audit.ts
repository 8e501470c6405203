import { auditLedger } from "../credits/audit.ts";
import { withDatabase } from "./with-database.ts";

/** One line an invariant of the ledger; exit status 1 when one of them is broken. */
await withDatabase(async (db) => {
  const findings = await auditLedger(db.pool);
  for (const { invariant, broken } of findings) {
    process.stdout.write(
      `${broken === 0 ? "ok  " : "FAIL"}  ${invariant}${broken === 0 ? "" : ` (${broken})`}\n`,
    );
  }
  if (findings.some(({ broken }) => broken > 0)) process.exitCode = 1;
});
