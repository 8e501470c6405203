/** Calls many on a regular turn with one timer, a share of them at a time, so that no tick is long. */
export type Wheel = {
  /** Calls `visit` once a turn until the returned function is called. */
  add(visit: () => void): () => void;
};

const SPOKES = 15;

/** A wheel whose turn takes so many milliseconds; it stands still while nobody is on it. */
export function createWheel(turnMs: number): Wheel {
  const spokes = Array.from({ length: SPOKES }, () => new Set<() => void>());
  let added = 0;
  let count = 0;
  let at = 0;
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    at = (at + 1) % SPOKES;
    for (const visit of spokes[at] ?? []) visit();
  }

  return {
    add(visit) {
      const spoke = spokes[added++ % SPOKES];
      spoke?.add(visit);
      count += 1;
      timer ??= setInterval(tick, turnMs / SPOKES);
      return () => {
        if (!spoke?.delete(visit)) return;
        count -= 1;
        if (count > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
