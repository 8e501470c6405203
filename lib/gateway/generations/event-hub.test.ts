import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Announcement, createEventHub } from "./event-hub.ts";

describe("the event hub", () => {
  it("tells the followers of a generation, and only them, what was announced", () => {
    const hub = createEventHub();
    const heard: [string, Announcement][] = [];
    hub.follow("gen_a", (announcement) => heard.push(["a1", announcement]));
    hub.follow("gen_a", (announcement) => heard.push(["a2", announcement]));
    hub.follow("gen_b", (announcement) => heard.push(["b", announcement]));
    hub.announce('{"g":"gen_a","s":2}');
    hub.announce('{"g":"gen_b","p":0.5,"q":null}');
    hub.announce('{"g":"gen_c","s":2}');
    assert.deepEqual(heard, [
      ["a1", { kind: "event", seq: 2 }],
      ["a2", { kind: "event", seq: 2 }],
      ["b", { kind: "progress", progress: 0.5, queuePosition: null }],
    ]);
  });

  it("tells everybody to look again after the session was away", () => {
    const hub = createEventHub();
    const heard: Announcement[] = [];
    hub.follow("gen_a", (announcement) => heard.push(announcement));
    hub.follow("gen_b", (announcement) => heard.push(announcement));
    hub.refreshAll();
    assert.deepEqual(heard, [{ kind: "refresh" }, { kind: "refresh" }]);
  });

  it("forgets who has left, also in the middle of an announcement", () => {
    const hub = createEventHub();
    let calls = 0;
    const leaveFirst = hub.follow("gen_a", () => {
      calls += 1;
      leaveFirst();
    });
    const leaveSecond = hub.follow("gen_a", () => {
      calls += 1;
    });
    hub.announce('{"g":"gen_a","s":2}');
    hub.announce('{"g":"gen_a","s":3}');
    assert.equal(calls, 3);
    leaveSecond();
    leaveSecond();
    assert.equal(hub.followerCount(), 0);
  });

  it("does not put out a newcomer when one of before leaves twice", () => {
    const hub = createEventHub();
    const leave = hub.follow("gen_a", () => {});
    leave();
    hub.follow("gen_a", () => {});
    leave();
    assert.equal(hub.followerCount(), 1);
  });

  for (const payload of [
    "",
    "{",
    "null",
    "[]",
    '{"g":1,"s":2}',
    '{"g":"gen_a"}',
    '{"g":"gen_a","s":1.5}',
  ]) {
    it(`does not mind the payload ${JSON.stringify(payload)}`, () => {
      const hub = createEventHub();
      hub.follow("gen_a", () => assert.fail("nothing was announced"));
      hub.announce(payload);
    });
  }
});
