import type { ServerResponse } from "node:http";
import { type Pouring, pour, type Source } from "./pour.ts";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Accel-Buffering": "no",
};

/** What the body of an answer is poured from, while nobody reads it. */
const sources = new WeakMap<ReadableStream, Source>();

/**
 * Frames as `text/event-stream`. Nothing is followed before somebody reads: `pourOut` writes to the
 * socket, past the streams of the web, which cost more than all the rest; without a socket the body
 * is read as any other.
 */
export function sseResponse(source: Source): Response {
  let pouring: Pouring | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (pouring) return pouring.onRoom();
        const breakOff = () => controller.error(new Error("the stream was broken off"));
        pouring = pour(source, {
          write(bytes) {
            controller.enqueue(bytes);
            return (controller.desiredSize ?? 0) > 0;
          },
          end: () => controller.close(),
          cut: breakOff,
          drop: breakOff,
        });
      },
      cancel: () => pouring?.leave(),
    },
    { highWaterMark: 0 },
  );
  sources.set(body, source);
  return new Response(body, { headers: HEADERS });
}

/** Writes an answer that is a stream of ours to its socket; false, and nothing done, for any other. */
export function pourOut(response: Response, outgoing: ServerResponse): boolean {
  const source = response.body && sources.get(response.body);
  if (!source) return false;
  // Who hung up before the answer has no socket to write to.
  if (outgoing.destroyed) return true;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  // A reader that breaks its connection is no error of ours; that it is gone, "close" tells.
  outgoing.on("error", () => {});
  const { stallMs } = source;
  // Behind another answer on the same connection there is no socket yet.
  const drop = () => outgoing.socket?.resetAndDestroy() ?? outgoing.destroy();
  // The end waits for its reader too, no longer than the frames before it.
  const limitEnd = () => outgoing.setTimeout(stallMs, drop);
  const pouring = pour(source, {
    write: (bytes) => !outgoing.destroyed && outgoing.write(bytes),
    end: () => limitEnd().end(),
    cut() {
      limitEnd();
      if (outgoing.socket) outgoing.socket.destroySoon();
      else outgoing.destroy();
    },
    drop,
  });
  outgoing.on("drain", pouring.onRoom);
  outgoing.on("close", pouring.leave);
  return true;
}
