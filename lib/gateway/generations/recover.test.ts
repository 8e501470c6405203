import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { openTestGateway } from "../testing/gateway.ts";
import { readEvents, readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import type { UpstreamAdapter } from "../upstreams/adapter.ts";
import * as lifecycle from "./lifecycle.ts";
import { runGeneration } from "./run.ts";
import { sweepExpired } from "./sweep.ts";
import { markSubmitting, takeGeneration } from "./take.ts";

const MODEL = "kling-ai/v3/video";
const upstreams: UpstreamAdapter[] = [];
const { gateway, client } = await openTestGateway({ hasWorker: false, upstreams });
const { db } = gateway;
const never = new AbortController().signal;

async function create(): Promise<string> {
  const created = await client.create(MODEL, { prompt: "a cat" });
  assert.ok(created.ok);
  return created.data.id;
}

function useUpstream(options: { isResubmitSafe?: boolean } = {}) {
  const upstream = createScriptedUpstream(options);
  upstreams.splice(0, upstreams.length, upstream);
  return upstream;
}

async function completed() {
  const path = await gateway.media.temporaryPath("mp4");
  const output = await writeOutput(path, { contentType: "video/mp4", durationS: 5, fps: 24 });
  return { state: "completed" as const, outputs: [output] };
}

/** A generation whose process died right before the submit's answer could be stored. */
async function createDeadInSubmitting(): Promise<string> {
  const id = await create();
  const row = await takeGeneration(gateway, id);
  assert.ok(row);
  await markSubmitting(db.pool, { id, claim: row.claim, upstream: "scripted" });
  return id;
}

/** A generation whose process died while it polled. */
async function createDeadInPolling(ref: object): Promise<string> {
  const id = await createDeadInSubmitting();
  await db.pool.query(
    "update generations set submit_state = 'submitted', upstream_ref = $2 where id = $1",
    [id, JSON.stringify(ref)],
  );
  return id;
}

describe("taking up what a dead process left", () => {
  let upstream = useUpstream();
  beforeEach(() => {
    upstream = useUpstream();
  });

  it("fails a submit of unknown outcome, and never sends it again", async () => {
    const id = await createDeadInSubmitting();
    await runGeneration(gateway, id, never);
    const row = await readRow(db, id);
    assert.deepEqual([row.status, row.failure?.code], ["FAILED", "VIDEO_GENERATION_FAILED"]);
    assert.equal(row.failure?.message, "The model failed while generating.");
    assert.deepEqual(upstream.submits, []);
    await runGeneration(gateway, id, never);
    assert.deepEqual(upstream.submits, []);
  });

  it("sends it again where that costs nothing, still as the same attempt", async () => {
    upstream = useUpstream({ isResubmitSafe: true });
    upstream.say(await completed());
    const id = await createDeadInSubmitting();
    await runGeneration(gateway, id, never);
    const row = await readRow(db, id);
    assert.equal(row.status, "COMPLETED");
    assert.equal(upstream.submits.length, 1);
    assert.equal(row.attempts.length, 1);
  });

  it("polls on by the stored ref, without a submit", async () => {
    upstream.say(await completed());
    const ref = { job: "upstream-4711", nested: { region: 2 } };
    const id = await createDeadInPolling(ref);
    await runGeneration(gateway, id, never);
    assert.equal((await readRow(db, id)).status, "COMPLETED");
    assert.deepEqual(upstream.submits, []);
    assert.deepEqual(upstream.releases, [ref]);
  });

  it("polls on with the upstream that has the job, though another comes first now", async () => {
    upstream.say(await completed());
    const id = await createDeadInPolling({ job: "x" });
    const first = { ...createScriptedUpstream(), name: "newcomer" };
    upstreams.unshift(first);
    await runGeneration(gateway, id, never);
    assert.equal((await readRow(db, id)).status, "COMPLETED");
    assert.deepEqual([first.submits.length, first.cancels.length], [0, 0]);
  });

  it("fails with PROVIDER_UNAVAILABLE when that upstream is gone", async () => {
    const id = await createDeadInPolling({ job: "x" });
    upstreams.splice(0);
    await runGeneration(gateway, id, never);
    const { failure } = await readRow(db, id);
    assert.equal(failure?.code, "VIDEO_GENERATION_PROVIDER_UNAVAILABLE");
  });

  it("fails with UNSUPPORTED_MODEL when the model has left the catalogue", async () => {
    const id = await create();
    await db.pool.query("update generations set model = 'gone/model' where id = $1", [id]);
    await runGeneration(gateway, id, never);
    const { failure } = await readRow(db, id);
    assert.equal(failure?.code, "VIDEO_GENERATION_UNSUPPORTED_MODEL");
  });

  it("does nothing for what has ended or never was", async () => {
    const id = await create();
    await client.cancel(id);
    await runGeneration(gateway, id, never);
    await runGeneration(gateway, "gen_nobody", never);
    assert.deepEqual(upstream.submits, []);
    assert.equal((await readRow(db, id)).status, "CANCELED");
  });
});

describe("a run that cannot go on", () => {
  let upstream = useUpstream();
  beforeEach(() => {
    upstream = useUpstream();
  });

  it("is tried again when our store failed, and the job upstream is kept for that", async () => {
    const outputs = [{ ...(await completed()).outputs[0], path: "/nowhere/at/all.mp4" }];
    upstream.say({ state: "completed", outputs: outputs as never });
    const id = await create();
    await assert.rejects(runGeneration(gateway, id, never), { code: "ENOENT" });
    assert.equal((await readRow(db, id)).status, "IN_PROGRESS");
    assert.deepEqual(upstream.cancels, []);
    upstream.say(await completed());
    await runGeneration(gateway, id, never);
    assert.equal((await readRow(db, id)).status, "COMPLETED");
    assert.equal(upstream.submits.length, 1);
    assert.deepEqual(upstream.cancels, []);
  });

  it("is handed back when the process stops, and the job upstream is kept", async () => {
    const stop = new AbortController();
    const id = await create();
    const running = runGeneration(gateway, id, stop.signal);
    const stopped = assert.rejects(running, /handed back/);
    await until("it was submitted", () => upstream.submits.length === 1);
    stop.abort();
    await stopped;
    assert.deepEqual(upstream.cancels, []);
    assert.equal((await readRow(db, id)).status, "IN_QUEUE");
  });

  it("leaves both the generation and the job upstream to who took it meanwhile", async () => {
    const id = await create();
    const running = runGeneration(gateway, id, never);
    await until("it was submitted", () => upstream.submits.length === 1);
    const taken = await takeGeneration(gateway, id);
    upstream.say({ state: "pending", progress: 0.5, queuePosition: null });
    await running;
    const row = await readRow(db, id);
    assert.deepEqual([row.status, row.progress, row.claim], ["IN_QUEUE", 0, taken?.claim]);
    assert.deepEqual(upstream.cancels, []);
  });

  it("ends when the generation ended behind its back, and frees the job upstream", async () => {
    const id = await create();
    const running = runGeneration(gateway, id, never);
    await until("it was submitted", () => upstream.submits.length === 1);
    await lifecycle.cancel(db.pool, { id, at: new Date() });
    await running;
    assert.equal(upstream.cancels.length, 1);
    assert.deepEqual(
      (await readEvents(db, id)).map(({ state }) => state.status),
      ["IN_QUEUE", "CANCELED"],
    );
  });
});

describe("sweepExpired", () => {
  it("ends what is past its deadline, once, and leaves the rest", async () => {
    const late = await create();
    const early = await create();
    await db.pool.query(
      "update generations set deadline_at = now() - interval '1 ms' where id = $1",
      [late],
    );
    const swept = await Promise.all([sweepExpired(gateway), sweepExpired(gateway)]);
    assert.equal(swept[0] + swept[1], 1);
    const row = await readRow(db, late);
    assert.deepEqual(
      [row.status, row.failure?.code, row.failure?.message],
      ["FAILED", "VIDEO_GENERATION_TIMEOUT", "The model did not finish in time."],
    );
    assert.equal((await readRow(db, early)).status, "IN_QUEUE");
    assert.equal(await sweepExpired(gateway), 0);
  });
});
