/** Runs what it is given, at most so many at once, in the order in which it comes. */
export function createLanes(atOnce: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever waits takes the lane over.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
