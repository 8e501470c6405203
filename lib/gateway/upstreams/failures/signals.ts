import type { SubCode } from "#lib/contract/codes.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { RawFailure } from "./raw-failure.ts";

/** What a vendor says is wrong with one field, in its own words. */
export type Complaint = { path: InputIssue["path"]; text: string };

/** What there is to judge a failure by, once the vendor's body has been read. All of it is raw. */
export type Signals = {
  /** What the vendor calls the failure: codes, types, states of the job. Prefixed where they could clash. */
  codes: string[];
  /** Its sentences, best first. */
  texts: string[];
  complaints?: Complaint[];
  /** When it says in the body when to come back. */
  retryAfterMs?: number | undefined;
};

/** One row of a vendor's table: holds when each condition that it has holds. */
export type Rule = {
  /** Any of the codes is listed, or matches. */
  code?: readonly string[] | RegExp;
  /** Any of the sentences matches. */
  text?: RegExp;
  /** The HTTP status is listed. */
  status?: readonly number[];
  subCode: SubCode;
};

/** How a vendor's bodies are read, and what they mean: the first rule that holds decides. */
export type VendorTable = {
  read(body: unknown, raw: RawFailure): Signals;
  rules: readonly Rule[];
};

function holds(rule: Rule, { codes, texts }: Signals, status: number | null): boolean {
  const { code, text } = rule;
  if (rule.status && (status === null || !rule.status.includes(status))) return false;
  if (text && !texts.some((sentence) => text.test(sentence))) return false;
  if (!code) return true;
  return codes.some((name) => (code instanceof RegExp ? code.test(name) : code.includes(name)));
}

/** The sub-code of the first rule that holds; null when none does. */
export function decide(
  rules: readonly Rule[],
  signals: Signals,
  status: number | null,
): SubCode | null {
  return rules.find((rule) => holds(rule, signals, status))?.subCode ?? null;
}
