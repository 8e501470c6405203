import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { openDiskStore } from "../../assets/disk-store.ts";
import { createLog } from "../../log.ts";
import type { UpstreamRef, UpstreamState } from "../adapter.ts";
import { createSandbox } from "./adapter.ts";
import type { RenderJob, RenderResult } from "./render/job.ts";
import type { RenderPool } from "./render/pool.ts";
import { RenderError } from "./render/render-error.ts";
import { createTask, type TaskControl } from "./render/task.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-sandbox-"));
after(() => rm(folder, { recursive: true, force: true }));
const media = await openDiskStore(folder);
const never = new AbortController().signal;
const RESULT: RenderResult = {
  contentType: "image/png",
  sizeBytes: 3,
  widthPx: 16,
  heightPx: 9,
  durationS: null,
  fps: null,
  hasAudio: false,
};

/** A sandbox whose threads are the test: tasks go on when it says so. */
function openSandbox() {
  const tasks = new Map<string, TaskControl>();
  const pool: RenderPool = {
    start(id: string, job: RenderJob) {
      const control = createTask(job, 0, () => {});
      tasks.set(id, control);
      return control.task;
    },
    find: (id) => tasks.get(id)?.task,
    forget: (id) => void tasks.delete(id),
    close: async () => {},
  };
  const sandbox = createSandbox({
    media,
    urlSecret: "s",
    now: () => new Date(),
    pool,
    log: createLog("silent"),
  });
  return { sandbox, tasks, task: (n: number) => [...tasks.values()][n] };
}

let count = 0;

/** A picture with so many results that has been planned, with its tasks at the front of the queue. */
async function begin(opened: ReturnType<typeof openSandbox>, n: number): Promise<UpstreamRef> {
  const model = findModel("bytedance/seedream-4.5");
  assert.ok(model);
  count += 1;
  const job = { generationId: `gen_${count}`, model, input: { prompt: "a", n } };
  const ref = JSON.parse(JSON.stringify(await opened.sandbox.submit(job)));
  await opened.sandbox.poll(ref);
  await opened.sandbox.untilNews(ref, never);
  return ref;
}

describe("the sandbox's state of a job", () => {
  it("is queued until it is planned, and begins with the first poll", async () => {
    const opened = openSandbox();
    const model = findModel("bytedance/seedream-4.5");
    assert.ok(model);
    const ref = await opened.sandbox.submit({
      generationId: "gen_new",
      model,
      input: { prompt: "a" },
    });
    assert.equal(opened.tasks.size, 0);
    const first = await opened.sandbox.poll(ref);
    assert.deepEqual(first, { state: "pending", progress: 0, queuePosition: 0 });
    await opened.sandbox.untilNews(ref, never);
    assert.equal(opened.tasks.size, 1);
  });

  it("is the best place in the queue, the mean of the progress, all results or the first failure", async () => {
    const opened = openSandbox();
    const ref = await begin(opened, 3);
    const states: UpstreamState[] = [];
    const look = async () => states.push(await opened.sandbox.poll(ref));
    opened.task(0)?.moveTo(4);
    opened.task(1)?.moveTo(2);
    opened.task(2)?.moveTo(3);
    await look();
    opened.task(1)?.run();
    await look();
    opened.task(1)?.report({ done: 9, total: 10 });
    opened.task(0)?.run();
    opened.task(0)?.settle({ state: "done", result: RESULT });
    await look();
    opened.task(1)?.settle({ state: "done", result: { ...RESULT, sizeBytes: 4 } });
    opened.task(2)?.run();
    opened.task(2)?.report({ done: 10, total: 10 });
    await look();
    assert.deepEqual(states, [
      { state: "pending", progress: 0, queuePosition: 2 },
      { state: "pending", progress: 0, queuePosition: null },
      { state: "pending", progress: 1.9 / 3, queuePosition: null },
      { state: "pending", progress: 0.99, queuePosition: null },
    ]);
    opened.task(2)?.settle({ state: "done", result: { ...RESULT, sizeBytes: 5 } });
    const done = await opened.sandbox.poll(ref);
    assert.ok(done.state === "completed");
    assert.deepEqual(
      done.outputs.map((output) => output.sizeBytes),
      [3, 4, 5],
    );
    assert.deepEqual(
      done.outputs.map((output) => output.path),
      [0, 1, 2].map((n) => opened.task(n)?.job.outPath),
    );
  });

  it("is failed as soon as one result is, with the cause for the log only", async () => {
    const opened = openSandbox();
    const ref = await begin(opened, 2);
    const error = new RenderError("thread_died", "The render thread ended under its job.");
    opened.task(1)?.settle({ state: "failed", error });
    const state = await opened.sandbox.poll(ref);
    assert.deepEqual(state, { state: "failed", failure: { subCode: "FAILED", raw: error } });
  });

  it("is failed with INVALID_INPUT naming the field when a picture cannot be used", async () => {
    const { sandbox } = openSandbox();
    const model = findModel("google/nano-banana-2");
    assert.ok(model);
    const image_urls = ["data:image/png;base64,AAAA"];
    const job = { generationId: "gen_bad", model, input: { prompt: "a", image_urls } };
    const ref = await sandbox.submit(job);
    await sandbox.poll(ref);
    await sandbox.untilNews(ref, never);
    const state = await sandbox.poll(ref);
    assert.ok(state.state === "failed");
    assert.equal(state.failure.subCode, "INVALID_INPUT");
    assert.deepEqual(state.failure.issues?.[0]?.path, ["image_urls", 0]);
  });
});

