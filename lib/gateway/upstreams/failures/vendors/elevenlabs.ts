import { readPath } from "../read-path.ts";
import type { Complaint, VendorTable } from "../signals.ts";
import { code, filled, part, text } from "../tolerant.ts";
import { complaintsOf, pydanticErrors } from "./pydantic.ts";

const elevenlabsBody = part({ detail: part({ code, status: code, message: text, param: text }) });
const elevenlabsErrors = part({ detail: pydanticErrors });

/** Fields that a code speaks of without naming them. */
const FIELDS: Readonly<Record<string, string>> = {
  voice_not_found: "voice",
  max_character_limit_exceeded: "text",
  text_too_long: "text",
};

export const elevenlabs: VendorTable = {
  read(body) {
    const { detail } = elevenlabsBody.parse(body);
    const errors = elevenlabsErrors.parse(body).detail;
    // The code is new, the status is what it was called before.
    const codes = filled(detail.code || detail.status);
    const field = detail.param || FIELDS[codes[0] ?? ""];
    const own: Complaint[] = field ? [{ path: readPath(field), text: detail.message }] : [];
    return {
      codes,
      texts: filled(detail.message, ...errors.map(({ msg }) => msg)),
      complaints: [...own, ...complaintsOf(errors)],
    };
  },
  rules: [
    { code: ["content_against_policy"], subCode: "CONTENT_REJECTED" },
    {
      // quota_exceeded comes with 401, system_busy with 429.
      code: [
        "quota_exceeded",
        "payment_required",
        "paid_plan_required",
        "invalid_api_key",
        "detected_unusual_activity",
        "system_busy",
      ],
      subCode: "PROVIDER_UNAVAILABLE",
    },
    {
      code: ["rate_limit_exceeded", "concurrent_limit_exceeded", "too_many_concurrent_requests"],
      subCode: "RATE_LIMITED",
    },
    { status: [429], subCode: "RATE_LIMITED" },
    { code: ["model_not_found", "model_access_denied"], subCode: "UNSUPPORTED_MODEL" },
    {
      code: ["voice_not_found", "max_character_limit_exceeded", "text_too_long"],
      subCode: "INVALID_INPUT",
    },
    { status: [422], subCode: "INVALID_INPUT" },
  ],
};
