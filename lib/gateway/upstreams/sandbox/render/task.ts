import type { RenderJob, RenderProgress, RenderResult } from "./job.ts";
import type { RenderError } from "./render-error.ts";

export type SettledState =
  | { state: "done"; result: RenderResult }
  | { state: "failed"; error: RenderError }
  | { state: "canceled" };

/**
 * queued → running → done | failed | canceled, and queued → canceled; nothing else.
 * `position` is how many tasks ahead of this one have not started either.
 */
export type RenderState =
  | { state: "queued"; position: number }
  | ({ state: "running" } & RenderProgress)
  | SettledState;

export type RenderTask = {
  state(): RenderState;
  isSettled(): boolean;
  /** Resolves, and never rejects, once the task has settled. */
  settled: Promise<SettledState>;
  /**
   * Calls back at each change of state, position or progress; gives what ends that.
   * A listener must not throw.
   */
  onChange(listener: (state: RenderState) => void): () => void;
  /** Takes a queued task out and stops a running one; a settled one stays as it is. */
  cancel(): void;
};

/** The lane's side of a task. */
export type TaskControl = {
  readonly job: RenderJob;
  readonly task: RenderTask;
  /** Aborted by `cancel` while the task runs. */
  readonly signal: AbortSignal;
  moveTo(position: number): void;
  run(): void;
  report(progress: RenderProgress): void;
  settle(state: SettledState): void;
};

/** A task that waits at a position. `leaveQueue` is called when it is canceled there. */
export function createTask(job: RenderJob, position: number, leaveQueue: () => void): TaskControl {
  const listeners = new Set<(state: RenderState) => void>();
  const aborter = new AbortController();
  const { promise: settled, resolve } = Promise.withResolvers<SettledState>();
  let current: RenderState = { state: "queued", position };

  const change = (next: RenderState): void => {
    current = next;
    for (const listener of listeners) listener(next);
  };
  const isSettled = () => current.state !== "queued" && current.state !== "running";
  const settle = (state: SettledState): void => {
    if (isSettled()) return;
    change(state);
    listeners.clear();
    resolve(state);
  };

  const task: RenderTask = {
    state: () => current,
    isSettled,
    settled,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cancel() {
      if (isSettled()) return;
      const wasQueued = current.state === "queued";
      settle({ state: "canceled" });
      if (wasQueued) leaveQueue();
      else aborter.abort();
    },
  };
  return {
    job,
    task,
    signal: aborter.signal,
    moveTo(next) {
      if (current.state !== "queued" || current.position === next) return;
      change({ state: "queued", position: next });
    },
    run: () => change({ state: "running", done: 0, total: 1 }),
    report(progress) {
      if (current.state === "running") change({ state: "running", ...progress });
    },
    settle,
  };
}
