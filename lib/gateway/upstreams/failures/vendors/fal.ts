import type { VendorTable } from "../signals.ts";
import { filled, part, text } from "../tolerant.ts";
import { complaintsOf, pydanticErrors } from "./pydantic.ts";

const falBody = part({ detail: pydanticErrors, error: text, error_type: text });
const falSentence = part({ detail: text });

export const fal: VendorTable = {
  read(body, { headers }) {
    const { detail, error, error_type: type } = falBody.parse(body);
    return {
      codes: filled(
        ...detail.map((entry) => entry.type),
        type,
        headers?.["x-fal-error-type"] ?? "",
      ),
      texts: filled(...detail.map((entry) => entry.msg), falSentence.parse(body).detail, error),
      complaints: complaintsOf(detail),
    };
  },
  rules: [
    { code: ["content_policy_violation"], subCode: "CONTENT_REJECTED" },
    { code: ["generation_timeout", "request_timeout", "startup_timeout"], subCode: "TIMEOUT" },
    {
      code: /^(downstream_service_unavailable|runner_scheduling_failure|runner_connection_\w+|runner_disconnected)$/,
      subCode: "PROVIDER_UNAVAILABLE",
    },
    { status: [403], subCode: "PROVIDER_UNAVAILABLE" },
    { text: /User is locked|Exhausted balance/i, subCode: "PROVIDER_UNAVAILABLE" },
    {
      // The first two come with 504, which would read as a timeout.
      code: [
        "internal_server_error",
        "downstream_service_error",
        "no_media_generated",
        "runner_server_error",
        "runner_incomplete_response",
        "internal_error",
      ],
      subCode: "FAILED",
    },
    { code: ["bad_request"], subCode: "INVALID_INPUT" },
    // Every other type of a complaint: image_too_small, file_download_error, value_error…
    { code: /./, status: [422], subCode: "INVALID_INPUT" },
  ],
};
