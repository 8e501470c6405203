import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type GenerationStatus, isTerminal } from "#lib/contract/generation.ts";
import type { StoredFailure, StoredFile } from "../db/schema.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readEvents, readRow } from "../testing/rows.ts";
import * as lifecycle from "./lifecycle.ts";
import { takeGeneration } from "./take.ts";

const { gateway, client } = await openTestGateway({ hasWorker: false });
const { db } = gateway;
const at = new Date("2026-11-23T10:00:05.000Z");
const deadlineAt = new Date("2026-11-23T11:00:00.000Z");
const files: StoredFile[] = [
  {
    key: "gen_x/a.png",
    fileName: "a.png",
    contentType: "image/png",
    sizeBytes: 3,
    widthPx: 16,
    heightPx: 9,
    durationS: null,
    fps: null,
    hasAudio: false,
  },
];
const failure: StoredFailure = {
  code: "IMAGE_GENERATION_FAILED",
  message: "The model failed while generating.",
  requestId: "req_x",
  retryAfterMs: null,
};

/** A generation in IN_QUEUE with the claims 1 and 2 taken. */
async function newGeneration(): Promise<string> {
  const created = await client.create("bytedance/seedream-4.5", { prompt: "a" });
  assert.ok(created.ok);
  const { id } = created.data;
  await takeGeneration(gateway, id);
  await takeGeneration(gateway, id);
  return id;
}

const arrows = {
  start: (id: string, claim: number) => lifecycle.start(db.pool, { id, claim, at, deadlineAt }),
  complete: (id: string, claim: number) =>
    lifecycle.complete(db.pool, { id, claim, at, files, captured: 0 }),
  fail: (id: string, claim: number) => lifecycle.fail(db.pool, { id, claim, at, failure }),
  cancel: (id: string) => lifecycle.cancel(db.pool, { id, at }),
  expire: (id: string) =>
    lifecycle.fail(db.pool, {
      id,
      claim: null,
      at,
      failure,
      expiredAt: new Date(Date.now() + 365 * 24 * 3600 * 1000),
    }),
};
type Arrow = keyof typeof arrows;
const ARROWS = Object.keys(arrows) as Arrow[];

const LEADS_TO: Record<Arrow, GenerationStatus> = {
  start: "IN_PROGRESS",
  complete: "COMPLETED",
  fail: "FAILED",
  cancel: "CANCELED",
  expire: "FAILED",
};
const WAY_TO: Record<GenerationStatus, Arrow[]> = {
  IN_QUEUE: [],
  IN_PROGRESS: ["start"],
  COMPLETED: ["start", "complete"],
  FAILED: ["fail"],
  CANCELED: ["start", "cancel"],
};
const ALLOWED: Record<GenerationStatus, Arrow[]> = {
  IN_QUEUE: ["start", "complete", "fail", "cancel", "expire"],
  IN_PROGRESS: ["complete", "fail", "cancel", "expire"],
  COMPLETED: [],
  FAILED: [],
  CANCELED: [],
};
const STATUSES = Object.keys(ALLOWED) as GenerationStatus[];

async function newGenerationIn(status: GenerationStatus): Promise<string> {
  const id = await newGeneration();
  for (const arrow of WAY_TO[status]) assert.equal(await arrows[arrow](id, 2), true);
  assert.equal((await readRow(db, id)).status, status);
  return id;
}

