import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "#lib/client/client.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";
import { readStream, type StreamReader, type WireFrame } from "../testing/read-stream.ts";
import { readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";

const MODEL = "bytedance/seedream-4.5";
const STREAM = `/api/v1/generation/sse/${MODEL}`;
const DROPPED = { prompt: "a cat [[simulate drop]]" };

const upstream = createScriptedUpstream();
const opened = await openTestGateway({ upstreams: [upstream] });
const { gateway, client, request } = opened;
const { url } = await openTestServer(opened);
const headers = { authorization: `Bearer ${opened.key}` };

const work = () => upstream.say({ state: "pending", progress: 0.5, queuePosition: null });

async function finish(): Promise<void> {
  const output = await writeOutput(await gateway.media.temporaryPath("png"));
  upstream.say({ state: "completed", outputs: [output] });
}

const events = (id: string, more: Record<string, string> = {}) =>
  request(`/api/v1/generation/${id}/events`, { headers: more });

/** Frames up to where the stream breaks off; fails when it ends as it should. */
async function framesUntilCut(stream: StreamReader): Promise<WireFrame[]> {
  const frames: WireFrame[] = [];
  for (;;) {
    let frame: WireFrame | null;
    try {
      frame = await stream.next();
    } catch (error) {
      assert.ok(!(error instanceof assert.AssertionError), String(error));
      return frames;
    }
    assert.ok(frame, "the stream was closed, not broken off");
    frames.push(frame);
  }
}

const durable = (frames: readonly WireFrame[]) =>
  frames.flatMap(({ id, generation }) => (id === null ? [] : [[id, generation.status]]));

const CUT = [
  [1, "IN_QUEUE"],
  [2, "IN_PROGRESS"],
];

describe("a stream that is to drop", () => {
  it("breaks off behind IN_PROGRESS, the work goes on, and the next stream has the rest", async () => {
    work();
    const stream = readStream(await request(STREAM, postJson(DROPPED)));
    const frames = await framesUntilCut(stream);
    assert.deepEqual(durable(frames), CUT);
    const id = frames[0]?.generation.id ?? "";
    await until("nobody but the run follows", () => gateway.hub.followerCount() === 1);
    await finish();
    const rest = await readStream(await events(id, { "last-event-id": "2" })).rest();
    assert.deepEqual(durable(rest), [[3, "COMPLETED"]]);
    assert.equal(rest.at(-1)?.generation.data?.type, "image");
  });

  it("is the first one of its generation alone, though others are open", async () => {
    work();
    const created = await client.create(MODEL, DROPPED);
    assert.ok(created.ok);
    const first = readStream(await events(created.data.id));
    const second = readStream(await events(created.data.id));
    assert.deepEqual(durable(await framesUntilCut(first)), CUT);
    await finish();
    assert.deepEqual(durable(await second.rest()), [...CUT, [3, "COMPLETED"]]);
  });

  it("breaks off in the middle of a replay too", async () => {
    await finish();
    const created = await client.create(MODEL, DROPPED);
    assert.ok(created.ok);
    const { id } = created.data;
    // Not by a stream, which would be the first.
    await until("it has ended", async () => (await readRow(gateway.db, id)).finishedAt);
    assert.deepEqual(durable(await framesUntilCut(readStream(await events(id)))), CUT);
  });

  it("never shows the end, even when the work never began", async () => {
    upstream.say({ state: "failed", failure: { subCode: "PROVIDER_UNAVAILABLE" } });
    const stream = readStream(await request(STREAM, postJson(DROPPED)));
    assert.deepEqual(durable(await framesUntilCut(stream)), [[1, "IN_QUEUE"]]);
  });

  it("breaks its connection over HTTP, and what was sent has arrived", async () => {
    work();
    const response = await fetch(`${url}${STREAM}`, {
      ...postJson(DROPPED, headers),
      signal: AbortSignal.timeout(10_000),
    });
    const frames = await framesUntilCut(readStream(response));
    assert.deepEqual(durable(frames), CUT);
    await until("nobody but the run follows", () => gateway.hub.followerCount() === 1);
    await finish();
    await client.waitFor(frames[0]?.generation.id ?? "");
  });

  it("is resumed by our client, which sees every event once", async () => {
    work();
    const remote = createClient({ baseUrl: url, headers });
    const created = await remote.create(MODEL, DROPPED);
    assert.ok(created.ok);
    const seen: [number, string][] = [];
    for await (const frame of remote.stream(created.data.id, { reconnectMs: 10 })) {
      assert.ok(frame.ok, JSON.stringify(frame));
      if (frame.eventId !== null) seen.push([frame.eventId, frame.generation.status]);
      if (frame.generation.status === "IN_PROGRESS") await finish();
    }
    assert.deepEqual(seen, [...CUT, [3, "COMPLETED"]]);
  });

  it("leaves no follower behind when its reader goes before it breaks", async () => {
    upstream.say({ state: "pending", progress: null, queuePosition: 0 });
    const stream = readStream(await request(STREAM, postJson(DROPPED)));
    await stream.next();
    await stream.leave();
    await until("nobody but the run follows", () => gateway.hub.followerCount() === 1);
    await finish();
    await until("nobody follows", () => gateway.hub.followerCount() === 0);
  });
});

describe("a stream that is not to drop", () => {
  it("is whole: without the marker, and in live mode", async () => {
    const live = await openCaller(opened, { mode: "live" });
    for (const [caller, body] of [
      [request, { prompt: "a cat" }],
      [live.request, DROPPED],
    ] as const) {
      await finish();
      const frames = await readStream(await caller(STREAM, postJson(body))).rest();
      assert.deepEqual(durable(frames), [...CUT, [3, "COMPLETED"]]);
    }
  });

  it("nor is the one of which headers alone were asked", async () => {
    work();
    const created = await client.create(MODEL, DROPPED);
    assert.ok(created.ok);
    const { id } = created.data;
    await request(`/api/v1/generation/${id}/events`, { method: "HEAD" });
    assert.deepEqual(durable(await framesUntilCut(readStream(await events(id)))), CUT);
    await finish();
  });
});
