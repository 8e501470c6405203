import { availableParallelism } from "node:os";
import type { RenderJob } from "./job.ts";
import { createLane, type Lane } from "./lane.ts";
import type { RenderTask } from "./task.ts";

export type { RenderState, RenderTask } from "./task.ts";

export type RenderPool = {
  /**
   * Takes a job in, and gives its task; an id that is known gives the task that it has.
   * Throws after `close`.
   */
  start(id: string, job: RenderJob): RenderTask;
  /** The task of an id, until it is forgotten. */
  find(id: string): RenderTask | undefined;
  /** Drops a task that has settled; one that has not is kept. */
  forget(id: string): void;
  /** Cancels everything that has not settled and ends all threads. */
  close(): Promise<void>;
};

export type RenderPoolOptions = {
  /** For films; one fewer than the cores, at least one, when not given. */
  threads?: number;
  /** The module that threads run; the renderer when not given. */
  entry?: URL;
};

const FILM_IDLE_MS = 10 * 60_000;
const QUICK_IDLE_MS = 10 * 60_000;
const QUICK_THREADS = 2;

/**
 * Renders in worker threads, in two lanes: films in one, pictures and speech in the other, so
 * that a sentence never waits for a film. Threads start with the first job of their lane;
 * idle ones end, but for one of the quick lane. Tasks of a lane begin in the order they came.
 * Requests go before quick jobs, and these before films, where processor time is scarce.
 */
export function createRenderPool(options: RenderPoolOptions = {}): RenderPool {
  const entry = options.entry ?? new URL("./worker.ts", import.meta.url);
  const films = createLane({
    entry,
    minThreads: 0,
    maxThreads: options.threads ?? Math.max(1, availableParallelism() - 1),
    idleMs: FILM_IDLE_MS,
    niceness: 10,
  });
  const quick = createLane({
    entry,
    minThreads: 1,
    maxThreads: QUICK_THREADS,
    idleMs: QUICK_IDLE_MS,
    niceness: 5,
  });
  const laneOf = (job: RenderJob): Lane => (job.kind === "film" ? films : quick);
  const tasks = new Map<string, RenderTask>();
  let isClosed = false;

  return {
    start(id, job) {
      if (isClosed) throw new Error("The render pool is closed.");
      const known = tasks.get(id);
      if (known !== undefined) return known;
      const task = laneOf(job).add(job);
      tasks.set(id, task);
      return task;
    },
    find: (id) => tasks.get(id),
    forget(id) {
      if (tasks.get(id)?.isSettled()) tasks.delete(id);
    },
    async close() {
      isClosed = true;
      await Promise.all([films.close(), quick.close()]);
    },
  };
}
