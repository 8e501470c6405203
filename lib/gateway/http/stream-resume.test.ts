import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { isTerminal } from "#lib/contract/generation.ts";
import * as lifecycle from "../generations/lifecycle.ts";
import { reportProgress, takeGeneration } from "../generations/take.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readStream, type WireFrame } from "../testing/read-stream.ts";

const { database, gateway, client, request } = await openTestGateway({ hasWorker: false });
const { pool } = gateway.db;
const failure = {
  code: "IMAGE_GENERATION_FAILED",
  message: "x",
  requestId: "r",
  retryAfterMs: null,
};

type Step = "start" | "progress" | "pause";
type End = "complete" | "fail" | "cancel";

async function create(): Promise<string> {
  const created = await client.create("bytedance/seedream-4.5", { prompt: "a" });
  assert.ok(created.ok);
  await takeGeneration(gateway, created.data.id);
  return created.data.id;
}

/** Does the steps one after another, then ends the generation. */
async function live(id: string, steps: readonly Step[], end: End): Promise<void> {
  const args = { id, claim: 1, at: new Date() };
  let progress = 0;
  for (const step of steps) {
    progress += 0.01;
    if (step === "pause") await setImmediate();
    else if (step === "start") await lifecycle.start(pool, { ...args, deadlineAt: new Date() });
    else await reportProgress(pool, { ...args, progress, queuePosition: null });
  }
  if (end === "complete") await lifecycle.complete(pool, { ...args, files: [], captured: 0 });
  else if (end === "fail") await lifecycle.fail(pool, { ...args, failure });
  else await lifecycle.cancel(pool, args);
}

/** Follows to the end, hanging up after each number of frames and coming back behind the last id. */
async function followInPieces(
  id: string,
  cuts: readonly number[],
  way: "header" | "query",
): Promise<WireFrame[]> {
  const seen: WireFrame[] = [];
  let after = 0;
  for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
    const response = await (way === "header"
      ? request(`/api/v1/generation/${id}/events`, { headers: { "last-event-id": `${after}` } })
      : request(`/api/v1/generation/${id}/events?after=${after}`));
    const stream = readStream(response);
    for (let n = 0; n < cut; n++) {
      const frame = await stream.next();
      if (frame === null) break;
      seen.push(frame);
      after = frame.id ?? after;
    }
    await stream.leave();
  }
  return seen;
}

describe("a stream that is cut and resumed", () => {
  it("shows every event once, in order, whenever it is cut and whatever happens meanwhile", async () => {
    const scenario = fc.record({
      steps: fc.array(fc.constantFrom<Step>("start", "progress", "pause"), { maxLength: 8 }),
      end: fc.constantFrom<End>("complete", "fail", "cancel"),
      cuts: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }),
      way: fc.constantFrom("header" as const, "query" as const),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ steps, end, cuts, way }) => {
        const id = await create();
        const living = live(id, steps, end);
        const [frames] = await Promise.all([followInPieces(id, cuts, way), living]);
        const ids = frames.flatMap((frame) => (frame.id === null ? [] : [frame.id]));
        const count = steps.includes("start") ? 3 : 2;
        assert.deepEqual(
          ids,
          Array.from({ length: count }, (_, index) => index + 1),
        );
        const ends = frames.filter(({ generation }) => isTerminal(generation.status));
        assert.equal(ends.length, 1);
        assert.equal(ends[0], frames.at(-1));
        assert.ok(
          frames.every(({ id, generation }) => id !== null || !isTerminal(generation.status)),
        );
      }),
      { numRuns: 30 },
    );
    assert.equal(gateway.hub.followerCount(), 0);
  });

  it("is served by any process on the same database", async () => {
    const id = await create();
    const other = await openTestGateway({ hasWorker: false }, database);
    const stream = readStream(await other.request(`/api/v1/generation/${id}/events`));
    assert.equal((await stream.next())?.id, 1);
    await live(id, ["start", "progress"], "complete");
    const ids = (await stream.rest()).flatMap((frame) => (frame.id === null ? [] : [frame.id]));
    assert.deepEqual(ids, [2, 3]);
  });

  it("hears of what happened while the listening session was away", async () => {
    const id = await create();
    const stream = readStream(await request(`/api/v1/generation/${id}/events`));
    assert.equal((await stream.next())?.id, 1);
    await pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rushes listener' and datname = current_database()",
    );
    await live(id, ["start"], "complete");
    const ids = (await stream.rest()).flatMap((frame) => (frame.id === null ? [] : [frame.id]));
    assert.deepEqual(ids, [2, 3]);
  });
});
