import type { Frame } from "../generations/follow.ts";

const PING_MS = 15_000;

function encodeFrame({ seq, generation }: Frame): string {
  const id = seq === null ? "" : `id: ${seq}\n`;
  return `${id}data: ${JSON.stringify(generation)}\n\n`;
}

/**
 * Frames as `text/event-stream`. A frame is taken only when the reader has room, so a slow reader
 * costs no memory: what it missed of the progress is skipped, events wait in the database.
 * `leave` is called when the reader goes.
 */
export function sseResponse(frames: AsyncGenerator<Frame>, leave: () => void): Response {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<Frame>> | null = null;

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    next ??= frames.next();
    let timer: NodeJS.Timeout | undefined;
    const ping = new Promise<"ping">((resolve) => {
      timer = setTimeout(resolve, PING_MS, "ping");
    });
    try {
      const outcome = await Promise.race([next, ping]);
      if (outcome === "ping") {
        controller.enqueue(encoder.encode(": ping\n\n"));
        return;
      }
      next = null;
      if (outcome.done) controller.close();
      else controller.enqueue(encoder.encode(encodeFrame(outcome.value)));
    } finally {
      clearTimeout(timer);
    }
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode("retry: 2000\n\n")),
      pull,
      async cancel() {
        leave();
        // Frames that nobody asked for next wait at a yield, where no signal reaches them.
        await frames.return(undefined);
      },
    },
    { highWaterMark: 2 },
  );
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    },
  });
}
