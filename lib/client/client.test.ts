import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "./client.ts";
import type { StreamFrame } from "./stream.ts";
import { errorBodyExample, frame, sse } from "./testing/frames.ts";

type Handler = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A client whose fetch gives the answers of a script, one a call; the last one stays. */
function scripted(...answers: Handler[]) {
  const calls: { url: string; init: RequestInit }[] = [];
  const client = createClient({
    baseUrl: "http://gateway.test",
    headers: { authorization: "Bearer k" },
    fetch: async (input, init = {}) => {
      calls.push({ url: String(input), init });
      const answer = answers[Math.min(calls.length, answers.length) - 1];
      if (!answer) throw new Error("no answer");
      return answer(String(input), init);
    },
  });
  return { client, calls };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });

async function collect(frames: AsyncIterable<StreamFrame>): Promise<StreamFrame[]> {
  const seen: StreamFrame[] = [];
  for await (const each of frames) seen.push(each);
  return seen;
}

const quick = { reconnectMs: 1, pollMs: 1 };
const statuses = (frames: StreamFrame[]) =>
  frames.map((each) => (each.ok ? each.generation.status : each.error.code));

describe("a call", () => {
  it("gives the parsed answer, and sends key, method and body", async () => {
    const { client, calls } = scripted(json(frame("IN_QUEUE"), 202));
    const created = await client.create("kling-ai/v3/video", { prompt: "a" });
    assert.ok(created.ok);
    assert.equal(created.data.status, "IN_QUEUE");
    const [call] = calls;
    assert.equal(call?.url, "http://gateway.test/api/v1/generation/kling-ai/v3/video");
    assert.equal(call?.init.method, "POST");
    assert.equal(call?.init.body, '{"prompt":"a"}');
    assert.equal(new Headers(call?.init.headers).get("authorization"), "Bearer k");
  });

  it("asks for a quote with the body that a creation would have", async () => {
    const quote = {
      credits: 20,
      breakdown: [{ label: "5 s × 4", credits: 20 }],
      available: 480,
      affordable: true,
    };
    const { client, calls } = scripted(json(quote));
    const quoted = await client.quote("kling-ai/v3/video", { prompt: "a" });
    assert.deepEqual(quoted, { ok: true, data: quote });
    assert.equal(calls[0]?.url, "http://gateway.test/api/v1/quote/kling-ai/v3/video");
    assert.equal(calls[0]?.init.body, '{"prompt":"a"}');
  });

  it("sends a form as it is: its type, with the boundary, is for fetch to say", async () => {
    const { client, calls } = scripted(json(frame("IN_QUEUE"), 202));
    const form = new FormData();
    form.append("image_url", new Blob(["x"]), "a.png");
    const created = await client.createWithFiles("kling-ai/v3/video", form);
    assert.ok(created.ok);
    const [call] = calls;
    assert.equal(call?.url, "http://gateway.test/api/v1/generation/kling-ai/v3/video");
    assert.equal(call?.init.body, form);
    assert.equal(new Headers(call?.init.headers).has("content-type"), false);
  });

  it("gives the contract's error as a value", async () => {
    const { client } = scripted(json(errorBodyExample, 400));
    const created = await client.create("kling-ai/v3/video", {});
    assert.ok(!created.ok);
    assert.deepEqual(created.error, errorBodyExample);
  });

  it("names an answer that is not ours, with its status", async () => {
    for (const answer of [() => new Response("<html>", { status: 502 }), json({ some: "thing" })]) {
      const { client } = scripted(answer);
      const got = await client.get("gen_1");
      assert.ok(!got.ok);
      assert.equal(got.error.code, "malformed_answer");
    }
  });

  it("gives a network failure and an abort as values", async () => {
    const broken = scripted(() => Promise.reject(new TypeError("fetch failed")));
    const got = await broken.client.get("gen_1");
    assert.ok(!got.ok);
    assert.equal(got.error.code, "network_error");
    const aborted = scripted(() => Promise.reject(new DOMException("no", "AbortError")));
    const ended = await aborted.client.get("gen_1");
    assert.ok(!ended.ok);
    assert.equal(ended.error.code, "aborted");
  });

  it("leaves unset query parameters out", async () => {
    const { client, calls } = scripted(json({ items: [], next_cursor: null }));
    await client.list({ limit: 5, q: "" });
    assert.equal(calls[0]?.url, "http://gateway.test/api/v1/generations?limit=5");
  });
});

