import { readPath } from "../read-path.ts";
import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

/** The same in a refusal and in a task that failed, which comes with 200. */
const bytedanceBody = part({ error: part({ code, message: text, param: text }) });

export const bytedance: VendorTable = {
  read(body) {
    const { error } = bytedanceBody.parse(body);
    return {
      codes: filled(error.code),
      texts: filled(error.message),
      complaints: error.param ? [{ path: readPath(error.param), text: error.message }] : [],
    };
  },
  rules: [
    { code: /SensitiveContentDetected|RiskDetection$/, subCode: "CONTENT_REJECTED" },
    {
      // What our account owes, may not, or has not switched on.
      code: /^(AccountOverdueError|AuthenticationError|QuotaExceeded|SetLimitExceeded|ModelNotOpen|ServerOverloaded|InvalidEndpoint\.ClosedEndpoint)/,
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: /^(RateLimitExceeded|RequestBurstTooFast)/, subCode: "RATE_LIMITED" },
    { code: /^InvalidEndpointOrModel/, subCode: "UNSUPPORTED_MODEL" },
    { code: /^(InvalidParameter|MissingParameter)/, subCode: "INVALID_INPUT" },
    { code: /^InternalServiceError/, subCode: "FAILED" },
  ],
};
