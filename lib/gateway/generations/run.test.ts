import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import pino from "pino";
import { openTestGateway } from "../testing/gateway.ts";
import { countRows, readEvents, readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import { UpstreamError, type UpstreamState } from "../upstreams/adapter.ts";

const MODEL = "bytedance/seedream-4.5";
const KEY = "sk-vendor-secret";
const SECRET = `${KEY} at https://api.vendor.example/v1`;
const WAITING: UpstreamState = { state: "pending", progress: null, queuePosition: 0 };
const WORKING: UpstreamState = { state: "pending", progress: 0.1, queuePosition: null };

const upstream = createScriptedUpstream();
let clockMs = 0;
const logged: string[] = [];
const opened = await openTestGateway({
  upstreams: [upstream],
  log: pino({ level: "info" }, { write: (line: string) => logged.push(line) }),
  now: () => new Date(Date.now() + clockMs),
});
const { gateway, client, request } = opened;
const { db } = gateway;

async function create(): Promise<string> {
  const created = await client.create(MODEL, { prompt: "a cat" });
  assert.ok(created.ok, JSON.stringify(created));
  return created.data.id;
}

async function finished(id: string) {
  const waited = await client.waitFor(id);
  assert.ok(waited.ok, JSON.stringify(waited));
  return waited.data;
}

const wasReleased = (id: string) =>
  until("the job is released", () => upstream.releases.some((ref) => ref.job === id));

const wasCanceled = (id: string) =>
  until("the job upstream is canceled", () => upstream.cancels.some((ref) => ref.job === id));

const queueIsEmpty = () =>
  until("no job is left", async () => (await countRows(db, "graphile_worker._private_jobs")) === 0);

describe("running a generation", () => {
  beforeEach(() => {
    upstream.say(WAITING);
    upstream.refuse(null);
  });

  it("completes with the files in our store, and releases the job", async () => {
    const id = await create();
    const output = await writeOutput(await gateway.media.temporaryPath("png"));
    upstream.say({ state: "completed", outputs: [output] });
    const generation = await finished(id);
    assert.equal(generation.status, "COMPLETED");
    assert.equal(generation.progress, 1);
    assert.ok(generation.data?.type === "image");
    const { url, ...facts } = generation.data.image;
    assert.deepEqual(facts, {
      file_name: "a-cat.png",
      content_type: "image/png",
      width: 16,
      height: 9,
    });
    const path = url.slice(new URL(url).origin.length);
    assert.equal(await (await request(path)).text(), "not really a picture");
    const [attempt, ...more] = generation.attempts;
    assert.deepEqual([attempt?.n, attempt?.code, more], [1, null, []]);
    assert.ok((attempt?.ms ?? -1) >= 0);
    assert.deepEqual(
      (await readEvents(db, id)).map(({ state }) => state.status),
      ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"],
    );
    await wasReleased(id);
    await queueIsEmpty();
  });

  it("fails when the upstream is done and has made nothing", async () => {
    const id = await create();
    upstream.say({ state: "completed", outputs: [] });
    const { status, code, data } = await finished(id);
    assert.deepEqual([status, code, data], ["FAILED", "IMAGE_GENERATION_FAILED", null]);
    await wasReleased(id);
  });

  it("gives the upstream the normalized input, once", async () => {
    const id = await create();
    await until("it was submitted", () => upstream.submits.some((job) => job.generationId === id));
    upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
    await finished(id);
    const jobs = upstream.submits.filter((job) => job.generationId === id);
    assert.deepEqual(
      jobs.map((job) => [job.model.id, job.input]),
      [[MODEL, { prompt: "a cat", resolution: "2K", aspect_ratio: "16:9", n: 1 }]],
    );
  });

  it("stays in the queue while the upstream queues it, and says at which place", async () => {
    const id = await create();
    upstream.say({ state: "pending", progress: null, queuePosition: 7 });
    const row = await until("its place is known", async () => {
      const now = await readRow(db, id);
      return now.queuePosition === 7 && now;
    });
    assert.deepEqual([row.status, row.startedAt], ["IN_QUEUE", null]);
    upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
    await finished(id);
  });

  it("reports progress, and starts when the upstream does", async () => {
    const id = await create();
    upstream.say({ ...WORKING, progress: 0.25 });
    const row = await until("progress is stored", async () => {
      const now = await readRow(db, id);
      return now.progress === 0.25 && now;
    });
    assert.deepEqual([row.status, row.queuePosition], ["IN_PROGRESS", null]);
    const workMs = row.deadlineAt.getTime() - (row.startedAt?.getTime() ?? 0);
    assert.equal(workMs, gateway.deadlines.workMs.image);
    upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
    const failed = await finished(id);
    assert.deepEqual([failed.progress, failed.data], [0.25, null]);
  });

  it("fails with the code and our own sentence; what the upstream said stays in the log", async () => {
    const id = await create();
    upstream.say({ state: "failed", failure: { subCode: "TIMEOUT", raw: SECRET } });
    const generation = await finished(id);
    assert.equal(generation.status, "FAILED");
    const { error, code, message, fault, retryable, next_action, docs_url, retry_after_ms } =
      generation;
    assert.deepEqual(
      { error, code, message, fault, retryable, next_action, docs_url, retry_after_ms },
      {
        error: "IMAGE_GENERATION_TIMEOUT",
        code: "IMAGE_GENERATION_TIMEOUT",
        message: "The model did not finish in time.",
        fault: "provider",
        retryable: true,
        next_action: "retry_now",
        docs_url: "http://rushes.test/errors/IMAGE_GENERATION_TIMEOUT",
        retry_after_ms: null,
      },
    );
    assert.equal(generation.request_id, (await readRow(db, id)).requestId);
    assert.equal(generation.attempts[0]?.code, "IMAGE_GENERATION_TIMEOUT");
    const stored = JSON.stringify([await readRow(db, id), await readEvents(db, id), generation]);
    assert.doesNotMatch(stored, /vendor/);
    const line = logged.find((text) => text.includes(id)) ?? "";
    assert.equal(JSON.parse(line).requestId, generation.request_id);
    assert.match(line, /api\.vendor\.example/);
    assert.ok(!line.includes(KEY), "the log has the vendor's words, but no key");
    await wasReleased(id);
    await queueIsEmpty();
  });

  it("passes on the sentence, issues and pause that an upstream's mapping gives", async () => {
    const id = await create();
    const issues = [{ path: ["image_urls", 0], message: "does not lead to a picture" }];
    const failure = {
      subCode: "RATE_LIMITED",
      message: "Wait.",
      issues,
      retryAfterMs: 1500,
    } as const;
    upstream.say({ state: "failed", failure: { ...failure, issues } });
    const generation = await finished(id);
    assert.deepEqual(
      [generation.code, generation.message, generation.issues, generation.retry_after_ms],
      ["IMAGE_GENERATION_RATE_LIMITED", "Wait.", issues, 1500],
    );
  });

  const refusals: [string, Error, string, string][] = [
    [
      "a refusal that was mapped",
      new UpstreamError({ subCode: "CONTENT_REJECTED", raw: SECRET }),
      "IMAGE_GENERATION_CONTENT_REJECTED",
      "The prompt or an input was rejected by moderation.",
    ],
    [
      "an error that was not",
      new Error(SECRET),
      "IMAGE_GENERATION_FAILED",
      "The model failed while generating.",
    ],
    [
      "an error of the network",
      new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect api.vendor.example"), { code: "ECONNREFUSED" }),
      }),
      "IMAGE_GENERATION_PROVIDER_UNAVAILABLE",
      "The provider of this model is unavailable right now.",
    ],
  ];
  for (const [what, error, code, message] of refusals) {
    it(`fails when the submit throws ${what}, and does not submit again`, async () => {
      upstream.refuse(error);
      const id = await create();
      const generation = await finished(id);
      assert.deepEqual(
        [generation.status, generation.code, generation.message],
        ["FAILED", code, message],
      );
      assert.doesNotMatch(JSON.stringify(await readRow(db, id)), /vendor/);
      await queueIsEmpty();
      assert.equal(upstream.submits.filter((job) => job.generationId === id).length, 1);
    });
  }

  it("ends the job upstream when it is canceled in the middle", async () => {
    const id = await create();
    upstream.say(WORKING);
    await until("it is worked on", async () => (await readRow(db, id)).status === "IN_PROGRESS");
    const canceled = await client.cancel(id);
    assert.ok(canceled.ok);
    assert.equal(canceled.data.status, "CANCELED");
    assert.notEqual(canceled.data.finished_at, null);
    await wasCanceled(id);
    await queueIsEmpty();
    const again = await request(`/api/v1/generation/${id}/cancel`, { method: "POST" });
    assert.equal(again.status, 409);
    const { message, next_action } = await again.json();
    assert.match(message, /it is CANCELED/);
    assert.equal(next_action, "check_address", "there is nothing left to fix");
    assert.equal((await readEvents(db, id)).length, 3);
  });

  it("ends what is past its deadline with TIMEOUT, also upstream", async () => {
    const id = await create();
    upstream.say(WORKING);
    await until("it is worked on", async () => (await readRow(db, id)).status === "IN_PROGRESS");
    clockMs += gateway.deadlines.workMs.image + 1000;
    const generation = await finished(id);
    assert.deepEqual([generation.status, generation.code], ["FAILED", "IMAGE_GENERATION_TIMEOUT"]);
    await wasCanceled(id);
    await queueIsEmpty();
  });

  it("has followed nobody any more when all has ended", async () => {
    await queueIsEmpty();
    assert.equal(gateway.hub.followerCount(), 0);
  });
});
