import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

const failure = { code, message: text };

/** At the top in a refusal, under `output` in a task that failed, under `error` in compatible mode. */
const alibabaBody = part({ ...failure, output: part(failure), error: part(failure) });

export const alibaba: VendorTable = {
  read(body) {
    const { output, error, ...own } = alibabaBody.parse(body);
    const all = [output, error, own];
    return {
      codes: filled(...all.map((entry) => entry.code)),
      texts: filled(...all.map((entry) => entry.message)),
    };
  },
  rules: [
    { code: /^data_?inspection_?failed$/i, subCode: "CONTENT_REJECTED" },
    {
      code: /^(Arrearage|InvalidApiKey|(Model\.)?AccessDenied|AllocationQuota)/,
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: /^Throttling/, subCode: "RATE_LIMITED" },
    { code: /^ModelNotFound/, subCode: "UNSUPPORTED_MODEL" },
    { code: /^RequestTimeOut/, subCode: "TIMEOUT" },
    { code: /^(InvalidParameter|InvalidURL|BadRequest)/, subCode: "INVALID_INPUT" },
    { code: /^InternalError/, subCode: "FAILED" },
  ],
};
