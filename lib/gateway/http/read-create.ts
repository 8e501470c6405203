import { generationCode, guessMedia } from "#lib/contract/media.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { type CreateGeneration, requireModel } from "../generations/create.ts";
import type { HttpContext } from "./env.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { modelIdOf } from "./model-path.ts";
import { readForm } from "./multipart/read-form.ts";
import { readJson } from "./read-json.ts";

const FORM = /^multipart\/form-data\s*(;|$)/i;

/**
 * Reads what is to be made: the model that the path names behind `prefix`, then the key, then the input
 * as JSON or as a form with files. The model must be known before anything is read, but not with a key:
 * it may be known from when the key was used. Files of the form live as long as `use`.
 */
export async function withCreate<Result>(
  c: HttpContext,
  prefix: string,
  use: (request: CreateGeneration) => Promise<Result>,
): Promise<Result> {
  const modelId = modelIdOf(c, prefix);
  const known = findModel(modelId);
  const media = known?.media ?? guessMedia(c.req.path);
  const malformed = generationCode(media, "INVALID_INPUT");
  const idempotencyKey = readIdempotencyKey(c, malformed);
  const isForm = FORM.test(c.req.header("content-type")?.trim() ?? "");
  if (!isForm && (known || idempotencyKey !== undefined)) {
    const body = await readJson(c.req.raw, malformed, "multipart/form-data");
    return use({ modelId, body, idempotencyKey });
  }
  const model = known ?? requireModel(modelId, c.req.path);
  const startedAt = performance.now();
  const { dispose, ...form } = await readForm(c.get("gateway").media, c.req.raw, model);
  // How long files take is up to the caller's line.
  c.set("upstreamMs", c.get("upstreamMs") + performance.now() - startedAt);
  try {
    return await use({ modelId, idempotencyKey, ...form });
  } finally {
    await dispose();
  }
}