describe("the life of a generation", () => {
  for (const status of STATUSES) {
    for (const arrow of ARROWS) {
      if (ALLOWED[status].includes(arrow)) {
        it(`lets ${arrow} lead from ${status} to ${LEADS_TO[arrow]}, with one event`, async () => {
          const id = await newGenerationIn(status);
          const before = await readRow(db, id);
          assert.equal(await arrows[arrow](id, 2), true);
          const row = await readRow(db, id);
          assert.equal(row.status, LEADS_TO[arrow]);
          assert.equal(row.lastSeq, before.lastSeq + 1);
          const events = await readEvents(db, id);
          assert.equal(events.length, row.lastSeq);
          assert.equal(events.at(-1)?.state.status, row.status);
        });
      } else {
        it(`lets ${arrow} change nothing from ${status}`, async () => {
          const id = await newGenerationIn(status);
          const before = [await readRow(db, id), await readEvents(db, id)];
          assert.equal(await arrows[arrow](id, 2), false);
          assert.deepEqual([await readRow(db, id), await readEvents(db, id)], before);
        });
      }
    }
  }

  for (const status of ["IN_QUEUE", "IN_PROGRESS"] as const) {
    for (const arrow of ["start", "complete", "fail"] as const) {
      it(`lets ${arrow} of an older or unknown claim change nothing in ${status}`, async () => {
        const id = await newGenerationIn(status);
        const before = [await readRow(db, id), await readEvents(db, id)];
        for (const claim of [0, 1, 3]) assert.equal(await arrows[arrow](id, claim), false);
        assert.deepEqual([await readRow(db, id), await readEvents(db, id)], before);
      });
    }
  }

  it("lets nothing happen to a generation that is not there", async () => {
    for (const arrow of ARROWS) assert.equal(await arrows[arrow]("gen_nobody", 2), false);
  });

  it("says in each event what the row was after it", async () => {
    const id = await newGenerationIn("COMPLETED");
    const events = await readEvents(db, id);
    assert.deepEqual(
      events.map(({ seq, state }) => [seq, state.status, state.progress]),
      [
        [1, "IN_QUEUE", 0],
        [2, "IN_PROGRESS", 0],
        [3, "COMPLETED", 1],
      ],
    );
    const row = await readRow(db, id);
    const last = lifecycle.eventState(row);
    const { startedAt = "", finishedAt = "", ...state } = events[2]?.state ?? {};
    assert.deepEqual(
      { ...state, startedAt: null, finishedAt: null },
      {
        ...last,
        startedAt: null,
        finishedAt: null,
      },
    );
    assert.equal(new Date(startedAt ?? "").toISOString(), at.toISOString());
    assert.equal(new Date(finishedAt ?? "").toISOString(), at.toISOString());
  });

  it("moves the deadline when the work starts, and only expires what is past it", async () => {
    const id = await newGenerationIn("IN_PROGRESS");
    assert.deepEqual((await readRow(db, id)).deadlineAt, deadlineAt);
    const tooEarly = new Date(deadlineAt.getTime() - 1);
    const args = { id, claim: null, at, failure };
    assert.equal(await lifecycle.fail(db.pool, { ...args, expiredAt: tooEarly }), false);
    assert.equal(await lifecycle.fail(db.pool, { ...args, expiredAt: deadlineAt }), true);
  });
});

describe("racing for a generation", () => {
  const op = fc.record({
    arrow: fc.constantFrom(...ARROWS),
    claim: fc.integer({ min: 1, max: 3 }),
  });

  it("is won by exactly one ending, and leaves events numbered without a gap", async () => {
    const ops = fc.array(op, { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ops, async (racers) => {
        const id = await newGeneration();
        const won = await Promise.all(racers.map(({ arrow, claim }) => arrows[arrow](id, claim)));
        const row = await readRow(db, id);
        const events = await readEvents(db, id);
        assert.deepEqual(
          events.map(({ seq }) => seq),
          Array.from({ length: row.lastSeq }, (_, index) => index + 1),
        );
        assert.equal(won.filter(Boolean).length, events.length - 1);
        const couldEnd = racers.some(
          ({ arrow, claim }) =>
            arrow === "cancel" || arrow === "expire" || (arrow !== "start" && claim === 2),
        );
        const ends = events.filter(({ state }) => isTerminal(state.status));
        assert.equal(ends.length, couldEnd ? 1 : 0);
        assert.equal(events.at(-1)?.state.status, row.status);

        for (const arrow of ARROWS) {
          if (couldEnd) assert.equal(await arrows[arrow](id, 2), false);
        }
        if (couldEnd) assert.deepEqual(await readRow(db, id), row);
      }),
      { numRuns: 25 },
    );
  });

  it("counts every taker", async () => {
    const id = await newGeneration();
    await Promise.all(Array.from({ length: 10 }, () => takeGeneration(gateway, id)));
    assert.equal((await readRow(db, id)).claim, 12);
  });

  it("cannot be taken once it has ended", async () => {
    for (const status of ["COMPLETED", "FAILED", "CANCELED"] as const) {
      assert.equal(await takeGeneration(gateway, await newGenerationIn(status)), null);
    }
    assert.equal(await takeGeneration(gateway, "gen_nobody"), null);
  });
});
