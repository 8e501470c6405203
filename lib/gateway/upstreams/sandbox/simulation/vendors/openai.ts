import { html, json, silence, type VendorAnswer, type VendorAnswers } from "./vendor-answer.ts";

const HOST = "api.openai.com";
const ORGANIZATION = "org-Xy7RkQ2mBv";
const REQUEST_ID = "req_5d0b7c4f6e1a";

function refused(
  status: number,
  error: { message: string; type: string; code: string | null; param?: string },
  headers: Record<string, string> = {},
): VendorAnswer {
  return json(
    status,
    { error: { param: null, ...error } },
    { "openai-organization": ORGANIZATION, "x-request-id": REQUEST_ID, ...headers },
  );
}

export const openai: VendorAnswers = {
  vendor: "openai",
  media: ["image", "tts"],
  answers: {
    FAILED: [
      refused(500, {
        message: `The server had an error while processing your request. Sorry about that! You can contact us through our help center at help.openai.com if the error persists. (Please include the request ID ${REQUEST_ID} in your message.)`,
        type: "server_error",
        code: null,
      }),
      {
        status: 200,
        headers: { "content-type": "application/json", "openai-organization": ORGANIZATION },
        body: '{"created":1795000000,"data":[{"b64_json":"iVBORw0KGgoAAAANSUhEU',
      },
    ],
    TIMEOUT: [
      html(524, HOST, "A timeout occurred"),
      refused(408, {
        message: `Request timed out on engine gpt-image-1 of ${ORGANIZATION}.`,
        type: "server_error",
        code: "request_timeout",
      }),
      silence("UND_ERR_HEADERS_TIMEOUT", "Headers Timeout Error", HOST),
    ],
    RATE_LIMITED: [
      refused(
        429,
        {
          message: `Rate limit reached for gpt-image-1 in organization ${ORGANIZATION} on images per min: Limit 5, Used 5, Requested 1. Please try again in 12s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
          type: "requests",
          code: "rate_limit_exceeded",
        },
        { "retry-after-ms": "12000", "retry-after": "12", "x-ratelimit-reset-requests": "12s" },
      ),
      refused(
        429,
        {
          message: `Rate limit reached for gpt-4o-mini-tts in organization ${ORGANIZATION}.`,
          type: "tokens",
          code: "rate_limit_exceeded",
        },
        { "retry-after": "3" },
      ),
    ],
    PROVIDER_UNAVAILABLE: [
      refused(429, {
        message:
          "You exceeded your current quota, please check your plan and billing details. Read the docs: https://platform.openai.com/docs/guides/error-codes.",
        type: "insufficient_quota",
        code: "insufficient_quota",
      }),
      refused(400, {
        message: "Billing hard limit has been reached.",
        type: "billing_limit_user_error",
        code: "billing_hard_limit_reached",
      }),
      refused(401, {
        message:
          "Incorrect API key provided: sk-proj-****Qz4A. You can find your API key at https://platform.openai.com/account/api-keys.",
        type: "invalid_request_error",
        code: "invalid_api_key",
      }),
      refused(503, {
        message: "The engine is currently overloaded, please try again later.",
        type: "server_error",
        code: null,
      }),
    ],
    UNSUPPORTED_MODEL: [
      refused(404, {
        message: `The model \`gpt-image-9\` does not exist or ${ORGANIZATION} does not have access to it.`,
        type: "invalid_request_error",
        code: "model_not_found",
      }),
    ],
    INVALID_INPUT: [
      refused(400, {
        message:
          "Invalid 'prompt': string too long. Expected a string with maximum length 32000. Write to ops@openai.com.",
        type: "invalid_request_error",
        param: "prompt",
        code: "string_above_max_length",
      }),
    ],
    CONTENT_REJECTED: [
      refused(400, {
        message: `Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID ${REQUEST_ID}. safety_violations=[sexual].`,
        type: "image_generation_user_error",
        code: "moderation_blocked",
      }),
      refused(400, {
        message: "Your request was rejected as a result of the usage policies of OpenAI.",
        type: "invalid_request_error",
        code: "content_policy_violation",
      }),
    ],
  },
};
