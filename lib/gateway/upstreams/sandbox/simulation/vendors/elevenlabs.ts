import { html, json, silence, type VendorAnswer, type VendorAnswers } from "./vendor-answer.ts";

const HOST = "api.elevenlabs.io";
const REQUEST = { "request-id": "q7Lw2Ns0ZkXv", "x-served-by": "voice-worker-7.elevenlabs.io" };

/** Its older shape: a short word and a sentence. */
function legacy(status: number, word: string, message: string, headers = {}): VendorAnswer {
  return json(status, { detail: { status: word, message } }, { ...REQUEST, ...headers });
}

/** Its newer shape: kind, code, sentence. */
function modern(
  status: number,
  detail: { type: string; code: string; message: string; param?: string },
  headers = {},
): VendorAnswer {
  const body = { detail: { ...detail, status: detail.code, request_id: REQUEST["request-id"] } };
  return json(status, body, { ...REQUEST, ...headers });
}

export const elevenlabs: VendorAnswers = {
  vendor: "elevenlabs",
  media: ["tts"],
  answers: {
    FAILED: [
      {
        status: 500,
        headers: { "content-type": "text/plain", ...REQUEST },
        body: "Internal Server Error: xi-api-key sk_41f0**** on voice-worker-7.elevenlabs.io",
      },
      modern(500, {
        type: "internal_error",
        code: "internal_error",
        message: "Unexpected error. Write to support@elevenlabs.io.",
      }),
    ],
    TIMEOUT: [
      html(504, HOST, "Gateway time-out"),
      silence("UND_ERR_BODY_TIMEOUT", "Body Timeout Error", HOST),
    ],
    RATE_LIMITED: [
      modern(
        429,
        {
          type: "rate_limit_error",
          code: "concurrent_limit_exceeded",
          message:
            "Too many concurrent requests. Your current subscription is associated with a maximum of 5 concurrent requests. See https://elevenlabs.io/pricing.",
        },
        { "retry-after": "2", "maximum-concurrent-requests": "5" },
      ),
      modern(
        429,
        {
          type: "rate_limit_error",
          code: "rate_limit_exceeded",
          message: "Rate limit of workspace media-team exceeded.",
        },
        { "retry-after": "8" },
      ),
    ],
    PROVIDER_UNAVAILABLE: [
      legacy(
        401,
        "quota_exceeded",
        "This request exceeds your quota of 10000. You have 12 credits remaining, while 31 credits are required. Upgrade at elevenlabs.io/subscription.",
      ),
      legacy(401, "invalid_api_key", "Invalid API key sk_41f0****"),
      legacy(
        401,
        "detected_unusual_activity",
        "Unusual activity detected. Free Tier usage of ElevenLabs disabled.",
      ),
      modern(402, {
        type: "payment_required",
        code: "payment_required",
        message: "Your last invoice in_1Qx could not be paid. Visit elevenlabs.io/billing.",
      }),
      silence("UND_ERR_SOCKET", "other side closed", HOST),
    ],
    UNSUPPORTED_MODEL: [
      modern(404, {
        type: "not_found",
        code: "model_not_found",
        message: "A model with model ID eleven_v9 does not exist at ElevenLabs.",
      }),
      legacy(400, "model_access_denied", "Your plan has no access to eleven_v9."),
    ],
    INVALID_INPUT: [
      legacy(
        400,
        "max_character_limit_exceeded",
        "This request's text has 12000 characters and exceeds the character limit of 10000 for eleven_v3.",
      ),
      json(
        422,
        {
          detail: [
            {
              loc: ["body", "text"],
              msg: "ensure this value has at most 10000 characters",
              type: "value_error",
            },
          ],
        },
        REQUEST,
      ),
    ],
    CONTENT_REJECTED: [
      modern(403, {
        type: "authorization_error",
        code: "content_against_policy",
        message:
          "The content violates the Terms of Service of ElevenLabs: elevenlabs.io/use-policy.",
      }),
      legacy(403, "content_against_policy", "Content of workspace media-team was blocked."),
    ],
  },
};
