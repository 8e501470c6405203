import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { isTerminal } from "#lib/contract/generation.ts";
import type { EventState, GenerationRow } from "../db/schema.ts";
import { createLog } from "../log.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readRow } from "../testing/rows.ts";
import { until } from "../testing/until.ts";
import { eventState } from "./lifecycle.ts";
import type { News, StoredEvent } from "./read-news.ts";
import { type Feed, Relay } from "./relay.ts";
import type { Frame } from "./view.ts";

const { client, context, gateway } = await openTestGateway({ hasWorker: false });
const created = await client.create("bytedance/seedream-4.5", { prompt: "a cat" });
assert.ok(created.ok);
const blank = await readRow(gateway.db, created.data.id);

/** What the relay reads from: a row and its events, answered when the test wants it. */
function createStore() {
  let row: GenerationRow | null = { ...blank, lastSeq: 0 };
  const events: StoredEvent[] = [];
  const waiting: (() => void)[] = [];
  let isHeld = false;
  let reads = 0;
  let failures = 0;
  const store = {
    row: () => row ?? blank,
    reads: () => reads,
    hold: () => {
      isHeld = true;
    },
    /** Answers all reads that wait, with what is there now, and does not hold new ones. */
    letGo: () => {
      isHeld = false;
      for (const answer of waiting.splice(0)) answer();
    },
    failNext: () => {
      failures += 1;
    },
    write(change: Partial<EventState> & Pick<EventState, "status">) {
      if (!row) return;
      row = { ...row, ...change, lastSeq: row.lastSeq + 1, startedAt: null, finishedAt: null };
      events.push({ seq: row.lastSeq, state: { ...eventState(row), ...change } });
    },
    setProgress: (progress: number) => {
      if (row) row = { ...row, progress };
    },
    remove: () => {
      row = null;
    },
    async read(after: number): Promise<News | null> {
      reads += 1;
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
      if (failures > 0) {
        failures -= 1;
        throw new Error("the database is not there");
      }
      return row && { row, events: events.filter(({ seq }) => seq > after) };
    },
  };
  store.write({ status: "IN_QUEUE" });
  return store;
}

type Store = ReturnType<typeof createStore>;

function openRelay(store: Store, options: { isClosing?: () => boolean } = {}) {
  let isEmpty = false;
  const relay = new Relay({
    read: store.read,
    log: createLog("silent"),
    isClosing: options.isClosing ?? (() => false),
    onEmpty: () => {
      isEmpty = true;
    },
  });
  return { relay, isEmpty: () => isEmpty };
}

/** A follower that takes everything at once. */
function follow(relay: Relay, store: Store, { after = 0, origin = context.origin } = {}) {
  const frames: Frame[] = [];
  const take = () => {
    for (let frame = feed.next(); frame; frame = feed.next()) frames.push(frame);
  };
  const feed: Feed = relay.follow({ ...context, origin }, { row: store.row(), after, wake: take });
  take();
  return {
    frames,
    feed,
    seqs: () => frames.flatMap(({ seq }) => (seq === null ? [] : [seq])),
    progress: () =>
      frames.flatMap((frame) => (frame.seq === null ? [frame.generation.progress] : [])),
  };
}

const settled = () => sleep(0);

