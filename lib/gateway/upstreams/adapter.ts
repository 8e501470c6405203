/**
 * What every upstream is behind: three verbs and plain data.
 *
 * `submit` is called at most once a generation, unless `isResubmitSafe`; its answer, plain JSON, is
 * stored before anything else looks at it, so that any process can poll on. Nothing in here retries.
 */

import type { Fault, NextAction, SubCode } from "#lib/contract/codes.ts";
import type { InputIssue } from "#lib/contract/errors.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { Mode } from "../db/schema.ts";

export type UpstreamJob = {
  generationId: string;
  model: Model;
  /**
   * Checked and with defaults filled in. Files of our own store stand in it as references, which
   * `assets/media-reference.ts` turns into a key, or into links for a vendor.
   */
  input: Readonly<Record<string, unknown>>;
};

/** What an upstream needs to find the job again: plain JSON. */
export type UpstreamRef = { readonly [key: string]: unknown };

/** A file that the upstream made, on local disk, to be moved into our store. */
export type UpstreamOutput = {
  path: string;
  contentType: string;
  sizeBytes: number;
  widthPx: number | null;
  heightPx: number | null;
  durationS: number | null;
  fps: number | null;
  hasAudio: boolean;
};

export type UpstreamState =
  | { state: "pending"; progress: number | null; queuePosition: number | null }
  | { state: "completed"; outputs: UpstreamOutput[] }
  | { state: "failed"; failure: UpstreamFailure };

/** A failure mapped to our vocabulary; `raw` is for the log only. */
export type UpstreamFailure = {
  subCode: SubCode;
  message?: string;
  issues?: InputIssue[];
  suggestions?: string[];
  retryAfterMs?: number;
  fault?: Fault;
  nextAction?: NextAction;
  raw?: unknown;
};

/** Thrown by `submit` when the upstream refused; anything else thrown counts as FAILED. */
export class UpstreamError extends Error {
  readonly failure: UpstreamFailure;

  constructor(failure: UpstreamFailure) {
    super(failure.message ?? failure.subCode);
    this.name = "UpstreamError";
    this.failure = failure;
  }
}

export type UpstreamAdapter = {
  readonly name: string;
  /** Whether it can serve this model in this mode. */
  serves(model: Model, mode: Mode): boolean;
  /** Submitting again after a crash costs nothing and makes the same. */
  readonly isResubmitSafe: boolean;
  /**
   * Looks at a job before it is accepted, without starting it: why it would be refused at once, or
   * null. Optional; an upstream that cannot tell has none.
   */
  screen?(job: Omit<UpstreamJob, "generationId">): Promise<UpstreamFailure | null>;
  submit(job: UpstreamJob): Promise<UpstreamRef>;
  poll(ref: UpstreamRef): Promise<UpstreamState>;
  /** Resolves when `poll` may have news, at the latest after the adapter's own interval, or on abort. */
  untilNews(ref: UpstreamRef, signal: AbortSignal): Promise<void>;
  /** Ends the job upstream: when the generation has ended without it. */
  cancel(ref: UpstreamRef): Promise<void>;
  /** Frees what this process holds for the job (files, memory), whatever becomes of the job. */
  release(ref: UpstreamRef): Promise<void>;
};
