/** How the stream of a run is doing: `lost` heals by itself. */
export type Connection = "idle" | "open" | "lost";

export type StreamObserver = {
  onConnection: (connection: Connection) => void;
  /** Text of the stream exactly as it came. */
  onText: (text: string) => void;
};

function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/**
 * A fetch that lets a stream through untouched and tells what goes by. A second call means that the
 * first was cut: the client only comes back for more when it has to.
 */
export function observeFetch(observer: StreamObserver): typeof fetch {
  let calls = 0;
  return async (input, init) => {
    calls += 1;
    if (calls > 1) observer.onConnection("lost");
    const response = await fetch(input, init).catch((cause: unknown) => {
      if (!init?.signal?.aborted) observer.onConnection("lost");
      throw cause;
    });
    if (response.ok) observer.onConnection("open");
    if (!response.ok || !response.body || !isEventStream(response)) return response;
    const decoder = new TextDecoder();
    const watched = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          observer.onText(decoder.decode(chunk, { stream: true }));
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(watched, { status: response.status, headers: response.headers });
  };
}
