import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readStream, type WireFrame } from "../testing/read-stream.ts";
import { countRows, readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import type { UpstreamState } from "../upstreams/adapter.ts";

const STREAM = "/api/v1/generation/sse/bytedance/seedream-4.5";
const WAITING: UpstreamState = { state: "pending", progress: null, queuePosition: 0 };
const working = (progress: number): UpstreamState => ({
  state: "pending",
  progress,
  queuePosition: null,
});

const upstream = createScriptedUpstream();
const opened = await openTestGateway({ upstreams: [upstream] });
const { gateway, client, request } = opened;
const { db } = gateway;

const start = async () => readStream(await request(STREAM, postJson({ prompt: "a cat" })));

async function create(): Promise<string> {
  const created = await client.create("bytedance/seedream-4.5", { prompt: "a cat" });
  assert.ok(created.ok);
  return created.data.id;
}

async function finish(): Promise<void> {
  const output = await writeOutput(await gateway.media.temporaryPath("png"));
  upstream.say({ state: "completed", outputs: [output] });
}

const nobodyFollows = () =>
  until("nobody follows", () => gateway.hub.followerCount() === 0 && true);

const idle = () =>
  until("no job is left", async () => (await countRows(db, "graphile_worker._private_jobs")) === 0);

const events = (id: string, headers: Record<string, string> = {}, query = "") =>
  request(`/api/v1/generation/${id}/events${query}`, { headers });

beforeEach(() => {
  upstream.say(WAITING);
});

describe("a stream", () => {
  it("begins with retry, then IN_QUEUE with id 1, and ends behind the terminal frame", async () => {
    const stream = await start();
    const first = await stream.next();
    assert.ok(stream.text().startsWith("retry: 2000\n\nid: 1\ndata: {"));
    assert.deepEqual([first?.id, first?.generation.status], [1, "IN_QUEUE"]);
    assert.equal(first?.generation.data, null);
    await finish();
    const rest = await stream.rest();
    const last = rest.at(-1);
    assert.equal(last?.generation.status, "COMPLETED");
    assert.equal(last?.generation.data?.n, 1);
    assert.deepEqual(durable([...(first ? [first] : []), ...rest]), [
      [1, "IN_QUEUE"],
      [2, "IN_PROGRESS"],
      [3, "COMPLETED"],
    ]);
    assert.doesNotMatch(stream.text(), /^event:/m);
    await idle();
  });

  it("has the headers that keep proxies from holding it back", async () => {
    const response = await request(STREAM, postJson({ prompt: "a" }));
    assert.deepEqual(
      ["content-type", "cache-control", "x-accel-buffering"].map((name) =>
        response.headers.get(name),
      ),
      ["text/event-stream; charset=utf-8", "no-store", "no"],
    );
    assert.match(response.headers.get("x-request-id") ?? "", /^req_/);
    await finish();
    assert.equal(durable(await readStream(response).rest()).length, 3);
    await idle();
  });

  it("shows progress between the events, without an id", async () => {
    const stream = await start();
    upstream.say(working(0.25));
    const seen = await nextWhere(stream, (frame) => frame.generation.progress === 0.25);
    assert.deepEqual([seen.id, seen.generation.status], [null, "IN_PROGRESS"]);
    upstream.say(working(0.75));
    const more = await nextWhere(stream, (frame) => frame.generation.progress === 0.75);
    assert.equal(more.id, null);
    await finish();
    const rest = await stream.rest();
    assert.deepEqual(durable(rest), [[3, "COMPLETED"]]);
    await idle();
  });

  it("shows the place in the queue", async () => {
    const stream = await start();
    upstream.say({ ...WAITING, queuePosition: 5 } as UpstreamState);
    const seen = await nextWhere(stream, ({ generation }) => generation.queue_position === 5);
    assert.deepEqual([seen.id, seen.generation.status], [null, "IN_QUEUE"]);
    await finish();
    await stream.rest();
    await idle();
  });

  it("ends with FAILED, code and message when the work fails", async () => {
    const stream = await start();
    upstream.say({ state: "failed", failure: { subCode: "CONTENT_REJECTED", raw: "vendor" } });
    const last = (await stream.rest()).at(-1);
    assert.equal(last?.generation.status, "FAILED");
    assert.equal(last?.generation.code, "IMAGE_GENERATION_CONTENT_REJECTED");
    assert.equal(last?.generation.error, "IMAGE_GENERATION_CONTENT_REJECTED");
    assert.equal(last?.generation.next_action, "edit_prompt");
    assert.doesNotMatch(stream.text(), /vendor/);
    await idle();
  });

  it("ends with CANCELED when the generation is canceled", async () => {
    const stream = await start();
    const first = await stream.next();
    await client.cancel(first?.generation.id ?? "");
    const rest = await stream.rest();
    assert.deepEqual(durable(rest).at(-1), [2, "CANCELED"]);
    await idle();
  });

  it("is an ordinary JSON error when there is nothing to stream", async () => {
    const before = await countRows(db, "generations");
    const refused = await request(STREAM, postJson({ prompt: "" }));
    assert.equal(refused.status, 400);
    assert.match(refused.headers.get("content-type") ?? "", /^application\/json/);
    assert.equal((await refused.json()).code, "IMAGE_GENERATION_INVALID_INPUT");
    const unknown = await request("/api/v1/generation/sse/nobody/knows", postJson({ prompt: "a" }));
    assert.equal((await unknown.json()).code, "VIDEO_GENERATION_UNSUPPORTED_MODEL");
    assert.equal(await countRows(db, "generations"), before);
  });
});

describe("attaching to a generation", () => {
  it("shows the same frames to all who follow it", async () => {
    const id = await create();
    const streams = await Promise.all([events(id), events(id), events(id)]);
    const readers = streams.map(readStream);
    await Promise.all(readers.map((reader) => reader.next()));
    await finish();
    const rest = await Promise.all(readers.map((reader) => reader.rest()));
    for (const frames of rest) {
      assert.deepEqual(durable(frames), [
        [2, "IN_PROGRESS"],
        [3, "COMPLETED"],
      ]);
    }
    await idle();
    await nobodyFollows();
  });

  it("replays a finished one and ends", async () => {
    const id = await create();
    await finish();
    await client.waitFor(id);
    const frames = await readStream(await events(id)).rest();
    assert.deepEqual(durable(frames), [
      [1, "IN_QUEUE"],
      [2, "IN_PROGRESS"],
      [3, "COMPLETED"],
    ]);
    assert.deepEqual(
      frames.at(-1)?.generation,
      await (await request(`/api/v1/generation/${id}`)).json(),
    );
    await nobodyFollows();
  });

  for (const [what, headers, query, expected] of [
    ["Last-Event-ID", { "last-event-id": "1" }, "", [2, 3]],
    ["?after=", {}, "?after=2", [3]],
    ["Last-Event-ID before ?after=", { "last-event-id": "2" }, "?after=0", [3]],
    ["the last number", { "last-event-id": "3" }, "", []],
    ["a number beyond the end", { "last-event-id": "999" }, "", []],
    ["a number beyond the end in the query", {}, "?after=999", []],
    ["a Last-Event-ID that is none of ours", { "last-event-id": "x1" }, "", [1, 2, 3]],
  ] as const) {
    it(`of a finished one goes on behind ${what} and ends`, async () => {
      const id = await create();
      await finish();
      await client.waitFor(id);
      const frames = await readStream(await events(id, headers, query)).rest();
      assert.deepEqual(
        frames.map((frame) => frame.id),
        expected,
      );
    });
  }

  it("of a running one behind a number that is not there yet still ends with its end", async () => {
    const id = await create();
    await until("it runs", async () => (await readRow(db, id)).submitState === "submitted");
    const stream = readStream(await events(id, { "last-event-id": "999" }));
    await finish();
    assert.equal((await stream.rest()).at(-1)?.generation.status, "COMPLETED");
    await idle();
  });

  it("refuses numbers that are none, by name", async () => {
    const id = await create();
    for (const query of ["?after=-1", "?after=x", "?after=1.5", "?behind=1"]) {
      const response = await events(id, {}, query);
      const body = await response.json();
      assert.deepEqual([response.status, body.code], [422, "VALIDATION_ERROR"]);
      assert.deepEqual(body.issues[0].path, [query.slice(1).split("=")[0]]);
    }
    await client.cancel(id);
    await idle();
  });
});

describe("a reader that leaves", () => {
  it("leaves no follower behind, wherever it stands", async () => {
    const id = await create();
    upstream.say(working(0.5));
    await until("it runs", async () => (await readRow(db, id)).progress === 0.5);
    await until("only the run follows", () => gateway.hub.followerCount() === 1);
    const before = readStream(await events(id));
    const between = readStream(await events(id));
    await between.next();
    const behind = readStream(await events(id, { "last-event-id": "2" }));
    const unread = await events(id);
    await until("all who read follow", () => gateway.relays.followerCount() === 3);
    assert.equal(gateway.hub.followerCount(), 2, "one of them all, and the run");
    await Promise.all([before.leave(), between.leave(), behind.leave(), unread.body?.cancel()]);
    assert.equal(gateway.relays.followerCount(), 0);
    await until("only the run follows", () => gateway.hub.followerCount() === 1);
    await finish();
    assert.equal((await client.waitFor(id)).ok, true);
    await idle();
    await nobodyFollows();
  });

  it("does not cancel the work", async () => {
    const stream = await start();
    const first = await stream.next();
    await stream.leave();
    await finish();
    const ended = await client.waitFor(first?.generation.id ?? "");
    assert.ok(ended.ok);
    assert.equal(ended.data.status, "COMPLETED");
    await idle();
  });

  it("follows nothing when it asked for the headers only", async () => {
    const id = await create();
    await until("it runs", async () => (await readRow(db, id)).submitState === "submitted");
    const response = await request(`/api/v1/generation/${id}/events`, { method: "HEAD" });
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
    assert.equal(response.body, null);
    assert.equal(gateway.relays.followerCount(), 0);
    await client.cancel(id);
    await idle();
    await nobodyFollows();
  });
});

describe("a process that stops", () => {
  it("ends its streams, so that their readers go elsewhere", async () => {
    const other = await openTestGateway({ hasWorker: false });
    const stream = readStream(
      await other.request(STREAM, postJson({ prompt: "a cat that never comes" })),
    );
    assert.equal((await stream.next())?.id, 1);
    await other.drain();
    assert.deepEqual(await stream.rest(), []);
    assert.equal(other.gateway.hub.followerCount(), 0);
  });
});

function durable(frames: readonly WireFrame[]): [number, string][] {
  return frames.flatMap(({ id, generation }) => (id === null ? [] : [[id, generation.status]]));
}

async function nextWhere(
  stream: { next(): Promise<WireFrame | null> },
  isIt: (frame: WireFrame) => boolean,
): Promise<WireFrame> {
  for (;;) {
    const frame = await stream.next();
    assert.ok(frame, "the stream ended before");
    if (isIt(frame)) return frame;
  }
}
