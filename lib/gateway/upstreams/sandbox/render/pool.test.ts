import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { FilmJob, SpeechJob } from "./job.ts";
import { createRenderPool, type RenderPool, type RenderState } from "./pool.ts";

const ENTRY = new URL("./pool.fixture.ts", import.meta.url);

const open = new Set<RenderPool>();
afterEach(async () => {
  await Promise.all([...open].map((pool) => pool.close()));
  open.clear();
});

function createPool(entry = ENTRY) {
  const pool = createRenderPool({ threads: 1, entry });
  open.add(pool);
  return pool;
}

function film(order: string): FilmJob {
  return {
    kind: "film",
    prompt: order,
    negativePrompt: "",
    seed: 1,
    widthPx: 64,
    heightPx: 64,
    durationS: 1,
    fps: 24,
    hasAudio: false,
    soundPath: null,
    firstFramePath: null,
    lastFramePath: null,
    referencePaths: [],
    outPath: "",
  };
}

function speech(order: string): SpeechJob {
  return { kind: "speech", text: order, voice: "Ryan", speed: 1, outPath: "" };
}

function countThreads(): number {
  const report = process.report.getReport() as { workers?: readonly unknown[] };
  return report.workers?.length ?? 0;
}

test("a queued task knows how many wait ahead of it, and moves up when one leaves", async () => {
  const pool = createPool();
  const running = pool.start("a", film("spin"));
  const first = pool.start("b", film("finish"));
  const second = pool.start("c", film("finish"));
  const third = pool.start("d", film("finish"));
  assert.equal(running.state().state, "running");
  assert.deepEqual(first.state(), { state: "queued", position: 0 });
  assert.deepEqual(third.state(), { state: "queued", position: 2 });

  const seen: RenderState[] = [];
  third.onChange((state) => seen.push(state));
  second.cancel();
  assert.deepEqual(second.state(), { state: "canceled" });
  assert.deepEqual(seen, [{ state: "queued", position: 1 }]);

  running.cancel();
  assert.equal((await third.settled).state, "done");
});

test("cancels a running task that never yields, and its thread takes the next one", async () => {
  const pool = createPool();
  const stuck = pool.start("a", film("spin"));
  const next = pool.start("b", film("finish"));
  stuck.cancel();
  assert.deepEqual(stuck.state(), { state: "canceled" });
  assert.equal((await next.settled).state, "done");
  assert.deepEqual(stuck.state(), { state: "canceled" });
});

test("progress reaches the total before the task is done", async () => {
  const pool = createPool();
  const task = pool.start("a", film("finish"));
  const seen: RenderState[] = [];
  task.onChange((state) => seen.push(state));
  await task.settled;
  assert.deepEqual(seen.at(-2), { state: "running", done: 5, total: 5 });
  assert.equal(seen.at(-1)?.state, "done");
});

test("a listener that was taken off hears nothing more", async () => {
  const pool = createPool();
  const task = pool.start("a", film("finish"));
  let heard = 0;
  const stop = task.onChange(() => {
    heard += 1;
  });
  stop();
  await task.settled;
  assert.equal(heard, 0);
});

for (const order of ["exit", "throw later"]) {
  test(`a thread that dies ("${order}") fails its own task and no other`, async () => {
    const pool = createPool();
    const healthy = pool.start("a", speech("finish"));
    const doomed = pool.start("b", speech(order));
    const later = pool.start("c", speech("finish"));
    const end = await doomed.settled;
    assert.equal(end.state === "failed" && end.error.code, "thread_died");
    assert.equal((await healthy.settled).state, "done");
    assert.equal((await later.settled).state, "done");
  });
}

test("code that cannot load fails the task instead of leaving it waiting", async () => {
  const pool = createPool(new URL("./no-such-file.ts", import.meta.url));
  const end = await pool.start("a", speech("finish")).settled;
  assert.equal(end.state, "failed");
});

test("a failure keeps its code on the way out of the thread", async () => {
  const end = await createPool().start("a", speech("fail")).settled;
  assert.equal(end.state === "failed" && end.error.code, "nothing_to_say");
});

test("speech does not wait for films", async () => {
  const pool = createPool();
  const busy = pool.start("a", film("spin"));
  assert.equal((await pool.start("b", speech("finish")).settled).state, "done");
  assert.equal(busy.state().state, "running");
});

test("an id is one task until it is forgotten, which only a settled one can be", async () => {
  const pool = createPool();
  const task = pool.start("a", film("finish"));
  pool.forget("a");
  assert.equal(pool.start("a", film("spin")), task);
  await task.settled;
  pool.forget("a");
  assert.equal(pool.find("a"), undefined);
});

test("closing cancels what runs and what waits, takes no more and leaves no thread", async () => {
  const others = countThreads();
  const pool = createPool();
  const running = pool.start("a", film("spin"));
  const queued = pool.start("b", film("finish"));
  await pool.start("c", speech("finish")).settled;
  await pool.close();
  assert.equal(countThreads(), others);
  assert.deepEqual(running.state(), { state: "canceled" });
  assert.deepEqual(queued.state(), { state: "canceled" });
  assert.throws(() => pool.start("d", film("finish")), /closed/);
});
