import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import type { Gateway } from "../context.ts";
import { sweepExpired } from "../generations/sweep.ts";
import type { Log } from "../log.ts";
import { createReaper } from "./liveness.ts";
import { JOBS } from "./registry.ts";

/** Jobs wait for upstreams most of their time, so many may run at once. */
const CONCURRENCY = 64;
const SWEEP_INTERVAL_MS = 1_000;
/** A job that is running at shutdown may go on this long before it is handed back. */
const DRAIN_MS = 3_000;

export type Worker = {
  /** Whether it takes jobs. */
  isRunning(): boolean;
  /** Takes no more jobs, waits for those that run, hands back what does not end in time. */
  stop(): Promise<void>;
};

export type WorkerOptions = {
  /** Hears the id under which this process locks jobs, before it takes any. */
  onPool: (poolId: string) => Promise<void>;
};

function queueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (level === "error") log.error({ ...scope, error: meta?.error }, message);
    else log.debug({ ...scope }, message);
  });
}

/** Starts taking jobs in this process, and sweeping what is late or orphaned. */
export async function startWorker(gateway: Gateway, options: WorkerOptions): Promise<Worker> {
  const events: WorkerEvents = new EventEmitter();
  const pool = new Promise<string>((resolve) => {
    events.once("pool:create", ({ workerPool }) => resolve(workerPool.id));
  });
  const runner = await run({
    pgPool: gateway.db.pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 2_000,
    gracefulShutdownAbortTimeout: DRAIN_MS,
    logger: queueLogger(gateway.log),
    events,
    preset: { worker: { localQueue: { size: CONCURRENCY } } },
    taskList: Object.fromEntries(
      JOBS.map((job) => [
        job.name,
        (payload, helpers) => job.run(gateway, payload, helpers.abortSignal),
      ]),
    ),
  });
  await options.onPool(await pool);
  const stopSweeping = sweepEvery(gateway);
  let isRunning = true;
  runner.promise
    .catch((error) => gateway.log.error({ err: error }, "job runner ended"))
    .finally(() => {
      isRunning = false;
    });
  return {
    isRunning: () => isRunning,
    async stop() {
      stopSweeping();
      await runner
        .stop()
        .catch((error) => gateway.log.warn({ err: error }, "job runner did not stop cleanly"));
    },
  };
}

function sweepEvery(gateway: Gateway): () => void {
  const reap = createReaper(gateway.db.pool);
  let isSweeping = false;
  const timer = setInterval(async () => {
    if (isSweeping) return;
    isSweeping = true;
    try {
      const dead = await reap(gateway.now());
      if (dead > 0) gateway.log.warn({ dead }, "took back the jobs of a dead process");
      await sweepExpired(gateway);
    } catch (error) {
      gateway.log.warn({ err: error }, "sweep failed");
    } finally {
      isSweeping = false;
    }
  }, SWEEP_INTERVAL_MS);
  return () => clearInterval(timer);
}
