import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { createClient } from "./client.ts";
import { frame } from "./testing/frames.ts";

/** The answer of a proxy that holds a stream back: headers at once, then what is given, then nothing. */
function heldBack(init: RequestInit | undefined, ...parts: string[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const quick = { reconnectMs: 1, pollMs: 1, silenceMs: 20 };

describe("a stream that falls silent", () => {
  it("is left for polling when it never says anything", async () => {
    let streams = 0;
    const client = createClient({
      baseUrl: "http://gateway.test",
      fetch: async (input, init) => {
        if (!String(input).endsWith("/events")) return Response.json(frame("COMPLETED"));
        streams += 1;
        return heldBack(init);
      },
    });
    const ended = await client.waitFor("gen_1", { ...quick, streamAttempts: 2 });
    assert.ok(ended.ok);
    assert.equal(ended.data.status, "COMPLETED");
    assert.equal(streams, 2);
  });

  it("is opened again behind the last event that it gave", async () => {
    const resumed: (string | null)[] = [];
    const client = createClient({
      baseUrl: "http://gateway.test",
      fetch: async (_, init) => {
        resumed.push(new Headers(init?.headers).get("last-event-id"));
        const status = resumed.length === 1 ? "IN_PROGRESS" : "COMPLETED";
        return heldBack(
          init,
          `id: ${resumed.length + 1}\ndata: ${JSON.stringify(frame(status))}\n\n`,
        );
      },
    });
    const ended = await client.waitFor("gen_1", quick);
    assert.ok(ended.ok);
    assert.deepEqual(resumed, [null, "2"]);
  });

  it("is not silent while it pings", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    let streams = 0;
    const client = createClient({
      baseUrl: "http://gateway.test",
      fetch: async () => {
        streams += 1;
        const encoder = new TextEncoder();
        let pings = 0;
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            // A turn of the event loop, in which the ping before is read.
            await setImmediate();
            t.mock.timers.tick(15_000);
            pings += 1;
            const text = `data: ${JSON.stringify(frame("COMPLETED"))}\n\n`;
            controller.enqueue(encoder.encode(pings <= 20 ? ": ping\n\n" : text));
          },
        });
        return new Response(body);
      },
    });
    const ended = await client.waitFor("gen_1");
    assert.ok(ended.ok);
    assert.equal(streams, 1);
  });
});
