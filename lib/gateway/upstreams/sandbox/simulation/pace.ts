/** Longer than the runner's pause between two reports of progress, so that none is held back. */
const STEP_MIN_MS = 250;
const STEPS_MAX = 50;

export type Pace = {
  /** How far the work is to be seen now, 0 to 1, or that its time is over. */
  look(nowMs: number): { progress: number; isOver: boolean };
  /** In how many milliseconds `look` will say something else; null when it will not. */
  dueInMs(nowMs: number): number | null;
};

/**
 * Progress that somebody can watch: it grows in steps, over so long up to such a share, and then is
 * over. Time counts from the first look. However late the looks come, the last step is seen before
 * the end, and no step is followed by another at once.
 */
export function createPace({ durationMs, share }: { durationMs: number; share: number }): Pace {
  const fitting = Math.floor(durationMs / STEP_MIN_MS) - 1;
  const stepCount = share > 0 ? Math.max(1, Math.min(STEPS_MAX, fitting)) : 0;
  const stepMs = durationMs / (stepCount + 1);
  let startMs: number | null = null;
  let step = 0;
  let steppedMs = 0;

  const dueMs = (start: number) => Math.max(start + (step + 1) * stepMs, steppedMs + STEP_MIN_MS);
  const isOver = () => step > stepCount;

  return {
    look(nowMs) {
      if (startMs === null) {
        startMs = nowMs;
        steppedMs = nowMs;
      } else if (!isOver() && nowMs >= dueMs(startMs)) {
        const reached = Math.floor((nowMs - startMs) / Math.max(1, stepMs));
        step = step < stepCount ? Math.min(stepCount, Math.max(step + 1, reached)) : step + 1;
        steppedMs = nowMs;
      }
      const progress = stepCount === 0 ? 0 : (share * Math.min(step, stepCount)) / stepCount;
      return { progress, isOver: isOver() };
    },
    dueInMs(nowMs) {
      if (startMs === null || isOver()) return null;
      return Math.max(0, Math.ceil(dueMs(startMs) - nowMs));
    },
  };
}
