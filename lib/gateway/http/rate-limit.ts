import type { ErrorCode } from "#lib/contract/codes.ts";
import { generationCode, guessMedia, type Media } from "#lib/contract/media.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import type { Quota } from "../access/rate-limiter.ts";
import { GatewayError } from "../errors.ts";
import type { HttpContext } from "./env.ts";

const GENERATION_PATH = /^\/api\/v1\/(?:generation\/sse|generation|quote)\/(?!gen_)(.+)$/;
const SPEECH_PATH = "/api/ai/tts/";

/** What a request is about to make: the medium of the model that its path names; null for other paths. */
function mediaOf(method: string, path: string): Media | null {
  if (path.startsWith(SPEECH_PATH)) return "tts";
  const modelId = method === "POST" ? GENERATION_PATH.exec(path)?.[1] : undefined;
  if (modelId === undefined) return null;
  return findModel(modelId)?.media ?? guessMedia(path);
}

/** 429 in the family of what was asked for. */
function refusal(c: HttpContext, { limit, resetMs }: Quota): GatewayError {
  const media = mediaOf(c.req.method, c.req.path);
  const code: ErrorCode = media ? generationCode(media, "RATE_LIMITED") : "RATE_LIMITED";
  const who = c.get("requestContext").actor.via.kind;
  return new GatewayError(code, {
    message: `This ${who} may make ${limit} request${limit === 1 ? "" : "s"} a minute.`,
    fault: "caller",
    retryAfterMs: Math.ceil(resetMs),
  });
}

/**
 * Counts a request of a key or session, `who` for short. Throws RATE_LIMITED, or that of the
 * family on the paths that generate, when it has used its minute up.
 */
export async function countRequest(c: HttpContext, who: string): Promise<void> {
  const quota = await c.get("rateLimiter").take(who);
  c.set("quota", quota);
  if (!quota.isAllowed) throw refusal(c, quota);
}

/** Where the caller stands, on every answer to one who is known. */
export function setQuotaHeaders(headers: Headers, quota: Quota): void {
  headers.set("RateLimit-Limit", String(quota.limit));
  headers.set("RateLimit-Remaining", String(quota.remaining));
  headers.set("RateLimit-Reset", String(Math.ceil(quota.resetMs / 1000)));
}
