import { generationCode } from "#lib/contract/media.ts";
import { type CreateGeneration, requireModel } from "../generations/create.ts";
import type { HttpContext } from "./env.ts";
import { modelIdOf } from "./model-path.ts";
import { readForm } from "./multipart/read-form.ts";
import { readJson } from "./read-json.ts";

const FORM = /^multipart\/form-data\s*(;|$)/i;

/**
 * Reads what is to be made: the model that the path names behind `prefix`, known before anything is
 * read, and its input as JSON or as a form with files. Files of the form live as long as `use`.
 */
export async function withCreate<Result>(
  c: HttpContext,
  prefix: string,
  use: (request: CreateGeneration) => Promise<Result>,
): Promise<Result> {
  const model = requireModel(modelIdOf(c, prefix), c.req.path);
  if (!FORM.test(c.req.header("content-type")?.trim() ?? "")) {
    const malformed = generationCode(model.media, "INVALID_INPUT");
    const body = await readJson(c.req.raw, malformed, "multipart/form-data");
    return use({ modelId: model.id, body });
  }
  const startedAt = performance.now();
  const { dispose, ...form } = await readForm(c.get("gateway").media, c.req.raw, model);
  // How long files take is up to the caller's line.
  c.set("upstreamMs", c.get("upstreamMs") + performance.now() - startedAt);
  try {
    return await use({ modelId: model.id, ...form });
  } finally {
    await dispose();
  }
}
