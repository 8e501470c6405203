import type { UpstreamFailure } from "../adapter.ts";
import type { RawFailure } from "./raw-failure.ts";

/** The sub-code, safe message and time to come back that a vendor's raw failure means to a person. */
export function mapFailure(raw: RawFailure): UpstreamFailure {
  return { subCode: raw.status === 429 ? "RATE_LIMITED" : "FAILED", raw };
}
