import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until } from "../testing/until.ts";
import { createWheel } from "./wheel.ts";

describe("the wheel", () => {
  it("visits everybody once a turn", async () => {
    const wheel = createWheel(60);
    const visits = Array.from({ length: 40 }, () => 0);
    const stops = visits.map((_, index) =>
      wheel.add(() => {
        visits[index] = (visits[index] ?? 0) + 1;
      }),
    );
    await until("all were visited three times", () => visits.every((count) => count >= 3));
    for (const stop of stops) stop();
    assert.ok(Math.max(...visits) - Math.min(...visits) <= 1, visits.join(" "));
  });

  it("does not visit who has left, and goes on for the others", async () => {
    const wheel = createWheel(30);
    let visits = 0;
    const stopFirst = wheel.add(() => assert.fail("it has left"));
    const stopSecond = wheel.add(() => {
      visits += 1;
    });
    stopFirst();
    stopFirst();
    await until("the other was visited", () => visits >= 2);
    stopSecond();
  });

  it("stands still while nobody is on it, and turns again for the next", async () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const wheel = createWheel(30);
    wheel.add(() => {})();
    assert.equal(timers(), before);
    let visits = 0;
    const stop = wheel.add(() => {
      visits += 1;
    });
    await until("it was visited", () => visits > 0);
    stop();
    assert.equal(timers(), before);
  });
});
