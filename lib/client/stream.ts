import { EventSourceParserStream } from "eventsource-parser/stream";
import { type Generation, generation, isTerminal } from "#lib/contract/generation.ts";
import {
  type Call,
  type ClientOptions,
  callJson,
  readError,
  send,
  transportError,
} from "./call.ts";
import { type ClientError, isErrorBody } from "./result.ts";

/** One frame: the generation as it is, and the durable event number when the frame has one. */
export type StreamFrame =
  | { ok: true; generation: Generation; eventId: number | null }
  | { ok: false; error: ClientError };

export type StreamOptions = {
  /** Resume behind this durable event number. */
  after?: number;
  signal?: AbortSignal;
  /** Pause before the first reconnect; doubles up to 10 s. */
  reconnectMs?: number;
  /** Consecutive streams that break without a frame before polling takes over. */
  streamAttempts?: number;
  pollMs?: number;
  /** A stream that says nothing for so long, not even its ping of every 15 s, counts as broken. */
  silenceMs?: number;
};

const MAX_RECONNECT_MS = 10_000;

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done, { once: true });
  });
}

/** Calls `onSilence` when `heard` has not been called for so long. */
function watchSilence(silenceMs: number, onSilence: () => void) {
  let timer = setTimeout(onSilence, silenceMs);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, silenceMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Frames of one connection, until it ends or breaks. Throws as fetch does. */
async function* readFrames(response: Response, heard: () => void): AsyncGenerator<StreamFrame> {
  if (!response.body) return;
  const listen = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      heard();
      controller.enqueue(chunk);
    },
  });
  const events = response.body
    .pipeThrough(listen)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const event of events) {
    let frame: unknown;
    try {
      frame = JSON.parse(event.data);
    } catch {
      continue;
    }
    const parsed = generation.safeParse(frame);
    if (!parsed.success) continue;
    yield { ok: true, generation: parsed.data, eventId: event.id ? Number(event.id) : null };
  }
}

/** An error that asking again does not heal: the gateway says so, or somebody else refuses for it. */
function isFinal(error: ClientError): boolean {
  if (isErrorBody(error)) return !error.retryable;
  return error.status !== null && error.status >= 400 && error.status < 500;
}

/**
 * Follows a generation to its terminal frame. A connection that drops is resumed behind the last
 * durable event, so nothing is missed or seen twice; where streams do not get through, polling
 * takes over. Ends after the terminal frame, after an error that a retry cannot heal, or on abort.
 */
export async function* streamGeneration(
  options: ClientOptions,
  id: string,
  streamOptions: StreamOptions = {},
): AsyncGenerator<StreamFrame> {
  const { signal, reconnectMs = 500, streamAttempts = 4, pollMs = 1_000 } = streamOptions;
  const { silenceMs = 40_000 } = streamOptions;
  let lastEventId = streamOptions.after ?? 0;
  let barren = 0;
  while (!signal?.aborted) {
    const isPolling = barren >= streamAttempts;
    const frames = isPolling
      ? pollOnce(options, id, signal)
      : openStream(options, id, { after: lastEventId, signal, silenceMs });
    let sawFrame = false;
    for await (const frame of frames) {
      if (!frame.ok) {
        if (isFinal(frame.error)) return yield frame;
        continue;
      }
      sawFrame = true;
      if (frame.eventId !== null) lastEventId = frame.eventId;
      yield frame;
      if (isTerminal(frame.generation.status)) return;
    }
    if (!isPolling) barren = sawFrame ? 0 : barren + 1;
    const backoffMs = Math.min(reconnectMs * 2 ** Math.max(0, barren - 1), MAX_RECONNECT_MS);
    await wait(isPolling ? pollMs : backoffMs, signal);
  }
}

async function* openStream(
  options: ClientOptions,
  id: string,
  args: { after: number; signal: AbortSignal | undefined; silenceMs: number },
): AsyncGenerator<StreamFrame> {
  const { after, signal, silenceMs } = args;
  const silent = new AbortController();
  const watch = watchSilence(silenceMs, () => silent.abort());
  const call: Call = {
    method: "GET",
    path: `/api/v1/generation/${encodeURIComponent(id)}/events`,
    headers: { accept: "text/event-stream", ...(after > 0 && { "last-event-id": String(after) }) },
    signal: signal ? AbortSignal.any([signal, silent.signal]) : silent.signal,
  };
  try {
    const response = await send(options, call);
    if (!response.ok) return yield { ok: false, error: await readError(response) };
    yield* readFrames(response, watch.heard);
  } catch (cause) {
    yield { ok: false, error: transportError(cause) };
  } finally {
    watch.stop();
  }
}

async function* pollOnce(
  options: ClientOptions,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamFrame> {
  const call: Call = {
    method: "GET",
    path: `/api/v1/generation/${encodeURIComponent(id)}`,
    signal,
  };
  const result = await callJson(options, call, generation);
  yield result.ok ? { ok: true, generation: result.data, eventId: null } : result;
}