describe("a relay", () => {
  it("reads once for all who follow, and shows each of them the same frames", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const followers = Array.from({ length: 1_000 }, () => follow(relay, store));
    await settled();
    store.write({ status: "IN_PROGRESS" });
    relay.announceEvent();
    await until("all have heard", () => followers.every(({ frames }) => frames.length === 2));
    assert.equal(store.reads(), 2 + 1, "the first, one for those who came meanwhile, one for news");
    const [first] = followers;
    for (const { frames } of followers) {
      assert.ok(frames.every((frame, index) => frame === first?.frames[index]));
    }
    for (const { feed } of followers) feed.leave();
  });

  it("makes the frames of each origin with links that lead there", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const here = follow(relay, store, { origin: "http://here.test" });
    const there = follow(relay, store, { origin: "http://there.test" });
    const failure = {
      code: "IMAGE_GENERATION_FAILED",
      message: "x",
      requestId: "r",
      retryAfterMs: null,
    };
    store.write({ status: "FAILED", failure });
    relay.announceEvent();
    await settled();
    assert.deepEqual(
      [here, there].map(({ frames }) => frames.at(-1)?.generation.docs_url),
      ["http://here.test", "http://there.test"].map((at) => `${at}/errors/IMAGE_GENERATION_FAILED`),
    );
    here.feed.leave();
    there.feed.leave();
  });

  it("reads once more when news come during a read, and not more often", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    store.hold();
    const { feed, seqs } = follow(relay, store);
    for (let times = 0; times < 5; times++) relay.announceEvent();
    store.letGo();
    await settled();
    assert.equal(store.reads(), 2);
    assert.deepEqual(seqs(), [1]);
    feed.leave();
  });

  it("tries again when a read fails, and nobody misses anything", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    store.failNext();
    const { feed, seqs } = follow(relay, store);
    await settled();
    assert.deepEqual(seqs(), []);
    store.write({ status: "COMPLETED", files: [] });
    await until("it was tried again", () => seqs().length === 2);
    assert.equal(feed.isOver(), true);
    feed.leave();
  });

  it("starts for a newcomer where the newcomer stands, without a read", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const first = follow(relay, store);
    store.write({ status: "IN_PROGRESS" });
    relay.announceEvent();
    await settled();
    const reads = store.reads();
    const newcomers = [0, 1, 2].map((after) => follow(relay, store, { after }));
    assert.deepEqual(
      newcomers.map(({ seqs }) => seqs()),
      [[1, 2], [2], []],
    );
    assert.equal(store.reads(), reads);
    for (const { feed } of [first, ...newcomers]) feed.leave();
  });

  it("reads for a newcomer who knows of an event that was not announced yet", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const first = follow(relay, store);
    await settled();
    store.write({ status: "COMPLETED", files: [] });
    const second = follow(relay, store, { after: 2 });
    await settled();
    assert.deepEqual([first.seqs(), second.seqs()], [[1, 2], []]);
    assert.deepEqual([first.feed.isOver(), second.feed.isOver()], [true, true]);
    first.feed.leave();
    second.feed.leave();
  });

  it("is over for one who knows all of it, before that one has taken anything", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    store.write({ status: "COMPLETED", files: [] });
    let isOverWhenWoken = false;
    const feed = relay.follow(context, {
      row: store.row(),
      after: 2,
      wake: () => {
        isOverWhenWoken = feed.isOver();
      },
    });
    await until("it was read", () => relay.isOver);
    assert.equal(isOverWhenWoken, true);
    feed.leave();
  });

  it("does not end for one who lags before it has taken the terminal frame", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const lagging = relay.follow(context, { row: store.row(), after: 0, wake: () => {} });
    for (let times = 0; times < 20; times++) store.write({ status: "IN_PROGRESS" });
    store.write({ status: "COMPLETED", files: [] });
    relay.announceEvent();
    await until("all was read", () => relay.isOver);
    const seqs: (number | null | undefined)[] = [];
    while (!lagging.isOver()) seqs.push(lagging.next()?.seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: 22 }, (_, index) => index + 1),
    );
    lagging.leave();
  });

  it("ends at once, and shows nothing more, when the generation is no longer there", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const { feed, seqs } = follow(relay, store);
    await settled();
    const lagging = relay.follow(context, { row: store.row(), after: 0, wake: () => {} });
    store.remove();
    relay.refresh();
    await settled();
    assert.deepEqual([feed.isOver(), lagging.isOver(), lagging.next()], [true, true, null]);
    assert.deepEqual(seqs(), [1]);
    feed.leave();
    lagging.leave();
  });

  it("is over for everybody when the process closes, wherever they stand", async () => {
    const store = createStore();
    let isClosing = false;
    const { relay } = openRelay(store, { isClosing: () => isClosing });
    const { feed } = follow(relay, store);
    const lagging = relay.follow(context, { row: store.row(), after: 0, wake: () => {} });
    await settled();
    assert.equal(feed.isOver(), false);
    isClosing = true;
    assert.deepEqual([feed.isOver(), lagging.isOver(), lagging.next()], [true, true, null]);
    feed.leave();
    lagging.leave();
  });

  it("is empty when the last has left, once, and reads nothing any more", async () => {
    const store = createStore();
    const { relay, isEmpty } = openRelay(store);
    const [first, second] = [follow(relay, store), follow(relay, store)];
    await settled();
    first.feed.leave();
    first.feed.leave();
    assert.deepEqual([relay.followerCount, isEmpty()], [1, false]);
    store.failNext();
    relay.announceEvent();
    second.feed.leave();
    assert.deepEqual([relay.followerCount, isEmpty()], [0, true]);
    const reads = store.reads();
    relay.announceEvent();
    await sleep(1_100);
    assert.equal(store.reads(), reads, "nothing is tried again for nobody");
  });
});

