/**
 * Runs one generation to its end: takes it, submits it upstream once, follows it, stores its files.
 *
 * Submit journal: `null → submitting → submitted(ref)`, written before and after the call. Taken
 * anew after a crash: with a ref the job is polled on; in `submitting` nobody knows whether the
 * upstream has it, so it is submitted again only where that is safe, else it fails.
 */
import { resultCount } from "#lib/contract/amounts.ts";
import { codeFacts } from "#lib/contract/codes.ts";
import { isTerminal } from "#lib/contract/generation.ts";
import { generationCode } from "#lib/contract/media.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { Gateway } from "../context.ts";
import type { GenerationRow, StoredFailure } from "../db/schema.ts";
import {
  type UpstreamAdapter,
  UpstreamError,
  type UpstreamFailure,
  type UpstreamOutput,
  type UpstreamRef,
} from "../upstreams/adapter.ts";
import { chooseUpstream } from "../upstreams/choose.ts";
import { mapFailure } from "../upstreams/failures/map-failure.ts";
import { rawForLog } from "../upstreams/failures/raw-for-log.ts";
import * as lifecycle from "./lifecycle.ts";
import { storeOutputs } from "./store-outputs.ts";
import {
  markSubmitted,
  markSubmitting,
  readStatus,
  reportProgress,
  takeGeneration,
} from "./take.ts";

/** Progress goes out at most five times a second. */
const PROGRESS_INTERVAL_MS = 200;

type Run = { gateway: Gateway; row: GenerationRow; model: Model; upstream: UpstreamAdapter };

/** The failure as it is stored: our sentence for the code unless the upstream gave a safe one. */
export function toStoredFailure(
  row: Pick<GenerationRow, "media" | "requestId">,
  failure: UpstreamFailure,
): StoredFailure {
  const code = generationCode(row.media, failure.subCode);
  const { issues, suggestions, fault, nextAction } = failure;
  return {
    code,
    message: failure.message ?? codeFacts(code).message,
    requestId: row.requestId,
    retryAfterMs: failure.retryAfterMs ?? null,
    ...(issues && { issues }),
    ...(suggestions && { suggestions }),
    ...(fault && { fault }),
    ...(nextAction && { nextAction }),
  };
}

async function failRun(
  gateway: Gateway,
  row: GenerationRow,
  failure: UpstreamFailure,
): Promise<void> {
  gateway.log.info(
    {
      generationId: row.id,
      requestId: row.requestId,
      subCode: failure.subCode,
      raw: rawForLog(failure.raw),
    },
    "generation failed",
  );
  await lifecycle.fail(gateway.db.pool, {
    id: row.id,
    claim: row.claim,
    at: gateway.now(),
    failure: toStoredFailure(row, failure),
  });
}

/** What an upstream's submit threw, if it did not map it itself: a network that is away, or anything. */
function submitFailure(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamError) return error.failure;
  return mapFailure({ vendor: "generic", phase: "submit", status: null, error });
}

/** The ref of the job upstream: the stored one, or that of a submit made now. Null when the run is over. */
async function submitOnce({ gateway, row, model, upstream }: Run): Promise<UpstreamRef | null> {
  if (row.submitState === "submitted") return row.upstreamRef as UpstreamRef;
  if (row.submitState === "submitting" && !upstream.isResubmitSafe) {
    await failRun(gateway, row, {
      subCode: "FAILED",
      raw: "outcome of the submit is unknown",
    });
    return null;
  }
  const { id, claim } = row;
  const isMine = await markSubmitting(gateway.db.pool, { id, claim, upstream: upstream.name });
  if (!isMine) return null;
  let ref: UpstreamRef;
  try {
    ref = await upstream.submit({ generationId: id, model, input: row.input });
  } catch (error) {
    await failRun(gateway, row, submitFailure(error));
    return null;
  }
  await markSubmitted(gateway.db.pool, id, ref);
  return ref;
}

/** Aborts when the generation has ended without this run, or when the process wants to stop. */
function watchForEnd(gateway: Gateway, id: string, stop: AbortSignal) {
  const ended = new AbortController();
  const look = () =>
    readStatus(gateway.db.pool, id)
      .then((status) => {
        if (status === null || isTerminal(status)) ended.abort("ended");
      })
      .catch((error) => gateway.log.warn({ err: error }, "state of a running generation unknown"));
  const unfollow = gateway.hub.follow(id, (announcement) => {
    if (announcement.kind !== "progress") look();
  });
  // It may have ended between being taken and being followed.
  look();
  return {
    signal: AbortSignal.any([ended.signal, stop]),
    hasEnded: () => ended.signal.aborted,
    unfollow,
  };
}

