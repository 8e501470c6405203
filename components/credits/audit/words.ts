import type { CreditAudit } from "#lib/contract/credits.ts";

/** An invariant as a sentence. */
export function invariantWords(invariant: string): string {
  return `${invariant.charAt(0).toUpperCase()}${invariant.slice(1)}.`;
}

/** How many rows break an invariant: `ok`, `1 broken`, `1,200 broken`. */
export function brokenWords(broken: number): string {
  return broken === 0 ? "ok" : `${broken.toLocaleString("en-US")} broken`;
}

/** All of an audit in one sentence. */
export function verdict(findings: CreditAudit["findings"]): string {
  const broken = findings.filter((finding) => finding.broken > 0).length;
  if (broken === 0) return `The ledger adds up: all ${findings.length} checks hold.`;
  return broken === 1
    ? `One of ${findings.length} checks does not hold.`
    : `${broken} of ${findings.length} checks do not hold.`;
}
