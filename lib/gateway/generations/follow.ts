import type { GenerationRow } from "../db/schema.ts";
import type { PresentContext } from "./present.ts";
import type { Frame } from "./view.ts";

type FollowOptions = {
  row: GenerationRow;
  /** Events up to this number are known already. */
  after: number;
  signal: AbortSignal;
};

/**
 * The frames of a generation behind an event number, to its terminal one. Ends early when `signal`
 * aborts, when the generation is removed, and when the process begins to stop.
 */
export async function* followGeneration(
  ctx: PresentContext,
  { row, after, signal }: FollowOptions,
): AsyncGenerator<Frame> {
  let wake = () => {};
  const feed = ctx.gateway.relays.follow(ctx, { row, after, wake: () => wake() });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const frame = feed.next();
      if (frame) {
        yield frame;
        continue;
      }
      if (feed.isOver()) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    feed.leave();
    signal.removeEventListener("abort", onAbort);
  }
}
