import type { Generation } from "#lib/contract/generation.ts";
import type { EventState, GenerationRow } from "../db/schema.ts";
import { type PresentContext, presentGeneration } from "./present.ts";
import type { StoredEvent } from "./read-news.ts";

/** One frame: `seq` is the durable event number, null for progress in between. Shared: never changed. */
export type Frame = { readonly seq: number | null; readonly generation: Generation };

/** How far the work is since the newest event; each announcement is an object of its own. */
export type Progress = { readonly progress: number; readonly queuePosition: number | null };

/** A generation's frames as they look from one origin, each made once. */
export type View = {
  event(row: GenerationRow, event: StoredEvent): Frame;
  progress(row: GenerationRow, state: EventState, progress: Progress): Frame;
};

/** Older frames are made anew for those who lag, so that nobody's pace costs memory. */
const EVENTS_KEPT = 4;

/** A view from the origin of `ctx`, of which nothing else is kept. */
export function createView({ gateway, origin }: PresentContext): View {
  const ctx = { gateway, origin };
  const events = new Map<StoredEvent, Frame>();
  let newest: { progress: Progress; frame: Frame } | null = null;

  return {
    event(row, event) {
      const kept = events.get(event);
      if (kept) return kept;
      const { seq, state } = event;
      const frame = { seq, generation: presentGeneration(ctx, row, state, null) };
      const [oldest] = events.keys();
      if (oldest && events.size === EVENTS_KEPT) events.delete(oldest);
      events.set(event, frame);
      return frame;
    },
    progress(row, before, news) {
      if (newest?.progress === news) return newest.frame;
      const state = { ...before, progress: news.progress };
      const generation = presentGeneration(ctx, row, state, news.queuePosition);
      newest = { progress: news, frame: { seq: null, generation } };
      return newest.frame;
    },
  };
}
