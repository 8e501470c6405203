import type { Generation } from "#lib/contract/generation.ts";
import type { Feed } from "../generations/relay.ts";
import type { Frame } from "../generations/view.ts";
import type { Source } from "../http/pour.ts";
import { createHeardLog } from "./heard-log.ts";

const generation: Generation = {
  id: "gen_00000000000000000000000000",
  status: "IN_PROGRESS",
  input: {},
  data: null,
  usage: { total: 1, subscription: 1, permanent: 0 },
  livemode: false,
  model: "bytedance/seedream-4.5",
  media: "image",
  progress: 0,
  queue_position: null,
  created_at: "2026-11-23T10:00:00.000Z",
  started_at: null,
  finished_at: null,
  attempts: [],
  billing: { held: 0, captured: 0, released: 0, entry_ids: [] },
};

/** A frame of a prompt of so many bytes. */
export const frameOf = (seq: number | null, bytes = 1): Frame => ({
  seq,
  generation: { ...generation, input: { prompt: "x".repeat(bytes) } },
});

/** A stream of the frames in a list, and what becomes of it. */
export function createSource(frames: (Frame | Error)[], { isOver = true, stallMs = 1_000 } = {}) {
  const visits = new Set<() => void>();
  const heard = createHeardLog();
  let leaves = 0;
  let wake = () => {};
  const feed: Feed = {
    next() {
      const frame = frames.shift() ?? null;
      if (frame instanceof Error) throw frame;
      return frame;
    },
    isOver: () => isOver && frames.length === 0,
    leave: () => {
      leaves += 1;
    },
  };
  const source: Source = {
    open(onNews) {
      wake = onNews;
      return feed;
    },
    wheel: {
      add(visit) {
        visits.add(visit);
        return () => visits.delete(visit);
      },
    },
    stallMs,
    log: heard.log,
  };
  return {
    source,
    heard,
    wake: () => wake(),
    leaves: () => leaves,
    turn: () => {
      for (const visit of visits) visit();
    },
    visitors: () => visits.size,
  };
}
