import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { creditEntryPage } from "#lib/contract/credits.ts";
import { type Billing, errorBody } from "#lib/contract/errors.ts";
import { postJson } from "../testing/callers.ts";
import { endSilently } from "../testing/end-silently.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";
import { readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import type { UpstreamFailure } from "../upstreams/adapter.ts";

const upstream = createScriptedUpstream();
const opened = await openTestGateway({ upstreams: [upstream] });

const SPEECH = "/api/ai/tts/generate";
const CALL_MS = opened.gateway.deadlines.speechCallMs;
const working = { state: "pending", progress: 0.1, queuePosition: null } as const;

const speak = (body: unknown, gateway = opened) => gateway.request(SPEECH, postJson(body));
const idOf = (response: Response) => response.headers.get("x-generation-id") ?? "";

/** The upstream has made the speech. */
async function finish(): Promise<void> {
  const file = await opened.gateway.media.temporaryPath("mp3");
  const output = await writeOutput(file, { contentType: "audio/mpeg", durationS: 1.5 });
  upstream.say({ state: "completed", outputs: [output] });
}

/** The id of the generation that was submitted last. */
const submitted = (before: number) =>
  until("it was submitted", () => upstream.submits[before]?.generationId);

/** The entries of a generation as the ledger's list has them, oldest first. */
async function entriesOf(id: string, gateway = opened): Promise<{ id: string; kind: string }[]> {
  const response = await gateway.request(`/api/v1/credits/entries?generation=${id}`);
  const page = creditEntryPage.parse(await response.json());
  return page.items.map((entry) => ({ id: entry.id, kind: entry.kind })).reverse();
}

/** The billing of a speech that failed: its hold and the release of all of it. */
async function refund(id: string, gateway = opened): Promise<Billing> {
  const entries = await entriesOf(id, gateway);
  assert.deepEqual(
    entries.map(({ kind }) => kind),
    ["hold", "release"],
  );
  const { usage } = await readRow(gateway.gateway.db, id);
  assert.ok(usage.total > 0);
  const entry_ids = entries.map((entry) => entry.id);
  return { held: 0, captured: 0, released: usage.total, entry_ids };
}

beforeEach(async () => {
  opened.gateway.deadlines.speechCallMs = CALL_MS;
  await finish();
});

describe("speech within one call", () => {
  const input = { text: "Every take." };
  const ways = [
    { modelId: "minimax-tts/speech-02-hd" },
    { provider: "minimax-tts", model: "speech-02-hd" },
    { endpoint: "minimax-tts/speech-02-hd" },
    { modelId: "minimax-tts/speech-02-hd", provider: "qwen", model: "other", endpoint: "x/y" },
  ];
  for (const way of ways) {
    it(`is made for ${JSON.stringify(way)}`, async () => {
      const response = await speak({ ...way, input });
      assert.equal(response.status, 200);
      const { success, data } = await response.json();
      assert.equal(success, true);
      const { audio_url: url, ...rest } = data;
      assert.deepEqual(rest, {
        provider: "minimax-tts",
        model: "speech-02-hd",
        modelId: "minimax-tts/speech-02-hd",
        endpoint: "minimax-tts/speech-02-hd",
        audio: { url, content_type: "audio/mpeg", duration: 1.5 },
        output: { audio_url: url },
        logs: null,
        metrics: null,
      });
      const id = response.headers.get("x-generation-id") ?? "";
      const kept = await opened.client.get(id);
      assert.ok(kept.ok);
      assert.equal(kept.data.status, "COMPLETED");
      const { billing, usage } = kept.data;
      assert.deepEqual([billing.held, billing.captured, billing.released], [0, usage.total, 0]);
      assert.deepEqual(await entriesOf(id), [
        { id: billing.entry_ids[0], kind: "hold" },
        { id: billing.entry_ids[1], kind: "capture" },
      ]);
    });
  }

  it("is there under the base of all other paths too", async () => {
    const body = { modelId: "minimax-tts/speech-02-hd", input };
    const response = await opened.request("/api/v1/ai/tts/generate", postJson(body));
    assert.equal(response.status, 200);
    assert.equal((await response.json()).data.modelId, body.modelId);
  });

  const refusals: [string, unknown, number, string, unknown][] = [
    ["no model", { input }, 400, "TTS_GENERATION_INVALID_INPUT", ["modelId"]],
    ["an unknown model", { modelId: "a/b", input }, 400, "TTS_GENERATION_UNSUPPORTED_MODEL", null],
    [
      "a model that makes films",
      { modelId: "kling-ai/v3/video", input },
      400,
      "TTS_GENERATION_UNSUPPORTED_MODEL",
      null,
    ],
    [
      "no input",
      { modelId: "minimax-tts/speech-02-hd" },
      400,
      "TTS_GENERATION_INVALID_INPUT",
      ["input"],
    ],
    [
      "an empty text",
      { modelId: "minimax-tts/speech-02-hd", input: { text: "" } },
      400,
      "TTS_GENERATION_INVALID_INPUT",
      ["input", "text"],
    ],
    ["a body that is a list", [], 400, "TTS_GENERATION_INVALID_INPUT", []],
  ];
  for (const [name, body, status, code, path] of refusals) {
    it(`is refused for ${name}`, async () => {
      const response = await speak(body);
      assert.equal(response.status, status);
      const error = await response.json();
      assert.equal(error.code, code);
      if (path !== null) assert.deepEqual(error.issues[0].path, path);
    });
  }
});

describe("a failure of speech within one call", () => {
  const body = { modelId: "minimax-tts/speech-02-hd", input: { text: "Every take." } };

  const failures: [UpstreamFailure, number, object][] = [
    [
      { subCode: "RATE_LIMITED", retryAfterMs: 2_500, raw: "vendor said no" },
      429,
      { retry_after_ms: 2_500, fault: "provider", next_action: "retry_later" },
    ],
    [
      { subCode: "RATE_LIMITED", fault: "caller", nextAction: "fix_input" },
      429,
      { retry_after_ms: 1_000, fault: "caller", next_action: "fix_input" },
    ],
    [
      {
        subCode: "INVALID_INPUT",
        message: "The voice is not known.",
        issues: [{ path: ["voice"], message: "must be a known voice" }],
      },
      400,
      {
        message: "The voice is not known.",
        issues: [{ path: ["input", "voice"], message: "must be a known voice" }],
      },
    ],
    [
      { subCode: "UNSUPPORTED_MODEL", suggestions: ["minimax-tts/speech-02-turbo"] },
      400,
      { suggestions: ["minimax-tts/speech-02-turbo"] },
    ],
    [{ subCode: "CONTENT_REJECTED" }, 422, { fault: "caller", next_action: "edit_prompt" }],
    [{ subCode: "PROVIDER_UNAVAILABLE" }, 503, { retry_after_ms: 2_000 }],
    [{ subCode: "FAILED" }, 502, { retry_after_ms: null }],
  ];
  for (const [failure, status, expected] of failures) {
    it(`says all that is known of ${JSON.stringify(failure)}`, async () => {
      upstream.say({ state: "failed", failure });
      const response = await speak(body);
      const error = errorBody.parse(await response.json());
      assert.deepEqual(
        [response.status, error.code, error.error],
        [status, `TTS_GENERATION_${failure.subCode}`, error.code],
      );
      assert.partialDeepStrictEqual(error, expected);
      assert.equal(error.request_id, response.headers.get("x-request-id"));
      assert.doesNotMatch(JSON.stringify(error), /vendor/);
      const wait = error.retry_after_ms;
      assert.equal(
        response.headers.get("retry-after"),
        wait === null ? null : String(Math.ceil(wait / 1000)),
      );
      const kept = await readRow(opened.gateway.db, idOf(response));
      assert.deepEqual([kept.status, kept.failure?.code], ["FAILED", error.code]);
      assert.deepEqual(error.billing, await refund(kept.id));
    });
  }

  it("is the caller's own when it was canceled meanwhile", async () => {
    upstream.say(working);
    const count = upstream.submits.length;
    const speaking = speak(body);
    await opened.client.cancel(await submitted(count));
    const response = await speaking;
    const error = errorBody.parse(await response.json());
    assert.deepEqual(
      [response.status, error.code, error.fault],
      [502, "TTS_GENERATION_FAILED", "caller"],
    );
    const id = idOf(response);
    assert.equal(id, upstream.submits[count]?.generationId);
    assert.deepEqual(error.billing, await refund(id));
  });

  it("comes as TIMEOUT at the deadline; the work is canceled and never kept", async () => {
    upstream.say(working);
    opened.gateway.deadlines.speechCallMs = 300;
    const startedAt = performance.now();
    const response = await speak(body);
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs >= 300, `${tookMs} ms`);
    const error = errorBody.parse(await response.json());
    assert.deepEqual([response.status, error.code], [504, "TTS_GENERATION_TIMEOUT"]);
    const id = idOf(response);
    assert.deepEqual(error.billing, await refund(id));
    const isOfIt = ({ job }: { job?: unknown }) => job === id;
    await until("the work was canceled and let go of", () => upstream.releases.some(isOfIt));
    assert.ok(upstream.cancels.some(isOfIt));
    await finish();
    const row = await readRow(opened.gateway.db, id);
    assert.deepEqual(
      [row.status, row.failure?.code, row.files],
      ["FAILED", "TTS_GENERATION_TIMEOUT", null],
    );
    const kept = await readdir(path.join(opened.dataDir, "media"));
    assert.ok(!kept.includes(id));
  });
});

