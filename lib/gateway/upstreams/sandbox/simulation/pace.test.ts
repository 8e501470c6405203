import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createPace } from "./pace.ts";

/** What is seen by somebody who looks whenever something is due, as [ms, progress] and at last "over". */
function watch(args: { durationMs: number; share: number }, latenessMs = () => 0) {
  const pace = createPace(args);
  const seen: [number, number | "over"][] = [];
  let nowMs = 1_000;
  for (;;) {
    const { progress, isOver } = pace.look(nowMs);
    seen.push([nowMs - 1_000, isOver ? "over" : Math.round(progress * 1_000) / 1_000]);
    if (isOver) {
      assert.equal(pace.dueInMs(nowMs), null);
      return seen;
    }
    nowMs += (pace.dueInMs(nowMs) ?? 0) + latenessMs();
  }
}

describe("the pace of a simulated job", () => {
  it("goes up in steps that a stream shows, and ends when its time is over", () => {
    assert.deepEqual(watch({ durationMs: 1_000, share: 0.6 }), [
      [0, 0],
      [250, 0.2],
      [500, 0.4],
      [750, 0.6],
      [1_000, "over"],
    ]);
  });

  it("is over soon when nothing was said of time", () => {
    assert.deepEqual(watch({ durationMs: 0, share: 0 }), [
      [0, 0],
      [250, "over"],
    ]);
  });

  it("shows its share though there is no time for it", () => {
    assert.deepEqual(watch({ durationMs: 0, share: 0.5 }), [
      [0, 0],
      [250, 0.5],
      [500, "over"],
    ]);
  });

  it("waits for its time without progress where the share is none", () => {
    assert.deepEqual(watch({ durationMs: 4_000, share: 0 }), [
      [0, 0],
      [4_000, "over"],
    ]);
  });

  it("takes few steps over a long time", () => {
    const seen = watch({ durationMs: 600_000, share: 1 });
    assert.equal(seen.length, 52);
    assert.deepEqual(seen.at(-1), [600_000, "over"]);
  });

  it("says nothing new to who looks before it is due", () => {
    const pace = createPace({ durationMs: 1_000, share: 0.6 });
    assert.equal(pace.dueInMs(0), null);
    for (const nowMs of [0, 1, 100, 249]) assert.equal(pace.look(nowMs).progress, 0);
    assert.equal(pace.dueInMs(249), 1);
  });

  it("shows growing steps, the last one too, never early, however late the looks come", () => {
    const late = fc.array(fc.oneof(fc.nat(20), fc.nat(5_000)), { maxLength: 60 });
    const args = fc.record({
      durationMs: fc.nat(20_000),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(args, late, ({ durationMs, share }, latenesses) => {
        const left = [...latenesses];
        const seen = watch({ durationMs, share }, () => left.shift() ?? 0);
        const end = seen.at(-1);
        const steps = seen.slice(0, -1);
        assert.ok((end?.[0] ?? 0) >= durationMs);
        assert.equal(steps.at(-1)?.[1], Math.round(share * 1_000) / 1_000);
        for (const [index, [ms, progress]] of steps.entries()) {
          const [nextMs, next] = seen[index + 1] ?? [0, 0];
          assert.ok(nextMs - ms >= 250, "steps are apart");
          assert.ok(next === "over" || next >= Number(progress), "it grows");
        }
      }),
    );
  });
});
