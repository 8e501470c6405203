import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { codeFacts, type ErrorCode, GENERAL_CODES, type GeneralCode } from "#lib/contract/codes.ts";
import type { EndpointError } from "#lib/contract/endpoints.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { generationCode, type Media } from "#lib/contract/media.ts";

const RETRY_STATUSES = new Set([429, 503]);

const retryAfter = {
  "Retry-After": {
    description: "Seconds to wait, rounded up; the same time as retry_after_ms.",
    schema: { type: "integer" as const },
  },
};

/** `RATE_LIMITED` is in both lists: where a model is asked for, it is the family's. */
function isGeneral(error: EndpointError, among: readonly EndpointError[]): error is GeneralCode {
  const isForModel = among.includes("UNSUPPORTED_MODEL");
  return Object.hasOwn(GENERAL_CODES, error) && !(isForModel && error === "RATE_LIMITED");
}

/** The codes that an endpoint can answer for one medium, by their status. */
function codesByStatus(errors: readonly EndpointError[], media: Media): Map<number, ErrorCode[]> {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const error of errors) {
    const code = isGeneral(error, errors) ? error : generationCode(media, error);
    const { status } = codeFacts(code);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return new Map([...byStatus].map(([status, codes]) => [status, [...codes]]));
}

function errorResponse(status: number, codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  return {
    description: codes.map((code) => `${code}: ${codeFacts(code).message}`).join("\n\n"),
    ...(RETRY_STATUSES.has(status) && { headers: retryAfter }),
    content: { "application/json": { schema: errorBody } },
  };
}

/** Failures of one endpoint as OpenAPI responses. */
export function errorResponses(
  errors: readonly EndpointError[],
  media: Media = "video",
): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    [...codesByStatus(errors, media)].map(([status, codes]) => [
      String(status) as "400",
      errorResponse(status, codes),
    ]),
  );
}

/**
 * The same as shared components, so that 150 paths do not repeat them: what to put under
 * `components.responses`, and the references to it.
 */
export function sharedErrorResponses(errors: readonly EndpointError[], media: Media) {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  const references: ZodOpenApiResponsesObject = {};
  for (const [status, codes] of codesByStatus(errors, media)) {
    const name = `${media}_${status}`;
    responses[name] = errorResponse(status, codes);
    references[String(status) as "400"] = { $ref: `#/components/responses/${name}` };
  }
  return { responses, references };
}
