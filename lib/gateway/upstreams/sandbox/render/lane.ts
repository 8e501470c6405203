import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type Worker,
} from "node:worker_threads";
import { Piscina } from "piscina";
import type { RenderJob, RenderProgress } from "./job.ts";
import { RenderError } from "./render-error.ts";
import { createTask, type RenderTask, type SettledState, type TaskControl } from "./task.ts";
import type { WorkerOutcome, WorkerSettings, WorkerTask } from "./worker.ts";

export type LaneOptions = {
  /** A module that exports `render`, see worker.ts. */
  entry: URL;
  minThreads: number;
  maxThreads: number;
  /** How long a thread above the minimum outlives its last task. */
  idleMs: number;
  /** How far its threads stand back for others, 0 to 19, where the system can tell. */
  niceness: number;
};

export type Lane = {
  add(job: RenderJob): RenderTask;
  close(): Promise<void>;
};

/** A queue in front of a few threads. The threads' own queue stays empty, so places are exact. */
export function createLane(options: LaneOptions): Lane {
  const waiting: TaskControl[] = [];
  const running = new Set<TaskControl>();
  const alive = new Set<Worker>();
  let threads: Threads | undefined;

  const startNext = (): void => {
    while (running.size < options.maxThreads) {
      const next = waiting.shift();
      if (next === undefined) break;
      void run(next);
    }
    for (const [position, control] of waiting.entries()) control.moveTo(position);
  };

  const run = async (control: TaskControl): Promise<void> => {
    running.add(control);
    control.run();
    threads ??= startThreads(options, alive);
    control.settle(await runInThread(threads, options.entry, control));
    running.delete(control);
    startNext();
  };

  return {
    add(job) {
      const control = createTask(job, waiting.length, () => {
        waiting.splice(waiting.indexOf(control), 1);
        startNext();
      });
      waiting.push(control);
      startNext();
      return control.task;
    },
    async close() {
      for (const control of [...waiting, ...running]) control.task.cancel();
      // Those of canceled tasks are on their way out and no longer known to the pool.
      const ended = [...alive].map((thread) => once(thread, "exit"));
      await threads?.destroy();
      await Promise.all(ended);
    },
  };
}

type Threads = Piscina<WorkerTask, WorkerOutcome>;

/** Threads that are up are in `alive` until they have ended. */
function startThreads(options: LaneOptions, alive: Set<Worker>): Threads {
  const threads = new Piscina<WorkerTask, WorkerOutcome>({
    minThreads: options.minThreads,
    maxThreads: options.maxThreads,
    idleTimeout: options.idleMs,
    workerData: { niceness: options.niceness } satisfies WorkerSettings,
    // A thread that sleeps on an atomic would not notice its own encoder threads end.
    atomics: "disabled",
    recordTiming: false,
    // For node:wasi, which is all that the speech program needs.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  // A thread that dies while it has no task has nobody to tell, and is replaced.
  threads.on("error", () => {});
  threads.on("workerCreate", () => {
    for (const thread of threads.threads) {
      if (alive.has(thread)) continue;
      alive.add(thread);
      thread.once("exit", () => alive.delete(thread));
    }
  });
  return threads;
}

async function runInThread(
  threads: Threads,
  entry: URL,
  control: TaskControl,
): Promise<SettledState> {
  const { port1: progress, port2: progressPort } = new MessageChannel();
  progress.on("message", (message: RenderProgress) => control.report(message));
  try {
    const outcome = await threads.run(
      { job: control.job, progressPort },
      // Named here and not for the whole pool: code that cannot load then fails its task.
      {
        filename: fileURLToPath(entry),
        name: "render",
        signal: control.signal,
        transferList: [progressPort],
      },
    );
    reportWhatIsLeft(progress, control);
    return settledStateOf(outcome);
  } catch (cause) {
    if (control.signal.aborted) return { state: "canceled" };
    const message = "The render thread ended under its job.";
    return { state: "failed", error: new RenderError("thread_died", message, { cause }) };
  } finally {
    progress.close();
  }
}

/** The outcome can overtake the last progress, since each has a port of its own. */
function reportWhatIsLeft(progress: MessagePort, control: TaskControl): void {
  for (;;) {
    const received = receiveMessageOnPort(progress);
    if (received === undefined) return;
    control.report(received.message as RenderProgress);
  }
}

function settledStateOf(outcome: WorkerOutcome): SettledState {
  if (outcome.ok) return { state: "done", result: outcome.result };
  const error = new RenderError(outcome.code, outcome.message);
  error.stack = outcome.stack;
  return { state: "failed", error };
}
