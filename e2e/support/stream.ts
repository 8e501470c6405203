import { createParser } from "eventsource-parser";
import type { Generation } from "#lib/contract/generation.ts";

export type SseFrame = { id: string | null; event: string | null; generation: Generation };

/** The frames of a whole stream's text, as an EventSource would see them. */
export function parseFrames(text: string): SseFrame[] {
  const frames: SseFrame[] = [];
  const parser = createParser({
    onEvent: (event) =>
      frames.push({
        id: event.id ?? null,
        event: event.event ?? null,
        generation: JSON.parse(event.data),
      }),
  });
  parser.feed(text);
  return frames;
}

/** Durable event numbers, in the order in which they came. */
export const durableIds = (frames: readonly SseFrame[]): number[] =>
  frames.flatMap((frame) => (frame.id === null ? [] : [Number(frame.id)]));
