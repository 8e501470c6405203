/** One frame of an event stream as it came: its lines, and when the last of it arrived. */
export type RawFrame = { n: number; text: string; atMs: number };

/** Oldest frames are dropped beyond this: a long film sends hundreds. */
const FRAMES_MAX = 500;

/** Keeps the frames of a stream as text, and tells who listens when there are more. */
export function createFrameLog(now: () => number = Date.now) {
  let frames: readonly RawFrame[] = [];
  let rest = "";
  let count = 0;
  const listeners = new Set<() => void>();
  return {
    /** Takes any piece of the stream's text; a frame ends at an empty line. */
    write(text: string) {
      const parts = (rest + text.replaceAll("\r\n", "\n")).split("\n\n");
      rest = parts.pop() ?? "";
      const added = parts.filter(Boolean).map((part) => ({ n: ++count, text: part, atMs: now() }));
      if (added.length === 0) return;
      frames = [...frames, ...added].slice(-FRAMES_MAX);
      for (const listener of listeners) listener();
    },
    read: () => frames,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export type FrameLog = ReturnType<typeof createFrameLog>;
