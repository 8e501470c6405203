import { html, json, silence, type VendorAnswer, type VendorAnswers } from "./vendor-answer.ts";

const HOST = "api.replicate.com";
const ID = "rrr4z55ocneqzikepnug6xezpe";

/** A prediction that was taken in and failed: the answer itself is a success. */
function failed(error: string, logs = ""): VendorAnswer {
  return {
    phase: "poll",
    ...json(200, {
      id: ID,
      model: "black-forest-labs/flux-1.1-pro",
      version: "hidden",
      status: "failed",
      error,
      logs,
      output: null,
      metrics: { predict_time: 3.1, total_time: 4.2 },
      urls: {
        get: `https://${HOST}/v1/predictions/${ID}`,
        cancel: `https://${HOST}/v1/predictions/${ID}/cancel`,
        web: `https://replicate.com/p/${ID}`,
      },
    }),
  };
}

/** A refusal in the shape that all of its endpoints share. */
function refused(
  status: number,
  title: string,
  detail: string,
  extra: { body?: object; headers?: Record<string, string> } = {},
): VendorAnswer {
  return json(status, { title, detail, status, ...extra.body }, extra.headers);
}

export const replicate: VendorAnswers = {
  vendor: "replicate",
  media: ["image", "video"],
  answers: {
    FAILED: [
      failed(
        "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 of node a100-80-replicate-17 (E1001)",
        'Traceback (most recent call last):\n  File "/root/.pyenv/versions/3.11/lib/python3.11/site-packages/cog/server/worker.py", line 352, in _predict\n',
      ),
      failed("Prediction failed. Contact support@replicate.com with token r8_Dk3n****. (E1000)"),
      json(500, { detail: "Internal server error. Reported to sentry.io as replicate/api-9c2e." }),
    ],
    TIMEOUT: [
      failed("Timeout starting prediction on replicate-internal/h100 (E6716)"),
      failed("Prediction timed out after 600s; see https://replicate.com/docs/billing"),
    ],
    RATE_LIMITED: [
      refused(
        429,
        "Request was throttled",
        "Request was throttled. Your rate limit for creating predictions is reduced to 6 requests per minute while media-team (r8_Dk3n****) has less than $5.0 in credit. Your rate limit resets in ~9s.",
        { body: { retry_after: 9 }, headers: { "retry-after": "9" } },
      ),
    ],
    PROVIDER_UNAVAILABLE: [
      refused(
        402,
        "Insufficient credit",
        "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.",
      ),
      refused(401, "Unauthenticated", "Token r8_Dk3n**** of media-team@example.com was disabled"),
      failed("Service is temporarily unavailable due to high demand, replicate is on it. (E003)"),
      html(503, HOST, "Service unavailable"),
      silence("ECONNREFUSED", "connect ECONNREFUSED 104.18.7.203:443", HOST),
    ],
    UNSUPPORTED_MODEL: [
      refused(404, "Not found", "The requested resource could not be found on replicate.com."),
    ],
    INVALID_INPUT: [
      refused(
        422,
        "Input validation failed",
        "- input.prompt: String length must be less than or equal to 2000 (see https://replicate.com/black-forest-labs/flux-1.1-pro/api)\n",
        {
          body: {
            invalid_fields: [
              { type: "string_too_long", field: "input.prompt", description: "at most 2000" },
            ],
          },
        },
      ),
    ],
    CONTENT_REJECTED: [
      failed(
        "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
      ),
      failed("NSFW content detected by replicate/safety-checker. Try running it again."),
    ],
  },
};
