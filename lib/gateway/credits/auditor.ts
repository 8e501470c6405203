import type pg from "pg";
import { inTransaction } from "../db/transaction.ts";
import { type AuditScope, auditLedger, type Finding } from "./audit.ts";

/** `late`: it did not end in its time, so nothing is known. */
export type Audit = { outcome: "checked"; findings: Finding[]; at: Date } | { outcome: "late" };

export type Auditor = (scope: AuditScope) => Promise<Audit>;

const QUERY_CANCELED = "57014";

async function audit(
  pool: pg.Pool,
  scope: AuditScope,
  { timeoutMs, now }: { timeoutMs: number; now: () => Date },
): Promise<Audit> {
  try {
    return await inTransaction(pool, async (tx) => {
      await tx.query(`set local statement_timeout = ${Math.floor(timeoutMs)}`);
      const at = now();
      return { outcome: "checked", findings: await auditLedger(tx, scope), at };
    });
  } catch (error) {
    const isLate = error instanceof Error && "code" in error && error.code === QUERY_CANCELED;
    if (isLate) return { outcome: "late" };
    throw error;
  }
}

/**
 * Audits for people who press a button, who may be many: this process looks at one ledger after the
 * other, so that it takes one session of the database, whoever asks for the same meanwhile gets the
 * same answer, and no look takes longer than `timeoutMs`.
 */
export function createAuditor(
  pool: pg.Pool,
  options: { timeoutMs: number; now: () => Date },
): Auditor {
  const running = new Map<string, Promise<Audit>>();
  let last: Promise<unknown> = Promise.resolve();
  return (scope) => {
    const key = `${scope.workspaceId} ${scope.mode}`;
    const present = running.get(key);
    if (present) return present;
    const begun = last.then(() => audit(pool, scope, options)).finally(() => running.delete(key));
    running.set(key, begun);
    last = begun.catch(() => {});
    return begun;
  };
}
