import { readPath } from "../read-path.ts";
import type { VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";

const openaiBody = part({ error: part({ message: text, type: text, code, param: text }) });

export const openai: VendorTable = {
  read(body) {
    const { error } = openaiBody.parse(body);
    return {
      codes: filled(error.code, error.type),
      texts: filled(error.message),
      complaints: error.param ? [{ path: readPath(error.param), text: error.message }] : [],
    };
  },
  rules: [
    {
      code: [
        "moderation_blocked",
        "content_policy_violation",
        "image_content_policy_violation",
        "content_filter",
      ],
      subCode: "CONTENT_REJECTED",
    },
    {
      // insufficient_quota comes with 429, billing_hard_limit_reached with 400.
      code: /^(insufficient_quota|billing_hard_limit_reached|billing_not_active|\w+_spend_limit_exceeded)$/,
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { code: ["model_not_found"], subCode: "UNSUPPORTED_MODEL" },
    // Failures of a job in the background, which come with 200.
    { code: ["rate_limit_exceeded"], subCode: "RATE_LIMITED" },
    { code: ["server_error"], status: [200], subCode: "FAILED" },
    { code: /image|^invalid_prompt$/, status: [200], subCode: "INVALID_INPUT" },
  ],
};