describe("speech in a process that takes no jobs", () => {
  const body = { modelId: "minimax-tts/speech-02-hd", input: { text: "Every take." } };

  it("is TIMEOUT at the deadline, and no other process makes it after all", async () => {
    const idle = await openTestGateway({ hasWorker: false });
    idle.gateway.deadlines.speechCallMs = 150;
    const response = await speak(body, idle);
    assert.equal(response.status, 504);
    const { billing } = errorBody.parse(await response.json());
    assert.deepEqual(billing, await refund(idOf(response), idle));
    const row = await readRow(idle.gateway.db, idOf(response));
    assert.deepEqual([row.status, row.failure?.code], ["FAILED", "TTS_GENERATION_TIMEOUT"]);
  });

  it("is told as it ended, though nobody heard of that before the deadline", async () => {
    const idle = await openTestGateway({ hasWorker: false });
    idle.gateway.deadlines.speechCallMs = 400;
    const { pool } = idle.gateway.db;
    const speaking = speak(body, idle);
    const id = await until("it was accepted", async () => {
      const { rows } = await pool.query<{ id: string }>("select id from generations");
      return rows[0]?.id;
    });
    const file = {
      ...{ key: `${id}/1/a.mp3`, fileName: "a.mp3", contentType: "audio/mpeg", sizeBytes: 1 },
      ...{ widthPx: null, heightPx: null, durationS: 1, fps: null, hasAudio: true },
    };
    await endSilently(pool, id, { status: "COMPLETED", files: [file] });
    const response = await speaking;
    assert.equal(response.status, 200);
    assert.equal((await response.json()).data.audio.duration, 1);
  });

  it("is told that the process stops, and is not failed for that", async () => {
    const idle = await openTestGateway({ hasWorker: false });
    const speaking = speak(body, idle);
    await until("it waits", () => idle.gateway.relays.followerCount() === 1);
    await idle.drain();
    const response = await speaking;
    const error = errorBody.parse(await response.json());
    assert.deepEqual([response.status, error.code], [503, "SERVICE_UNAVAILABLE"]);
    const { usage } = await readRow(idle.gateway.db, idOf(response));
    assert.deepEqual(error.billing, {
      ...{ held: usage.total, captured: 0, released: 0 },
      entry_ids: (await entriesOf(idOf(response), idle)).map(({ id }) => id),
    });
    assert.equal((await readRow(idle.gateway.db, idOf(response))).status, "IN_QUEUE");
  });
});

