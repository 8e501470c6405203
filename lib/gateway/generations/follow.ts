import { and, asc, eq, gt } from "drizzle-orm";
import { type Generation, isTerminal } from "#lib/contract/generation.ts";
import { type GenerationRow, generationEvents } from "../db/schema.ts";
import type { Announcement } from "./event-hub.ts";
import { eventState } from "./lifecycle.ts";
import { type PresentContext, presentGeneration } from "./present.ts";

/** One frame: `seq` is the durable event number, null for progress in between. */
export type Frame = { seq: number | null; generation: Generation };

type FollowOptions = {
  row: GenerationRow;
  /** Events up to this number are known already. */
  after: number;
  signal: AbortSignal;
};

/** Progress and news that came since the last look; only the newest progress is worth keeping. */
type Inbox = {
  hasNews: boolean;
  progress: Extract<Announcement, { kind: "progress" }> | null;
  wake: () => void;
};

function untilWoken(inbox: Inbox, signal: AbortSignal): Promise<void> {
  if (inbox.hasNews || inbox.progress || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    inbox.wake = resolve;
  });
}

/**
 * The frames of a generation behind an event number, to its terminal one. The follower is on the
 * hub before the database is read, so no event falls between the two; and every event comes from
 * the database in order, so none comes twice. Ends early only when `signal` aborts.
 */
export async function* followGeneration(
  ctx: PresentContext,
  { row, after, signal }: FollowOptions,
): AsyncGenerator<Frame> {
  const inbox: Inbox = { hasNews: true, progress: null, wake: () => {} };
  const unfollow = ctx.gateway.hub.follow(row.id, (announcement) => {
    if (announcement.kind === "progress") {
      inbox.progress = announcement;
    } else {
      inbox.hasNews = true;
      // Announced before the event, so older than it; what comes from now on is newer.
      inbox.progress = null;
    }
    inbox.wake();
  });
  const onAbort = () => inbox.wake();
  signal.addEventListener("abort", onAbort, { once: true });
  // A number that is not there yet would hide the events up to it, the terminal one included.
  let seq = Math.min(after, row.lastSeq);
  let state = eventState(row);
  try {
    while (!signal.aborted) {
      if (inbox.hasNews) {
        inbox.hasNews = false;
        for (const event of await readEvents(ctx, row.id, seq)) {
          seq = event.seq;
          state = event.state;
          yield { seq, generation: presentGeneration(ctx, row, state, null) };
          if (isTerminal(state.status)) return;
        }
        // Behind the terminal event there is nothing, however the number was come by.
        if (seq >= row.lastSeq && isTerminal(row.status)) return;
      } else if (inbox.progress) {
        const { progress, queuePosition } = inbox.progress;
        inbox.progress = null;
        state = { ...state, progress };
        yield { seq: null, generation: presentGeneration(ctx, row, state, queuePosition) };
      }
      await untilWoken(inbox, signal);
    }
  } finally {
    unfollow();
    signal.removeEventListener("abort", onAbort);
  }
}

function readEvents(ctx: PresentContext, generationId: string, after: number) {
  return ctx.gateway.db.orm
    .select()
    .from(generationEvents)
    .where(and(eq(generationEvents.generationId, generationId), gt(generationEvents.seq, after)))
    .orderBy(asc(generationEvents.seq));
}
