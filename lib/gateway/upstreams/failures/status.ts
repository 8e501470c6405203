import type { SubCode } from "#lib/contract/codes.ts";
import type { RawFailure } from "./raw-failure.ts";

const BY_STATUS: readonly { statuses: readonly number[]; subCode: SubCode }[] = [
  { statuses: [408, 504, 524], subCode: "TIMEOUT" },
  // 401 to 407: our key or our bill, never the caller's.
  {
    statuses: [401, 402, 403, 407, 502, 503, 520, 521, 522, 523, 529],
    subCode: "PROVIDER_UNAVAILABLE",
  },
  { statuses: [429], subCode: "RATE_LIMITED" },
  { statuses: [400, 405, 406, 409, 411, 413, 414, 415, 422], subCode: "INVALID_INPUT" },
];

/**
 * What an HTTP status means when the vendor's own words do not tell. A path that is gone means the
 * model at submit and the job later; what refuses a download refuses nothing that the caller sent.
 */
export function mapStatus(status: number, phase: RawFailure["phase"]): SubCode {
  if (status === 404 || status === 410) return phase === "submit" ? "UNSUPPORTED_MODEL" : "FAILED";
  const subCode = BY_STATUS.find(({ statuses }) => statuses.includes(status))?.subCode ?? "FAILED";
  return subCode === "INVALID_INPUT" && phase === "download" ? "FAILED" : subCode;
}
