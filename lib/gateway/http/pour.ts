/**
 * One stream's frames into what takes its bytes, at the pace of the reader.
 *
 * A frame is taken only when the reader has room, and handed on a slice at a time; so what waits for
 * a reader here is one frame at most, whose bytes all streams share, and one slice in its socket.
 * Events that it has not taken wait in the relay, of progress only the newest. A reader that takes
 * nothing for `stallMs` is dropped: it can resume behind the last number that it saw.
 */

import type { Feed } from "../generations/relay.ts";
import type { Frame } from "../generations/view.ts";
import type { Wheel } from "../generations/wheel.ts";
import type { Log } from "../log.ts";

/** What takes the bytes of a stream: a socket, or the body of a Response. */
export type Sink = {
  /** Takes bytes; false when it wants no more until `onRoom` is called. */
  write(bytes: Uint8Array): boolean;
  /** The stream is complete. */
  end(): void;
  /** The stream breaks off: what was written arrives, no end does. */
  cut(): void;
  /** The stream breaks off at once, and nothing is kept for its reader. */
  drop(): void;
};

export type Source = {
  /** Begins to follow; `wake` is told of news. */
  open(wake: () => void): Feed;
  /** Where to break the stream off: before this frame, or behind it. */
  cutAt?: ((frame: Frame) => "before" | "behind" | null) | undefined;
  wheel: Wheel;
  /** How long a reader may take nothing. */
  stallMs: number;
  log: Log;
};

export type Pouring = {
  /** The sink has room again. */
  onRoom(): void;
  /** The reader has gone. */
  leave(): void;
};

const encoder = new TextEncoder();
const RETRY = encoder.encode("retry: 2000\n\n");
const PING = encoder.encode(": ping\n\n");
const SLICE_BYTES = 64 * 1024;

/** Frames are shared between streams, and so are their bytes. */
const encoded = new WeakMap<Frame, Uint8Array>();

function bytesOf(frame: Frame): Uint8Array {
  const known = encoded.get(frame);
  if (known) return known;
  const id = frame.seq === null ? "" : `id: ${frame.seq}\n`;
  const bytes = encoder.encode(`${id}data: ${JSON.stringify(frame.generation)}\n\n`);
  encoded.set(frame, bytes);
  return bytes;
}

/** Pours until the frames end, the reader goes, or it stalls. Never throws. */
export function pour({ open, cutAt, wheel, stallMs, log }: Source, sink: Sink): Pouring {
  let rest: Uint8Array | null = RETRY;
  let isLast = false;
  let hasRoom = true;
  let isDone = false;
  let fullSinceMs = 0;

  function leave(end?: () => void): void {
    if (isDone) return;
    isDone = true;
    feed.leave();
    unvisit();
    end?.();
  }

  function write(bytes: Uint8Array): void {
    hasRoom = sink.write(bytes);
    if (!hasRoom) fullSinceMs = performance.now();
  }

  function takeSlice(): Uint8Array | null {
    if (rest === null) {
      const frame = feed.next();
      if (frame === null) return null;
      const cut = cutAt?.(frame) ?? null;
      if (cut === "before") {
        leave(sink.cut);
        return null;
      }
      rest = bytesOf(frame);
      isLast = cut === "behind";
    }
    const slice = rest.subarray(0, SLICE_BYTES);
    rest = slice.length < rest.length ? rest.subarray(SLICE_BYTES) : null;
    return slice;
  }

  function pourOn(): void {
    while (!isDone) {
      if (rest === null && feed.isOver()) {
        leave(sink.end);
        return;
      }
      const slice = hasRoom ? takeSlice() : null;
      if (slice === null) return;
      write(slice);
      if (isLast && rest === null) leave(sink.cut);
    }
  }

  function attempt(step: () => void): void {
    if (isDone) return;
    try {
      step();
    } catch (error) {
      log.error({ err: error }, "a stream broke");
      leave(sink.cut);
    }
  }

  function visit(): void {
    if (hasRoom) write(PING);
    else if (performance.now() - fullSinceMs >= stallMs) leave(sink.drop);
  }

  const feed = open(() => attempt(pourOn));
  const unvisit = wheel.add(() => attempt(visit));
  attempt(pourOn);
  return {
    onRoom: () => {
      hasRoom = true;
      attempt(pourOn);
    },
    leave: () => leave(),
  };
}
