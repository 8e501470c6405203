import { isAway } from "./db/is-away.ts";
import type { Log } from "./log.ts";

/** Past this an orderly stop is given up. */
const STOP_TIMEOUT_MS = 15_000;

export type ProcessLife = {
  /** Adds a step of the stop; the last one added goes first. */
  onStop(step: () => Promise<void>): void;
  /** Stops in order and ends the process. A second call ends it at once. */
  stop(reason: string, exitCode?: number): void;
  isStopping(): boolean;
  /** Runs the start. When it fails, what was begun is ended in order before the failure goes on. */
  start(begin: () => Promise<void>): Promise<void>;
  /** Hears of errors that nobody awaited and that only say that the database was away. */
  onAway(listener: () => void): void;
};

/**
 * The life of a long-running process: signals and the launcher's death stop it in order, also while
 * it is still starting; a step that fails does not keep the others from being done.
 */
export function beginLife(log: Log): ProcessLife {
  const steps: (() => Promise<void>)[] = [];
  const awayListeners: (() => void)[] = [];
  let isStopping = false;

  async function shutDown(): Promise<void> {
    for (const step of steps.reverse()) {
      await step().catch((error) => log.warn({ err: error }, "a step of the stop failed"));
    }
  }

  const life: ProcessLife = {
    onStop: (step) => {
      steps.push(step);
    },
    stop(reason, exitCode = 0) {
      if (isStopping) process.exit(1);
      isStopping = true;
      process.stdout.write(`Stopping (${reason}) …\n`);
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
      void shutDown().then(() => process.exit(exitCode));
    },
    isStopping: () => isStopping,
    async start(begin) {
      try {
        await begin();
      } catch (error) {
        // A stop that is under way made it fail, and ends the process.
        if (isStopping) return;
        isStopping = true;
        setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
        await shutDown();
        throw error;
      }
    },
    onAway: (listener) => {
      awayListeners.push(listener);
    },
  };

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => life.stop(signal));
  process.on("disconnect", () => life.stop("the launcher ended"));
  process.on("unhandledRejection", (error) => {
    if (isAway(error)) {
      log.warn({ err: error }, "the database was away");
      for (const listener of awayListeners) listener();
      return;
    }
    log.fatal({ err: error }, "an error that nobody handles");
    life.stop("an error that nobody handles", 1);
  });
  return life;
}
