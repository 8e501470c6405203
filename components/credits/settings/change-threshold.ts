/** What became of a change: the threshold as it is now, or why not. */
export type ThresholdResult =
  | { ok: true; threshold: number | null }
  | { ok: false; message: string };

/** Changes below how many credits the workspace is warned; empty turns the warning off. */
export type ChangeThreshold = (typed: string) => Promise<ThresholdResult>;
