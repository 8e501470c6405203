/**
 * Every vendor's failures in our vocabulary. In this order: our own deadline, the vendor's table,
 * words about our account, the error of the network, the HTTP status. Nothing that the vendor said
 * goes on but a redacted sentence, and that only where it helps: about the input or its contents.
 */
import { SUB_CODES, type SubCode } from "#lib/contract/codes.ts";
import type { UpstreamFailure } from "../adapter.ts";
import { isAccountTrouble } from "./account-trouble.ts";
import { describeIssues } from "./describe-issues.ts";
import { mapNetworkError } from "./network-error.ts";
import { parseJson } from "./parse-json.ts";
import type { RawFailure } from "./raw-failure.ts";
import { safeDetail } from "./redaction/redact.ts";
import { readRetryAfter } from "./retry-after.ts";
import { decide, type Signals } from "./signals.ts";
import { mapStatus } from "./status.ts";
import { TABLES } from "./vendors/tables.ts";

const SENTENCE_MAX_CHARACTERS = 4_000;
/** The best come first; who sends hundreds has nothing to say. */
const SENTENCES_MAX = 20;

const isSuccess = (status: number | null) => status === null || (status >= 200 && status < 300);

function subCodeOf(raw: RawFailure, signals: Signals): SubCode {
  if (raw.isDeadline) return "TIMEOUT";
  const { status, phase, error } = raw;
  const byVendor = decide(TABLES[raw.vendor].rules, signals, status);
  if (byVendor) return byVendor;
  const isRefusal = isSuccess(status) || mapStatus(status ?? 0, phase) === "INVALID_INPUT";
  // What is said about a field may repeat the caller's own words.
  const isAboutField = (signals.complaints ?? []).length > 0;
  if (isRefusal && !isAboutField && isAccountTrouble(signals.texts)) return "PROVIDER_UNAVAILABLE";
  // An answer that began well can still break off.
  const byNetwork = isSuccess(status) ? mapNetworkError(error) : null;
  return byNetwork ?? mapStatus(status ?? 0, phase);
}

/** What the vendor's body says; one that is no JSON and no page is a sentence itself. */
function readSignals(raw: RawFailure): Signals {
  const { body = "" } = raw;
  const value = parseJson(body);
  const signals = TABLES[raw.vendor].read(value, raw);
  if (typeof value === "string") return { ...signals, texts: [value] };
  const isSentence = value === undefined && !/^\s*[<{[]/.test(body) && body.trim() !== "";
  return isSentence ? { ...signals, texts: [body.slice(0, SENTENCE_MAX_CHARACTERS)] } : signals;
}

/** The first sentence of which something may be shown that is not said already. */
function firstDetail(texts: readonly string[], said: string): string | undefined {
  for (const text of texts.slice(0, SENTENCES_MAX)) {
    const detail = safeDetail(text);
    if (detail !== null && detail !== said) return detail;
  }
  return undefined;
}

/** Our sentence for the code, and behind it what of the vendor's helps and may be shown. */
function messageOf(subCode: SubCode, signals: Signals): string | undefined {
  const { message } = SUB_CODES[subCode];
  const detail = firstDetail(signals.texts, message);
  if (detail === undefined) return undefined;
  const isPlain = /^[a-z]+ /.test(detail);
  const sentence = isPlain ? detail.charAt(0).toUpperCase() + detail.slice(1) : detail;
  return `${message} ${sentence}${/[.!?]$/.test(sentence) ? "" : "."}`;
}

/**
 * What a vendor's raw failure means to a person: sub-code, safe message, issues, time to come back.
 * Never INSUFFICIENT_CREDITS, which is about our own ledger; never throws. `raw` is for the log only.
 */
export function mapFailure(raw: RawFailure, now = new Date()): UpstreamFailure {
  const signals = readSignals(raw);
  const subCode = subCodeOf(raw, signals);
  const isAboutInput = subCode === "INVALID_INPUT" || subCode === "CONTENT_REJECTED";
  const message = isAboutInput ? messageOf(subCode, signals) : undefined;
  const issues = subCode === "INVALID_INPUT" ? describeIssues(signals.complaints ?? []) : [];
  const retryAfterMs = SUB_CODES[subCode].retryable
    ? readRetryAfter(raw.headers ?? {}, signals.retryAfterMs, now)
    : undefined;
  return {
    subCode,
    ...(message !== undefined && { message }),
    ...(issues.length > 0 && { issues }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    raw,
  };
}