describe("progress through a relay", () => {
  it("comes at most five times a second, and the newest always comes", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const { feed, progress } = follow(relay, store);
    await settled();
    const startedAt = performance.now();
    for (let step = 1; step <= 50; step++) {
      relay.announceProgress({ progress: step / 100, queuePosition: null });
      await sleep(10);
    }
    await until("the newest came", () => progress().at(-1) === 0.5);
    const elapsedMs = performance.now() - startedAt;
    assert.ok(progress().length <= Math.floor(elapsedMs / 200) + 1, `${progress().length} frames`);
    feed.leave();
  });

  it("is only the newest for one who takes late", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const lagging = relay.follow(context, { row: store.row(), after: 1, wake: () => {} });
    await settled();
    for (const progress of [0.1, 0.2, 0.3]) {
      relay.announceProgress({ progress, queuePosition: null });
      await sleep(210);
    }
    assert.equal(lagging.next()?.generation.progress, 0.3);
    assert.equal(lagging.next(), null);
    lagging.leave();
  });

  it("that was announced before an event does not come behind it", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const { feed, frames } = follow(relay, store);
    await settled();
    relay.announceProgress({ progress: 0.1, queuePosition: null });
    relay.announceProgress({ progress: 0.2, queuePosition: null });
    store.write({ status: "IN_PROGRESS", progress: 0.2 });
    relay.announceEvent();
    await sleep(250);
    assert.deepEqual(
      frames.map(({ seq, generation }) => [seq, generation.progress]),
      [
        [1, 0],
        [null, 0.1],
        [2, 0.2],
      ],
    );
    feed.leave();
  });

  it("that comes while events are read waits for them", async () => {
    const store = createStore();
    const { relay } = openRelay(store);
    const { feed, frames } = follow(relay, store);
    await settled();
    store.write({ status: "IN_PROGRESS" });
    store.hold();
    relay.announceEvent();
    relay.announceProgress({ progress: 0.4, queuePosition: null });
    assert.equal(frames.length, 1);
    store.letGo();
    await settled();
    assert.deepEqual(
      frames.map(({ seq, generation }) => [seq, generation.status, generation.progress]),
      [
        [1, "IN_QUEUE", 0],
        [2, "IN_PROGRESS", 0],
        [null, "IN_PROGRESS", 0.4],
      ],
    );
    feed.leave();
  });

  it("that the row knows is told to the first who follows, and once", async () => {
    const store = createStore();
    store.write({ status: "IN_PROGRESS" });
    store.setProgress(0.7);
    const { relay } = openRelay(store);
    const { feed, progress } = follow(relay, store, { after: 2 });
    await settled();
    relay.announceProgress({ progress: 0.7, queuePosition: null });
    await sleep(210);
    assert.deepEqual(progress(), [0.7]);
    feed.leave();
  });
});

type Step =
  | "event"
  | "progress"
  | "join"
  | "leave"
  | "hold"
  | "let go"
  | "pass"
  | "fail"
  | "silent event";

describe("whoever follows, whenever", () => {
  it("sees every event behind its number once and in order, and the terminal one last", async () => {
    const step = fc.constantFrom<Step>(
      ...([
        "event",
        "progress",
        "join",
        "join",
        "leave",
        "hold",
        "let go",
        "pass",
        "fail",
      ] as const),
      "silent event",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        async (steps, numbers) => {
          const store = createStore();
          const { relay } = openRelay(store);
          const followers: (ReturnType<typeof follow> & { known: number; left: boolean })[] = [];
          const join = () => {
            const { lastSeq } = store.row();
            const after = (numbers.next().value ?? 0) % (lastSeq + 2);
            const known = Math.min(after, lastSeq);
            followers.push({ ...follow(relay, store, { after }), known, left: false });
          };
          join();
          for (const each of steps) {
            if (each === "event" || each === "silent event") store.write({ status: "IN_PROGRESS" });
            if (each === "event") relay.announceEvent();
            if (each === "progress")
              relay.announceProgress({ progress: Math.random(), queuePosition: null });
            if (each === "join") join();
            if (each === "hold") store.hold();
            if (each === "let go") store.letGo();
            if (each === "pass") await settled();
            const last = followers.at(-1);
            if (each === "leave" && followers.length > 1 && last) {
              last.feed.leave();
              last.left = true;
            }
          }
          store.letGo();
          store.write({ status: "COMPLETED", files: [] });
          relay.announceEvent();
          await until("all are over", () =>
            followers.every(({ feed, left }) => left || feed.isOver()),
          );
          const newest = store.row().lastSeq;
          for (const { frames, seqs, known, left, feed } of followers) {
            const expected = Array.from(
              { length: newest - known },
              (_, index) => known + 1 + index,
            );
            assert.deepEqual(seqs(), left ? expected.slice(0, seqs().length) : expected);
            if (left) continue;
            assert.equal(isTerminal(frames.at(-1)?.generation.status ?? "IN_QUEUE"), true);
            feed.leave();
          }
          assert.equal(relay.followerCount, 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
