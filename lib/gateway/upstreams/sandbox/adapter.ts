/**
 * The sandbox: the upstream of test mode. It renders real files on this machine, from the prompt,
 * behind the same interface as a vendor. Its ref is the job itself, so a process that takes over
 * simply renders again: the same input and generation give the same bytes. A marker in the prompt
 * makes it fail or be slow instead, as a vendor would (see simulation/).
 */
import { rm } from "node:fs/promises";
import { z } from "zod";
import { findModel } from "#lib/contract/models/catalogue.ts";
import type { Log } from "../../log.ts";
import {
  type UpstreamAdapter,
  UpstreamError,
  type UpstreamFailure,
  type UpstreamJob,
  type UpstreamRef,
  type UpstreamState,
} from "../adapter.ts";
import type { InputFileContext } from "./input-files.ts";
import { planRender, type RenderPlan } from "./plan.ts";
import type { RenderPool, RenderTask } from "./render/pool.ts";
import { screenJob } from "./simulation/screen.ts";
import { readScript, refuseAtSubmit, type Script } from "./simulation/script.ts";

const refSchema = z.object({
  generationId: z.string(),
  model: z.string(),
  input: z.record(z.string(), z.unknown()),
});

/** One generation being rendered in this process. */
type Work = {
  script: Script | null;
  plan: RenderPlan | null;
  tasks: RenderTask[];
  failure: UpstreamFailure | null;
  canceler: AbortController;
  /** Something changed since the last poll: news must not be lost between a poll and the wait for more. */
  hasNews: boolean;
  listeners: Set<() => void>;
  /** Goes off when the script has something new to tell. */
  timer: NodeJS.Timeout | undefined;
};

function wake(work: Work): void {
  work.hasNews = true;
  for (const listener of [...work.listeners]) listener();
}

export type SandboxOptions = InputFileContext & { pool: RenderPool; log: Log };

function jobOf(ref: UpstreamRef): UpstreamJob {
  const { generationId, model: modelId, input } = refSchema.parse(ref);
  const model = findModel(modelId);
  if (!model) throw new UpstreamError({ subCode: "UNSUPPORTED_MODEL" });
  return { generationId, model, input };
}

/** All results together: failed when one is, completed when all are, else how far they are. */
function stateOf(work: Work): UpstreamState {
  if (work.failure) return { state: "failed", failure: work.failure };
  if (!work.plan) return { state: "pending", progress: 0, queuePosition: 0 };
  const states = work.tasks.map((task) => task.state());
  const broken = states.find((state) => state.state === "failed");
  if (broken) return { state: "failed", failure: { subCode: "FAILED", raw: broken.error } };
  const outputs = states.flatMap((state, index) => {
    const job = work.plan?.jobs[index];
    return state.state === "done" && job ? [{ path: job.outPath, ...state.result }] : [];
  });
  if (outputs.length === states.length) return { state: "completed", outputs };
  const positions = states.flatMap((state) => (state.state === "queued" ? [state.position] : []));
  if (positions.length === states.length) {
    return { state: "pending", progress: 0, queuePosition: Math.min(...positions) };
  }
  const shares = states.map((state) => {
    if (state.state === "done") return 1;
    return state.state === "running" && state.total > 0 ? state.done / state.total : 0;
  });
  const progress = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { state: "pending", progress: Math.min(progress, 0.99), queuePosition: null };
}

/** What is told of a job now: the truth, or what its script makes of it. */
function tell(work: Work, nowMs: number): UpstreamState {
  const truth = stateOf(work);
  if (!work.script) return truth;
  const told = work.script.play(truth, nowMs);
  clearTimeout(work.timer);
  const dueInMs = work.script.dueInMs(nowMs);
  if (dueInMs !== null) work.timer = setTimeout(wake, dueInMs, work);
  return told;
}

export function createSandbox(options: SandboxOptions): UpstreamAdapter {
  const running = new Map<string, Work>();

  async function begin(job: UpstreamJob, work: Work): Promise<void> {
    try {
      const { signal } = work.canceler;
      const plan = await planRender(options, job, signal);
      if (signal.aborted) return await plan.dispose();
      work.plan = plan;
      work.tasks = plan.jobs.map((renderJob, index) => {
        const task = options.pool.start(`${job.generationId}/${index}`, renderJob);
        task.onChange(() => wake(work));
        return task;
      });
    } catch (error) {
      work.failure =
        error instanceof UpstreamError
          ? error.failure
          : { subCode: "FAILED", raw: error instanceof Error ? error.stack : error };
    }
    wake(work);
  }

  function workOf(ref: UpstreamRef): Work {
    const marked = jobOf(ref);
    const known = running.get(marked.generationId);
    if (known) return known;
    const { job, script } = readScript(marked);
    const work: Work = {
      script,
      plan: null,
      tasks: [],
      failure: null,
      canceler: new AbortController(),
      hasNews: false,
      listeners: new Set(),
      timer: undefined,
    };
    running.set(job.generationId, work);
    if (script?.isDoomed) return work;
    begin(job, work).catch((error) => options.log.error({ err: error }, "sandbox could not begin"));
    return work;
  }

  return {
    name: "sandbox",
    isResubmitSafe: true,
    serves: (_model, mode) => mode === "test",
    screen: async (job) => screenJob(job),
    async submit(job) {
      refuseAtSubmit(job);
      const { generationId, model, input } = job;
      return { generationId, model: model.id, input };
    },
    async poll(ref) {
      const work = workOf(ref);
      work.hasNews = false;
      return tell(work, options.now().getTime());
    },
    untilNews(ref, signal) {
      const work = workOf(ref);
      return new Promise((resolve) => {
        const done = () => {
          work.listeners.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        work.listeners.add(done);
        signal.addEventListener("abort", done, { once: true });
        if (work.hasNews || signal.aborted) done();
      });
    },
    // The job lives in this process alone, so it ends when it is released.
    cancel: async () => {},
    async release(ref) {
      const { generationId } = refSchema.parse(ref);
      const work = running.get(generationId);
      if (!work) return;
      running.delete(generationId);
      work.canceler.abort();
      clearTimeout(work.timer);
      for (const [index, task] of work.tasks.entries()) {
        task.cancel();
        options.pool.forget(`${generationId}/${index}`);
      }
      await work.plan?.dispose();
      // A finished file has been moved away by now; what is left belongs to nobody.
      await Promise.all(work.plan?.jobs.map((job) => rm(job.outPath, { force: true })) ?? []);
    },
  };
}