describe("a stream", () => {
  it("resumes behind the last durable event after the connection was cut", async () => {
    const { client, calls } = scripted(
      () =>
        sse([
          { id: 1, body: frame("IN_QUEUE") },
          { id: 2, body: frame("IN_PROGRESS") },
          { body: frame("IN_PROGRESS") },
        ]),
      () => sse([{ id: 3, body: frame("COMPLETED") }]),
    );
    const seen = await collect(client.stream("gen_1", quick));
    assert.deepEqual(statuses(seen), ["IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]);
    assert.deepEqual(
      calls.map(({ init }) => new Headers(init.headers).get("last-event-id")),
      [null, "2"],
    );
  });

  it("goes on after failures that heal", async () => {
    const { client, calls } = scripted(
      () => Promise.reject(new TypeError("fetch failed")),
      json(
        {
          ...errorBodyExample,
          code: "SERVICE_UNAVAILABLE",
          error: "SERVICE_UNAVAILABLE",
          retryable: true,
        },
        503,
      ),
      () => sse([{ id: 1, body: frame("COMPLETED") }]),
    );
    const seen = await collect(client.stream("gen_1", quick));
    assert.deepEqual(statuses(seen), ["COMPLETED"]);
    assert.equal(calls.length, 3);
  });

  it("falls back to polling where streams do not get through", async () => {
    let polls = 0;
    const { client } = scripted((url) => {
      if (url.endsWith("/events"))
        return new Response("", { headers: { "content-type": "text/event-stream" } });
      polls += 1;
      return Response.json(frame(polls < 3 ? "IN_PROGRESS" : "COMPLETED"));
    });
    const seen = await collect(client.stream("gen_1", { ...quick, streamAttempts: 2 }));
    assert.deepEqual(statuses(seen), ["IN_PROGRESS", "IN_PROGRESS", "COMPLETED"]);
  });

  it("ends with an error that no retry heals", async () => {
    const { client, calls } = scripted(json(errorBodyExample, 404));
    const seen = await collect(client.stream("gen_1", quick));
    assert.deepEqual(statuses(seen), [errorBodyExample.code]);
    assert.equal(calls.length, 1);
  });

  it("ends when its signal aborts, also while it waits to connect again", async () => {
    const stop = new AbortController();
    const { client } = scripted(() => {
      setImmediate(() => stop.abort());
      return Promise.reject(new TypeError("fetch failed"));
    });
    const seen = await collect(
      client.stream("gen_1", { reconnectMs: 3_600_000, signal: stop.signal }),
    );
    assert.deepEqual(seen, []);
  });
});

describe("waiting", () => {
  it("resolves with the ended generation and shows each frame on the way", async () => {
    const { client } = scripted(() =>
      sse([
        { id: 1, body: frame("IN_QUEUE") },
        { id: 2, body: frame("FAILED") },
      ]),
    );
    const shown: string[] = [];
    const ended = await client.waitFor("gen_1", { onFrame: (each) => shown.push(each.status) });
    assert.ok(ended.ok);
    assert.equal(ended.data.status, "FAILED");
    assert.deepEqual(shown, ["IN_QUEUE", "FAILED"]);
  });

  it("does not take the last frame for the end when it was aborted", async () => {
    const stop = new AbortController();
    const { client } = scripted(() => sse([{ id: 1, body: frame("IN_PROGRESS") }]));
    const ended = await client.waitFor("gen_1", {
      signal: stop.signal,
      onFrame: () => stop.abort(),
    });
    assert.ok(!ended.ok);
    assert.equal(ended.error.code, "aborted");
  });
});
