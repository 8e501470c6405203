/**
 * Takes jobs in this process, for as long as the process lives.
 *
 *     starting ─► running ─► restarting ─► running …      by `restart`, or when the runner ends by itself
 *         └──────────┴──────────┴─► stopped               by `stop`
 *
 * When the database goes away while the queue's library settles a job, the job stays locked by a
 * runner that has forgotten it. The runner ends then, and is replaced: the new one locks under
 * another pool id, and the old one's jobs are freed like those of any dead process.
 */
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import type { Gateway } from "../context.ts";
import { sweepExpired, sweepOutdated } from "../generations/sweep.ts";
import type { Log } from "../log.ts";
import { createReaper } from "./liveness.ts";
import { KEEP_CREDITS, RUN_GENERATION } from "./names.ts";
import { JOBS, keepCreditsJob } from "./registry.ts";

/**
 * Jobs wait for upstreams nearly all of their time, so very many may run at once: a sentence must
 * not wait for a slot behind films that wait for a thread.
 */
const CONCURRENCY = 500;
const SWEEP_INTERVAL_MS = 1_000;
const OUTDATED_EVERY_SWEEPS = 60;
const RESTART_MS = 500;
/** A job that is running at shutdown may go on this long before it is handed back. */
const DRAIN_MS = 3_000;
/** How long the end of the cron is waited for: behind an error of its own it would take up to a minute. */
const CRON_END_MS = 250;

/**
 * What is done by the clock, by one process each time. Nothing is made up for after a downtime: what
 * is due then is done at the start, and by the next look. A job that waits is replaced by the next.
 */
const CRON_ITEMS = parseCronItems([
  { task: KEEP_CREDITS, match: "* * * * *", options: { jobKey: KEEP_CREDITS, priority: -1 } },
]);

export type Worker = {
  /** Whether it takes jobs. */
  isRunning(): boolean;
  /** Replaces the runner, once the database answers: after an error that reached nobody. */
  restart(): void;
  /** Takes no more jobs, waits for those that run, hands back what does not end in time. */
  stop(): Promise<void>;
};

export type WorkerOptions = {
  /** Hears the id under which this process locks jobs from now on, and the one that it gave up. */
  onPool: (poolId: string, formerId: string | null) => Promise<void>;
};

/** `jobsEnded` once its jobs have ended or are handed back. */
type Running = { runner: Runner; poolId: string; jobsEnded: Promise<void> };

function queueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (level === "error") log.error({ ...scope, error: meta?.error }, message);
    else log.debug({ ...scope }, message);
  });
}

async function startRunner(gateway: Gateway): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  const pool = new Promise<Omit<Running, "runner">>((resolve) => {
    events.once("pool:create", ({ workerPool }) =>
      resolve({ poolId: workerPool.id, jobsEnded: workerPool.promise }),
    );
  });
  const runner = await run({
    pgPool: gateway.db.pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 2_000,
    gracefulShutdownAbortTimeout: DRAIN_MS,
    logger: queueLogger(gateway.log),
    events,
    preset: {
      worker: {
        localQueue: { size: CONCURRENCY },
        // Settled one by one, a job is settled by a promise that nobody awaits; in batches (those of
        // one turn of the loop) a failure ends the runner in order.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList: Object.fromEntries(
      JOBS.map((job) => [
        job.name,
        (payload, helpers) => job.run(gateway, payload, helpers.abortSignal),
      ]),
    ),
    parsedCronItems: CRON_ITEMS,
  });
  return { runner, ...(await pool) };
}

/** Ends a runner in order: its jobs end or are handed back. */
async function endRunner({ runner, jobsEnded }: Running): Promise<void> {
  await Promise.race([runner.stop(), jobsEnded.finally(() => sleep(CRON_END_MS))]);
}

/** Starts taking jobs in this process, and sweeping what is late or orphaned. */
export async function startWorker(gateway: Gateway, options: WorkerOptions): Promise<Worker> {
  const { log } = gateway;
  let current: Running | null = null;
  let isStopping = false;
  let restarting: Promise<void> | null = null;

  async function begin(formerId: string | null): Promise<void> {
    const started = await startRunner(gateway);
    current = started;
    // However it ends, when nobody stopped it another follows.
    started.runner.promise
      .catch((error) => log.warn({ err: error }, "job runner ended"))
      .then(() => current === started && restart());
    await options.onPool(started.poolId, formerId);
  }

  async function replace(): Promise<void> {
    const former = current;
    current = null;
    if (former) {
      await endRunner(former).catch((error) => log.debug({ err: error }, "old job runner"));
    }
    while (!isStopping) {
      await sleep(RESTART_MS);
      try {
        await begin(former?.poolId ?? null);
        return log.warn("job runner replaced");
      } catch (error) {
        log.debug({ err: error }, "job runner cannot start yet");
      }
    }
  }

  function restart(): void {
    if (isStopping || restarting) return;
    restarting = replace().finally(() => {
      restarting = null;
    });
  }

  await begin(null);
  const stopSweeping = sweepEvery(gateway, (poolId) => poolId === current?.poolId);
  const caughtUp = keepCreditsJob
    .run(gateway, {}, gateway.closing)
    .catch((error) => log.warn({ err: error }, "credits were not brought up to date at the start"));
  return {
    isRunning: () => current !== null,
    restart,
    async stop() {
      isStopping = true;
      stopSweeping();
      await restarting;
      const last = current;
      current = null;
      const warn = (err: unknown) => log.warn({ err }, "job runner did not stop cleanly");
      if (last) await endRunner(last).catch(warn);
      await caughtUp;
      await releaseHandedBack(gateway.db.pool).catch(warn);
    },
  };
}

/** What was handed back did not fail: another process takes it at once, not after the pause of a retry. */
async function releaseHandedBack(db: pg.Pool): Promise<void> {
  await db.query(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at := now(), attempts := 0)
     from graphile_worker.jobs where locked_at is null and run_at > now() and task_identifier = $1 having count(*) > 0`,
    [RUN_GENERATION],
  );
}

function sweepEvery(gateway: Gateway, isOwn: (poolId: string) => boolean): () => void {
  const reap = createReaper(gateway.db.pool, isOwn);
  let isSweeping = false;
  let sweeps = 0;
  const timer = setInterval(async () => {
    if (isSweeping) return;
    isSweeping = true;
    try {
      const dead = await reap(gateway.now());
      if (dead > 0) gateway.log.warn({ dead }, "took back the jobs of a dead process");
      await sweepExpired(gateway);
      if (sweeps++ % OUTDATED_EVERY_SWEEPS === 0) await sweepOutdated(gateway);
    } catch (error) {
      gateway.log.warn({ err: error }, "sweep failed");
    } finally {
      isSweeping = false;
    }
  }, SWEEP_INTERVAL_MS);
  return () => clearInterval(timer);
}
