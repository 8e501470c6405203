import {
  isBeforeAcceptance,
  readInputSimulation,
  type Simulation,
} from "#lib/contract/simulation.ts";
import { UpstreamError, type UpstreamJob, type UpstreamState } from "../../adapter.ts";
import { mapFailure } from "../../failures/map-failure.ts";
import { chooseAnswer } from "./choose-answer.ts";
import { createPace, type Pace } from "./pace.ts";
import type { Phase, VendorSubCode } from "./vendors/vendor-answer.ts";

/** Long enough to watch, for a failure that is told how far to get but not how long to take. */
const SHARE_ALONE_MS = 1_000;
/** How far work seems to get when only the time of its failure is told. */
const TIME_ALONE_SHARE = 0.9;
/** Work that has not ended is never shown as done. */
const SHARE_MAX = 0.99;

/** What a job's marker makes of it, from its submit to its end. */
export type Script = {
  /** Nothing has to be rendered, since the work fails. */
  isDoomed: boolean;
  /** The state to tell instead of the true one. */
  play(truth: UpstreamState, nowMs: number): UpstreamState;
  /** In how many milliseconds `play` will tell something else by itself; null when it will not. */
  dueInMs(nowMs: number): number | null;
};

type Failing = Simulation & { subCode: VendorSubCode };

/** A failure for the run: those that are ours or come before acceptance have been answered. */
function isFailing(simulation: Simulation): simulation is Failing {
  return simulation.subCode !== null && !isBeforeAcceptance(simulation);
}

function failureOf(job: UpstreamJob, phase: Phase, { subCode }: Failing) {
  return mapFailure(chooseAnswer(job.model, { phase, subCode, seed: job.generationId }));
}

/** The job's simulation, and the job as it is rendered. */
function readJob(job: UpstreamJob): { job: UpstreamJob; simulation: Simulation | null } {
  const reading = readInputSimulation(job.model.media, job.input);
  if ("problem" in reading) return { job, simulation: null };
  return { job: { ...job, input: reading.input }, simulation: reading.simulation };
}

/** Throws as a vendor that does not take the job in: for lack of room, or because it is away. */
export function refuseAtSubmit(job: UpstreamJob): void {
  const { simulation } = readJob(job);
  if (!simulation || !isFailing(simulation)) return;
  const { subCode, afterMs, atShare, slowMs } = simulation;
  const isUntimed = afterMs === null && atShare === null && slowMs === null;
  if (isUntimed && (subCode === "RATE_LIMITED" || subCode === "PROVIDER_UNAVAILABLE")) {
    throw new UpstreamError(failureOf(job, "submit", simulation));
  }
}

function paceOfFailure({ afterMs, atShare, slowMs }: Simulation): Pace {
  const slowedMs = slowMs === null ? null : slowMs * (atShare ?? 1);
  const durationMs = afterMs ?? slowedMs ?? (atShare === null ? 0 : SHARE_ALONE_MS);
  const share = atShare ?? (durationMs > 0 ? TIME_ALONE_SHARE : 0);
  return createPace({ durationMs, share: Math.min(share, SHARE_MAX) });
}

function failingScript(job: UpstreamJob, simulation: Failing): Script {
  const pace = paceOfFailure(simulation);
  return {
    isDoomed: true,
    play(_truth, nowMs) {
      const { progress, isOver } = pace.look(nowMs);
      if (isOver) return { state: "failed", failure: failureOf(job, "poll", simulation) };
      return { state: "pending", progress, queuePosition: null };
    },
    dueInMs: pace.dueInMs,
  };
}

/** Time counts from when the work has left the queue, and progress goes by time alone until it is over. */
function slowScript(slowMs: number): Script {
  const pace = createPace({ durationMs: slowMs, share: SHARE_MAX });
  return {
    isDoomed: false,
    play(truth, nowMs) {
      if (truth.state === "failed") return truth;
      if (truth.state === "pending" && truth.queuePosition !== null) return truth;
      const { progress, isOver } = pace.look(nowMs);
      if (isOver && truth.state === "completed") return truth;
      return { state: "pending", progress, queuePosition: null };
    },
    dueInMs: pace.dueInMs,
  };
}

/**
 * What a job is to be: itself without its marker, and the script that the marker makes, if any. A
 * script counts from its first play, so a process that takes the job over counts anew.
 */
export function readScript(marked: UpstreamJob): { job: UpstreamJob; script: Script | null } {
  const { job, simulation } = readJob(marked);
  if (!simulation) return { job, script: null };
  if (isFailing(simulation)) return { job, script: failingScript(job, simulation) };
  return { job, script: simulation.slowMs === null ? null : slowScript(simulation.slowMs) };
}
