import { json, silence, type VendorAnswer, type VendorAnswers } from "./vendor-answer.ts";

const HOST = "generativelanguage.googleapis.com";
const PROJECT = "projects/734402118835";
const TYPE = "type.googleapis.com";

function refused(
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): VendorAnswer {
  return json(
    code,
    { error: { code, message, status, details } },
    { server: "scaffolding on HTTPServer2" },
  );
}

/** A film's operation that has ended: the answer itself is a success. */
function operation(outcome: object): VendorAnswer {
  return {
    phase: "poll",
    media: ["video"],
    ...json(200, {
      name: "models/veo-3.1-generate-preview/operations/k3x9",
      done: true,
      ...outcome,
    }),
  };
}

/** Pictures and speech come with the answer of the one call. */
function withheld(answer: object): VendorAnswer {
  return {
    media: ["image", "tts"],
    ...json(200, {
      ...answer,
      usageMetadata: { promptTokenCount: 12, totalTokenCount: 12 },
      modelVersion: "gemini-3-pro-image-preview",
      responseId: "Zq1_aKz2Jt",
    }),
  };
}

const retryInfo = (delay: string) => ({
  "@type": `${TYPE}/google.rpc.RetryInfo`,
  retryDelay: delay,
});

export const google: VendorAnswers = {
  vendor: "google",
  media: ["image", "video", "tts"],
  answers: {
    FAILED: [
      refused(
        500,
        "INTERNAL",
        "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
      ),
      operation({
        error: { code: 13, message: `Internal error in ${PROJECT}, borg cell iad-17.` },
      }),
    ],
    TIMEOUT: [
      refused(
        504,
        "DEADLINE_EXCEEDED",
        "The request timed out in the Gemini API. Please try again.",
      ),
      operation({
        error: { code: 4, message: `Deadline expired in ${PROJECT} before veo ended.` },
      }),
    ],
    RATE_LIMITED: [
      refused(
        429,
        "RESOURCE_EXHAUSTED",
        "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\nPlease retry in 13s.",
        [
          {
            "@type": `${TYPE}/google.rpc.QuotaFailure`,
            violations: [{ quotaMetric: `${HOST}/generate_requests`, quotaValue: "10" }],
          },
          retryInfo("13s"),
        ],
      ),
      refused(429, "RESOURCE_EXHAUSTED", `Too many requests of ${PROJECT}.`, [retryInfo("6s")]),
    ],
    PROVIDER_UNAVAILABLE: [
      refused(
        403,
        "PERMISSION_DENIED",
        `Generative Language API has not been used in project 734402118835 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${HOST}/overview?project=734402118835 then retry.`,
        [{ "@type": `${TYPE}/google.rpc.ErrorInfo`, reason: "SERVICE_DISABLED" }],
      ),
      refused(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key: AIzaSyB****.",
        [
          {
            "@type": `${TYPE}/google.rpc.ErrorInfo`,
            reason: "API_KEY_INVALID",
            domain: "googleapis.com",
            metadata: { service: HOST },
          },
        ],
      ),
      refused(
        400,
        "FAILED_PRECONDITION",
        "Please enable billing in Google AI Studio at https://aistudio.google.com.",
      ),
      refused(503, "UNAVAILABLE", "The model gemini-3-pro is overloaded. Please try again later."),
      operation({ error: { code: 14, message: `veo is unavailable to ${PROJECT}.` } }),
      silence("ECONNRESET", "read ECONNRESET 142.250.74.138:443", HOST),
    ],
    UNSUPPORTED_MODEL: [
      refused(
        404,
        "NOT_FOUND",
        "models/veo-9.0 is not found for API version v1beta, or is not supported for predictLongRunning. Call ListModels to see the list of available models.",
      ),
    ],
    INVALID_INPUT: [
      refused(400, "INVALID_ARGUMENT", `Request of ${PROJECT} contains an invalid argument.`, [
        {
          "@type": `${TYPE}/google.rpc.BadRequest`,
          fieldViolations: [{ field: "instances[0].prompt", description: "must be shorter" }],
        },
      ]),
    ],
    CONTENT_REJECTED: [
      withheld({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }),
      withheld({
        candidates: [
          {
            finishReason: "IMAGE_SAFETY",
            finishMessage: "Unable to show the generated image: see the policies of Google.",
            index: 0,
          },
        ],
      }),
      operation({
        response: {
          generateVideoResponse: {
            raiMediaFilteredCount: 1,
            raiMediaFilteredReasons: [
              "Veo could not generate videos because the input image violates Vertex AI's usage guidelines. Support codes: 15236754",
            ],
          },
        },
      }),
      {
        media: ["video"],
        phase: "submit",
        ...refused(
          400,
          "INVALID_ARGUMENT",
          "The prompt could not be submitted. It contains sensitive words that violate Google's Responsible AI practices. Support codes: 42876398",
        ),
      },
    ],
  },
};