describe("a speech call on a socket", () => {
  const body = JSON.stringify({
    modelId: "minimax-tts/speech-02-hd",
    input: { text: "Every take." },
  });

  it("that its caller leaves is finished and kept", async () => {
    const server = await openTestServer(opened);
    for (const leave of ["destroy", "resetAndDestroy"] as const) {
      upstream.say(working);
      const count = upstream.submits.length;
      const raw = server.send([
        `POST ${SPEECH} HTTP/1.1`,
        ...server.get("/").slice(1),
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        "",
        body,
      ]);
      const id = await submitted(count);
      raw.socket[leave]();
      await until("nobody is connected", () => server.connections() === 0);
      await finish();
      const ended = await opened.client.waitFor(id);
      assert.ok(ended.ok);
      assert.equal(ended.data.status, "COMPLETED");
      assert.equal(ended.data.data?.n, 1);
      await until("nobody waits for it", () => opened.gateway.relays.followerCount() === 0);
    }
  });

  it("tells our share of the time without the upstream's", async () => {
    upstream.say(working);
    const count = upstream.submits.length;
    const startedAt = performance.now();
    const speaking = speak(JSON.parse(body));
    await submitted(count);
    await sleep(300);
    await finish();
    const response = await speaking;
    const tookMs = performance.now() - startedAt;
    const overheadMs = Number(response.headers.get("x-rushes-overhead-ms"));
    assert.ok(overheadMs > 0 && overheadMs <= tookMs - 300, `${overheadMs} of ${tookMs} ms`);
  });
});
