/**
 * `[[simulate drop]]`: the first stream of a generation in this process breaks off behind its
 * IN_PROGRESS frame, as by a failing network. The work goes on, and the next stream is whole.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { type GenerationStatus, isTerminal } from "#lib/contract/generation-status.ts";
import { readInputSimulation } from "#lib/contract/simulation.ts";
import type { GenerationRow } from "../db/schema.ts";
import type { HttpContext } from "./env.ts";

/** What was written has to leave the process before its connection breaks. */
const FLUSH_MS = 50;
/** Generations whose drop is over; the oldest are forgotten. */
const REMEMBERED_MAX = 10_000;

/** Status comes second in a frame, before anything that a caller can write. */
const STATUS = /^data: \{"id":"[^"]*","status":"([A-Z_]+)"/m;

/** The frames of a stream's bytes, each with the empty line behind it. */
async function* readFrames(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      yield text.slice(0, end + 2);
      text = text.slice(end + 2);
    }
  }
}

/** Frames up to where the stream is to break: behind IN_PROGRESS, at the latest before the end. */
async function* framesToCut(reader: ReadableStreamDefaultReader<Uint8Array>) {
  for await (const frame of readFrames(reader)) {
    const status = STATUS.exec(frame)?.[1] as GenerationStatus | undefined;
    if (status && isTerminal(status)) return "cut";
    yield frame;
    if (status === "IN_PROGRESS") return "cut";
  }
  return "ended";
}

/** Breaks the connection; where there is none of our own, the body. */
function breakOff(
  outgoing: HttpBindings["outgoing"] | undefined,
  controller: ReadableStreamDefaultController<Uint8Array>,
): void {
  if (outgoing) outgoing.destroy();
  else controller.error(new Error("broken off by [[simulate drop]]"));
}

function cutStream(c: HttpContext, whole: Response, body: ReadableStream<Uint8Array>): Response {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  const reader = body.getReader();
  const frames = framesToCut(reader);
  const encoder = new TextEncoder();
  const cut = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await frames.next();
        if (!next.done) return controller.enqueue(encoder.encode(next.value));
        if (next.value === "ended") return controller.close();
        await reader.cancel();
        await sleep(FLUSH_MS);
        breakOff(outgoing, controller);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(cut, whole);
}

/** Breaks off the streams that are to drop, each generation's first one; gives all others as they are. */
export function createStreamDropper() {
  const dropped = new Set<string>();
  return (c: HttpContext, row: GenerationRow, stream: Response): Response => {
    if (row.mode !== "test" || c.req.method === "HEAD" || dropped.has(row.id) || !stream.body) {
      return stream;
    }
    const reading = readInputSimulation(row.media, row.input);
    if ("problem" in reading || !reading.simulation?.isDropped) return stream;
    dropped.add(row.id);
    const [oldest] = dropped;
    if (dropped.size > REMEMBERED_MAX && oldest) dropped.delete(oldest);
    return cutStream(c, stream, stream.body);
  };
}
