import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { transition } from "../generations/lifecycle.ts";
import { postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createHeardLog } from "../testing/heard-log.ts";
import { openTestServer, type RawClient } from "../testing/http-server.ts";
import { readStream } from "../testing/read-stream.ts";
import { countRows, readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";

const PING_MS = 150;
const STALL_MS = 1_500;

const upstream = createScriptedUpstream();
const heard = createHeardLog();
const opened = await openTestGateway({
  upstreams: [upstream],
  log: heard.log,
  pingMs: PING_MS,
  deadlines: { streamStallMs: STALL_MS },
});
const { gateway, client, key } = opened;
const server = await openTestServer(opened);
const headers = { authorization: `Bearer ${key}` };

const runs = (id: string) =>
  until("it runs", async () => (await readRow(gateway.db, id)).status === "IN_PROGRESS");

async function create(prompt = "a cat"): Promise<string> {
  const created = await client.create("bytedance/seedream-4.5", { prompt });
  assert.ok(created.ok);
  await runs(created.data.id);
  return created.data.id;
}

async function finish(): Promise<void> {
  const output = await writeOutput(await gateway.media.temporaryPath("png"));
  upstream.say({ state: "completed", outputs: [output] });
}

/** One more event, though nothing has changed. */
async function writeEvent(id: string): Promise<void> {
  const change = { id, from: ["IN_PROGRESS"], to: "IN_PROGRESS", claim: null } as const;
  const isWritten = await transition(gateway.db.pool, { ...change, at: new Date() });
  assert.ok(isWritten);
}

const events = (id: string) => server.get(`/api/v1/generation/${id}/events`);
const has = (raw: RawClient, text: string) =>
  until(`${text} came`, () => raw.text().includes(text));
const nobodyFollows = () => until("nobody follows", () => gateway.relays.followerCount() === 0);

beforeEach(() => {
  upstream.say({ state: "pending", progress: 0, queuePosition: null });
});

// A run that goes on would take the output of the next test for its own.
afterEach(() =>
  until("no job is left", async () => {
    const jobs = await countRows(gateway.db, "graphile_worker._private_jobs");
    return jobs === 0;
  }),
);

describe("a stream on a socket", () => {
  it("sends its head, retry and the first frame at once, by the letter", async () => {
    const id = await create();
    const raw = server.send([...events(id), "X-Request-Id: my-request-1"]);
    await has(raw, '"IN_QUEUE"');
    const [head = "", body = ""] = raw.text().split("\r\n\r\n", 2);
    assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
    for (const line of [
      "content-type: text/event-stream; charset=utf-8",
      "cache-control: no-store",
      "x-accel-buffering: no",
      "x-request-id: my-request-1",
      "transfer-encoding: chunked",
    ]) {
      assert.ok(head.toLowerCase().split("\r\n").includes(line), `${line} in ${head}`);
    }
    assert.match(head, /x-rushes-overhead-ms: \d+\.\d/i);
    assert.match(
      body,
      /^d\r\nretry: 2000\n\n\r\n(8\r\n: ping\n\n\r\n)*[0-9a-f]+\r\nid: 1\ndata: \{/,
    );
    await finish();
    await has(raw, "\r\n0\r\n\r\n");
    assert.doesNotMatch(raw.text(), /^event:/m);
    assert.equal(raw.text().match(/^id: \d+$/gm)?.length, 3);
  });

  it("says that it is there while nothing happens", async () => {
    const id = await create();
    const raw = server.send(events(id));
    await until("three pings came", () => (raw.text().match(/^: ping$/gm)?.length ?? 0) >= 3);
    await client.cancel(id);
    await has(raw, "\r\n0\r\n\r\n");
    const pings = raw.text().match(/^: ping\n\n\r$/gm)?.length;
    await sleep(2 * PING_MS);
    assert.equal(raw.text().match(/^: ping\n\n\r$/gm)?.length, pings, "not behind its end");
  });

  it("leaves its connection to the next request when it ends", async () => {
    const id = await create();
    await finish();
    await client.waitFor(id);
    const raw = server.send(events(id));
    await has(raw, "\r\n0\r\n\r\n");
    raw.socket.write(`${server.get(`/api/v1/generation/${id}`).join("\r\n")}\r\n\r\n`);
    await has(raw, "application/json");
    raw.socket.destroy();
  });

  it("waits behind another on the same connection", async () => {
    const [first, second] = [await create(), await create()];
    const raw = server.send([...events(first), "", ...events(second)]);
    await has(raw, "id: 1\n");
    await client.cancel(second);
    await client.cancel(first);
    await until("both have ended", () => raw.text().split("\r\n0\r\n\r\n").length === 3);
    const ids = [...raw.text().matchAll(/^(?:id: (\d)|data: {"id":"(gen_\w+)")/gm)];
    assert.deepEqual(
      ids.flatMap(([, seq, id]) => seq ?? id),
      [first, second].flatMap((id) => ["1", id, "2", id, "3", id]),
    );
    raw.socket.destroy();
  });

  it("is headers alone for HEAD, and follows nothing", async () => {
    const id = await create();
    const [first = "", ...rest] = events(id);
    const raw = server.send([first.replace("GET", "HEAD"), ...rest]);
    await has(raw, "\r\n\r\n");
    raw.socket.write(`${server.get("/api/health").join("\r\n")}\r\n\r\n`);
    await has(raw, '"status":"ok"');
    assert.match(raw.text(), /^HTTP\/1\.1 200 OK\r\n[^{]*content-type: text\/event-stream/i);
    assert.doesNotMatch(raw.text(), /retry: 2000/);
    assert.equal(gateway.relays.followerCount(), 0);
    raw.socket.destroy();
    await client.cancel(id);
  });

  it("ends by closing the connection for a client of HTTP/1.0", async () => {
    const id = await create();
    await finish();
    await client.waitFor(id);
    const raw = server.send(events(id).map((line) => line.replace("HTTP/1.1", "HTTP/1.0")));
    await until("it was closed", raw.isClosed);
    assert.match(raw.text(), /\r\n\r\nretry: 2000\n\n(: ping\n\n)*id: 1\n/);
    assert.match(raw.text(), /"COMPLETED"[^\n]*\n\n$/);
  });

  it("is an ordinary answer when there is nothing to stream", async () => {
    const response = await fetch(
      `${server.url}/api/v1/generation/sse/nobody/knows`,
      postJson({}, headers),
    );
    assert.deepEqual(
      [response.status, (await response.json()).code],
      [400, "VIDEO_GENERATION_UNSUPPORTED_MODEL"],
    );
  });
});

describe("a client that breaks its connection", () => {
  for (const [how, leave] of [
    ["resets it", (raw: RawClient) => raw.socket.resetAndDestroy()],
    ["closes it", (raw: RawClient) => raw.socket.destroy()],
    ["says that it will send no more", (raw: RawClient) => raw.socket.end()],
  ] as const) {
    it(`and ${how} leaves no follower, no complaint, and the work as it was`, async (t) => {
      const console = [
        t.mock.method(globalThis.console, "error"),
        t.mock.method(globalThis.console, "info"),
      ];
      const raw = server.send([
        "POST /api/v1/generation/sse/bytedance/seedream-4.5 HTTP/1.1",
        ...server.get("/").slice(1),
        ...["Content-Type: application/json", "Content-Length: 18"],
        "",
        '{"prompt":"a cat"}',
      ]);
      await has(raw, "id: 1\n");
      const id = /"id":"(gen_\w+)"/.exec(raw.text())?.[1] ?? "";
      await runs(id);
      assert.equal(gateway.relays.followerCount(), 1);
      leave(raw);
      await until("only the run follows", () => gateway.hub.followerCount() === 1);
      assert.equal(gateway.relays.followerCount(), 0);
      await writeEvent(id);
      await finish();
      const ended = await client.waitFor(id);
      assert.ok(ended.ok);
      assert.equal(ended.data.status, "COMPLETED");
      await nobodyFollows();
      assert.deepEqual(heard.complaints(), []);
      assert.deepEqual(
        console.map(({ mock }) => mock.callCount()),
        [0, 0],
      );
    });
  }
});

describe("a client that does not read", () => {
  it("is dropped, holds little until then, and costs nobody else anything", async () => {
    const id = await create("猫".repeat(20_000));
    const path = `/api/v1/generation/${id}/events`;
    const reading = readStream(await fetch(`${server.url}${path}`, { headers })).rest();
    const stuck = server.send(events(id), { reads: false });
    const stuckSocket = await stuck.peer();
    let mostBytes = 0;
    for (let event = 0; event < 200; event++) {
      await writeEvent(id);
      mostBytes = Math.max(mostBytes, stuckSocket.writableLength);
    }
    assert.ok(mostBytes > 0, "more was written than the connection holds");
    assert.ok(mostBytes <= 256 * 1024, `${mostBytes} bytes waited for one reader`);
    await until("it was dropped", () => stuckSocket.destroyed);
    await until("nobody follows for it", () => gateway.relays.followerCount() === 1);
    stuck.socket.resume();
    await until("its client knows", stuck.isClosed);
    await finish();
    const frames = await reading;
    const seqs = frames.flatMap((frame) => (frame.id === null ? [] : [frame.id]));
    assert.deepEqual(
      seqs,
      Array.from({ length: seqs.length }, (_, index) => index + 1),
    );
    assert.ok(seqs.length >= 202);
    assert.equal(frames.at(-1)?.generation.status, "COMPLETED");
    await nobodyFollows();
    assert.deepEqual(heard.complaints(), []);
  });

  it("for a while, and then does, misses no event", async () => {
    const id = await create("猫".repeat(20_000));
    const raw = server.send(events(id), { reads: false });
    const socket = await raw.peer();
    while (socket.writableLength === 0) await writeEvent(id);
    let text = "";
    raw.socket.on("data", (chunk) => {
      text += chunk;
    });
    await finish();
    await client.waitFor(id);
    const { lastSeq } = await readRow(gateway.db, id);
    await until("the stream ended", () => text.endsWith("\r\n0\r\n\r\n"));
    assert.deepEqual(
      [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1])),
      Array.from({ length: lastSeq }, (_, index) => index + 1),
    );
    await nobodyFollows();
    raw.socket.destroy();
  });

  it("is dropped as well when all that it does not read is the end", async () => {
    const id = await create("猫".repeat(20_000));
    const raw = server.send(events(id), { reads: false });
    const socket = await raw.peer();
    while (socket.writableLength === 0) await writeEvent(id);
    await gateway.db.pool.query("delete from generations where id = $1", [id]);
    await nobodyFollows();
    assert.equal(socket.destroyed, false);
    await until("it was dropped", () => socket.destroyed);
    upstream.say({ state: "pending", progress: 0.5, queuePosition: null });
    assert.deepEqual(heard.complaints(), []);
  });
});

describe("a process that stops", () => {
  it("ends the streams on its sockets with a whole answer", async () => {
    const other = await openTestGateway({ hasWorker: false });
    const { send, get } = await openTestServer(other);
    const created = await other.client.create("bytedance/seedream-4.5", { prompt: "a cat" });
    assert.ok(created.ok);
    const raws = Array.from({ length: 5 }, () =>
      send(get(`/api/v1/generation/${created.data.id}/events`)),
    );
    await Promise.all(raws.map((raw) => has(raw, "id: 1\n")));
    await other.drain();
    await Promise.all(raws.map((raw) => has(raw, "\r\n0\r\n\r\n")));
    assert.equal(other.gateway.relays.followerCount(), 0);
    assert.equal(other.gateway.hub.followerCount(), 0);
  });
});
