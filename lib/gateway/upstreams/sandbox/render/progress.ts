import type { RenderProgress } from "./job.ts";

/** Says how far a job is; may be called as often as the work likes. */
export type Report = (done: number, total: number) => void;

const MIN_INTERVAL_MS = 100;

/** Passes on the first report, the last one, and about ten a second between them. */
export function createReporter(send: (progress: RenderProgress) => void): Report {
  let lastSentMs = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    const nowMs = performance.now();
    if (done < total && nowMs - lastSentMs < MIN_INTERVAL_MS) return;
    lastSentMs = nowMs;
    send({ done, total });
  };
}
