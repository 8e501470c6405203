import type { ErrorCode } from "#lib/contract/codes.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { RequestContext } from "../context.ts";
import { GatewayError } from "../errors.ts";
import type { UpstreamFailure } from "../upstreams/adapter.ts";
import { chooseUpstream } from "../upstreams/choose.ts";
import { rawForLog } from "../upstreams/failures/raw-for-log.ts";
import { toStoredFailure } from "./run.ts";

/** The refusal that an upstream's failure is, told as it would be of a generation that failed. */
function refusalOf(ctx: RequestContext, model: Model, failure: UpstreamFailure): GatewayError {
  const row = { media: model.media, requestId: ctx.requestId };
  const { code, requestId: _, retryAfterMs, ...details } = toStoredFailure(row, failure);
  return new GatewayError(code as ErrorCode, {
    ...details,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}

/**
 * Asks the upstream that would get the work whether it would refuse it at once. Throws what it says,
 * in the family of the model; upstreams that cannot tell refuse nothing here.
 */
export async function screenGeneration(
  ctx: RequestContext,
  job: { model: Model; input: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { gateway, actor, requestId } = ctx;
  const upstream = chooseUpstream(gateway.upstreams, job.model, actor.mode, null);
  const failure = await upstream?.screen?.(job);
  if (!failure) return;
  const { subCode } = failure;
  const raw = rawForLog(failure.raw);
  gateway.log.info({ requestId, subCode, raw }, "generation refused by its upstream");
  throw refusalOf(ctx, job.model, failure);
}