describe("waiting for news of a job", () => {
  it("never misses any, whether they come before the wait or during it", async () => {
    const step = fc.constantFrom("before", "during", "both");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const opened = openSandbox();
        const ref = await begin(opened, 1);
        opened.task(0)?.run();
        let done = 0;
        const report = () => opened.task(0)?.report({ done: ++done, total: 100 });
        for (const when of steps) {
          await opened.sandbox.poll(ref);
          if (when !== "during") report();
          const news = opened.sandbox.untilNews(ref, never);
          if (when !== "before") report();
          await news;
          const state = await opened.sandbox.poll(ref);
          assert.equal(state.state === "pending" && state.progress, done / 100);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("waits while there are none, and ends on abort", async () => {
    const opened = openSandbox();
    const ref = await begin(opened, 1);
    await opened.sandbox.poll(ref);
    const stop = new AbortController();
    let isOver = false;
    const waiting = opened.sandbox.untilNews(ref, stop.signal).then(() => {
      isOver = true;
    });
    // Another job's whole begin takes many turns of the event loop.
    await begin(opened, 1);
    assert.equal(isOver, false);
    stop.abort();
    await waiting;
    await opened.sandbox.untilNews(ref, stop.signal);
  });
});

describe("releasing a job", () => {
  it("ends its tasks, forgets them and removes what was made", async () => {
    const opened = openSandbox();
    const ref = await begin(opened, 2);
    const [made, running] = [opened.task(0), opened.task(1)];
    made?.run();
    running?.run();
    await writeFile(made?.job.outPath ?? "", "png");
    made?.settle({ state: "done", result: RESULT });
    await opened.sandbox.release(ref);
    assert.equal(running?.signal.aborted, true);
    assert.equal(opened.tasks.size, 0);
    assert.deepEqual(await readdir(path.join(folder, "tmp")), []);
    await opened.sandbox.release(ref);
    await opened.sandbox.cancel(ref);
  });

  it("begins nothing when it comes before the plan is made", async () => {
    const opened = openSandbox();
    const model = findModel("bytedance/seedream-4.5");
    assert.ok(model);
    const ref = await opened.sandbox.submit({
      generationId: "gen_early",
      model,
      input: { prompt: "a" },
    });
    await opened.sandbox.poll(ref);
    await opened.sandbox.release(ref);
    await begin(opened, 1);
    assert.equal(opened.tasks.size, 1);
  });

  it("lets the job begin anew, with the same plan", async () => {
    const opened = openSandbox();
    const ref = await begin(opened, 1);
    const before = opened.task(0)?.job;
    await opened.sandbox.release(ref);
    await opened.sandbox.poll(ref);
    await opened.sandbox.untilNews(ref, never);
    const job = opened.task(0)?.job;
    assert.deepEqual({ ...job, outPath: "" }, { ...before, outPath: "" });
    assert.notEqual(job?.outPath, before?.outPath);
  });
});