/** The price of what was really made: of two of four results, half. */
export function priceOfMade(row: Pick<GenerationRow, "usage" | "input">, made: number): number {
  const asked = Math.max(1, resultCount(row.input));
  return Math.floor((row.usage.total * Math.min(made, asked)) / asked);
}

/**
 * Stores what was made and completes; takes it back when the generation has ended otherwise. Done
 * without a file is not done.
 */
async function completeRun(
  { gateway, row }: Run,
  outputs: readonly UpstreamOutput[],
): Promise<void> {
  if (outputs.length === 0) {
    return failRun(gateway, row, { subCode: "FAILED", raw: "completed without a file" });
  }
  const { pool } = gateway.db;
  const { id, claim } = row;
  const files = await storeOutputs(gateway, row, outputs);
  const captured = priceOfMade(row, files.length);
  if (await lifecycle.complete(pool, { id, claim, at: gateway.now(), files, captured })) return;
  await Promise.all(files.map((file) => gateway.media.remove(file.key)));
}

/**
 * Polls until the job upstream has ended, and settles the generation by it: "settled". Stops early,
 * "left", when the generation has ended otherwise, was taken by another, or `signal` aborts.
 */
async function followUpstream(
  run: Run,
  ref: UpstreamRef,
  signal: AbortSignal,
): Promise<"settled" | "left"> {
  const { gateway, row, upstream } = run;
  const { pool } = gateway.db;
  const { id, claim } = row;
  let isStarted = row.status === "IN_PROGRESS";
  let reportedAt = 0;
  let reported = "";
  while (!signal.aborted) {
    const state = await upstream.poll(ref);
    if (signal.aborted) return "left";
    if (state.state === "failed") {
      await failRun(gateway, row, state.failure);
      return "settled";
    }
    if (!isStarted && (state.state === "completed" || state.queuePosition === null)) {
      const at = gateway.now();
      const deadlineAt = new Date(at.getTime() + gateway.deadlines.workMs[row.media]);
      isStarted = await lifecycle.start(pool, { id, claim, at, deadlineAt });
      if (!isStarted) return "left";
    }
    if (state.state === "completed") {
      await completeRun(run, state.outputs);
      return "settled";
    }
    const news = { progress: state.progress ?? 0, queuePosition: state.queuePosition };
    const isNew = reported !== JSON.stringify(news);
    const dueInMs = reportedAt + PROGRESS_INTERVAL_MS - Date.now();
    if (isNew && dueInMs <= 0) {
      if (!(await reportProgress(pool, { id, claim, ...news }))) return "left";
      reported = JSON.stringify(news);
      reportedAt = Date.now();
    }
    // What came too soon after the last report goes out when it is due, though nothing new comes.
    const isHeldBack = isNew && dueInMs > 0;
    const wake = isHeldBack ? AbortSignal.any([signal, AbortSignal.timeout(dueInMs)]) : signal;
    await upstream.untilNews(ref, wake);
  }
  return "left";
}

/**
 * Runs a generation that was accepted. Resolves when it has ended, or was taken by another; throws
 * when our own side failed (database, disk), so that the queue tries again, and when `stop` aborts,
 * so that the job is handed back.
 */
export async function runGeneration(
  gateway: Gateway,
  id: string,
  stop: AbortSignal,
): Promise<void> {
  const row = await takeGeneration(gateway, id);
  if (!row) return;
  const model = findModel(row.model);
  const upstream = model && chooseUpstream(gateway.upstreams, model, row.mode, row.upstream);
  if (!model || !upstream) {
    return failRun(gateway, row, { subCode: model ? "PROVIDER_UNAVAILABLE" : "UNSUPPORTED_MODEL" });
  }
  const run: Run = { gateway, row, model, upstream };
  const watch = watchForEnd(gateway, id, stop);
  try {
    const ref = await submitOnce(run);
    if (ref) await attend(run, ref, watch);
    if (stop.aborted && !watch.hasEnded()) throw new Error("handed back: the process stops");
  } finally {
    watch.unfollow();
  }
}

/** Follows a job upstream, ends it when the generation has ended without it, and lets go of it. */
async function attend(
  run: Run,
  ref: UpstreamRef,
  watch: ReturnType<typeof watchForEnd>,
): Promise<void> {
  const { gateway, upstream } = run;
  const warn = (err: unknown) => gateway.log.warn({ err }, "upstream could not be ended");
  try {
    const outcome = await followUpstream(run, ref, watch.signal);
    // Asked anew: a lost write can tell of the end before the watch has heard of it.
    const status = outcome === "left" && (await readStatus(gateway.db.pool, run.row.id));
    if (status && isTerminal(status)) await upstream.cancel(ref).catch(warn);
  } finally {
    await upstream.release(ref).catch(warn);
  }
}
