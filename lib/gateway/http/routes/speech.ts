import type { Hono } from "hono";
import { speechRequest } from "#lib/contract/speech.ts";
import { GatewayError } from "../../errors.ts";
import { speak } from "../../generations/speak.ts";
import { requireAccess } from "../access.ts";
import type { HttpEnv } from "../env.ts";
import { markReplayed, readIdempotencyKey } from "../idempotency-key.ts";
import { readJson } from "../read-json.ts";

/** Clients that are made from the description know one base for all paths, so it is there too. */
const PATHS = ["/api/ai/tts/generate", "/api/v1/ai/tts/generate"];

/** Speech within the request. */
export function speechRoutes(app: Hono<HttpEnv>): void {
  app.on("POST", PATHS, requireAccess("generations:write"), async (c) => {
    const idempotencyKey = readIdempotencyKey(c, "TTS_GENERATION_INVALID_INPUT");
    const body = await readJson(c.req.raw, "TTS_GENERATION_INVALID_INPUT");
    const parsed = speechRequest.safeParse(body);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({
        path: issue.path.map(String),
        message: issue.message,
      }));
      const [first] = issues;
      throw new GatewayError("TTS_GENERATION_INVALID_INPUT", {
        issues,
        ...(first && { message: `${first.path.join(".") || "The body"} ${first.message}.` }),
      });
    }
    let acceptedAt: number | null = null;
    try {
      const args = { request: parsed.data, idempotencyKey };
      const result = await speak(c.get("requestContext"), args, (generationId, isReplayed) => {
        c.header("X-Generation-Id", generationId);
        if (isReplayed) markReplayed(c);
        acceptedAt = performance.now();
      });
      return c.json(result);
    } finally {
      if (acceptedAt !== null) c.set("upstreamMs", performance.now() - acceptedAt);
    }
  });
}
