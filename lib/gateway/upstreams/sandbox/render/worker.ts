import { setPriority } from "node:os";
import { type MessagePort, workerData } from "node:worker_threads";
import sharp from "sharp";
import type { RenderJob, RenderResult } from "./job.ts";
import { createReporter } from "./progress.ts";
import { RenderError, type RenderErrorCode } from "./render-error.ts";
import { renderJob } from "./render-job.ts";

/** What a pool sends into a thread. */
export type WorkerTask = { job: RenderJob; progressPort?: MessagePort };

/** What comes back. Failures are returned: a thrown error would lose its code on the way. */
export type WorkerOutcome =
  | { ok: true; result: RenderResult }
  | { ok: false; code: RenderErrorCode; message: string; stack: string };

/** What a lane tells its threads when they start. */
export type WorkerSettings = { niceness: number };

// On Linux this lowers the calling thread alone (and those it starts); elsewhere it would
// lower the whole process, requests included.
if (process.platform === "linux") setPriority((workerData as WorkerSettings).niceness);
sharp.concurrency(1);
sharp.cache(false); // No picture is read twice.

/**
 * The entry of a render thread: makes the job's file whole and says what it measured.
 * Progress goes to `progressPort` as `RenderProgress`, about ten a second, the last always.
 */
export async function render({ job, progressPort }: WorkerTask): Promise<WorkerOutcome> {
  const report = createReporter((progress) => progressPort?.postMessage(progress));
  try {
    return { ok: true, result: await renderJob(job, report) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const code = error instanceof RenderError ? error.code : "render_failed";
    return { ok: false, code, message: error.message, stack: error.stack ?? "" };
  }
}
