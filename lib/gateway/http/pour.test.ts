import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSource, frameOf } from "../testing/stream-source.ts";
import { pour, type Sink } from "./pour.ts";

/** A reader that has room for so many writes, and what it got. */
function createSink(room = Number.POSITIVE_INFINITY) {
  const written: string[] = [];
  const ends: string[] = [];
  let left = room;
  const sink: Sink = {
    write(bytes) {
      left -= 1;
      written.push(new TextDecoder().decode(bytes));
      return left > 0;
    },
    end: () => void ends.push("end"),
    cut: () => void ends.push("cut"),
    drop: () => void ends.push("drop"),
  };
  return {
    sink,
    written,
    ends,
    text: () => written.join(""),
    makeRoom: (more: number) => {
      left = more;
    },
  };
}

describe("pouring a stream", () => {
  it("writes retry, then each frame, with an id when it has a number, and ends", () => {
    const { sink, written, ends } = createSink();
    const { source, leaves, visitors } = createSource([frameOf(1), frameOf(null)]);
    pour(source, sink);
    assert.equal(written.length, 3);
    assert.equal(written[0], "retry: 2000\n\n");
    assert.match(written[1] ?? "", /^id: 1\ndata: \{.*\}\n\n$/);
    assert.match(written[2] ?? "", /^data: \{.*\}\n\n$/);
    assert.deepEqual([ends, leaves(), visitors()], [["end"], 1, 0]);
  });

  it("makes the bytes of a frame once for all streams", () => {
    const frame = frameOf(1);
    const got: Uint8Array[] = [];
    for (let times = 0; times < 2; times++) {
      const { sink } = createSink();
      const { source } = createSource([frame]);
      pour(source, { ...sink, write: (bytes) => got.push(bytes) > 0 });
    }
    assert.equal(got[1]?.buffer, got[3]?.buffer);
  });

  it("takes no frame that the reader has no room for, and a long one by slices", () => {
    const frames = [frameOf(1, 150_000), frameOf(2), frameOf(3)];
    const { sink, written, makeRoom, ends, text } = createSink(2);
    const { source } = createSource(frames);
    const { onRoom } = pour(source, sink);
    assert.deepEqual([written.length, frames.length], [2, 2], "retry and a slice");
    makeRoom(2);
    onRoom();
    assert.deepEqual([written.length, frames.length], [4, 2], "the rest of the first");
    assert.ok(written.every((slice) => slice.length <= 64 * 1024));
    makeRoom(100);
    onRoom();
    assert.deepEqual(text().match(/^id: \d$/gm), ["id: 1", "id: 2", "id: 3"]);
    assert.deepEqual(ends, ["end"]);
  });

  it("ends for a reader without room once it has taken everything", () => {
    const { sink, ends } = createSink(2);
    pour(createSource([frameOf(1)]).source, sink);
    assert.deepEqual(ends, ["end"]);
  });

  it("waits for news, and pings a reader who has room", () => {
    const frames = [frameOf(1)];
    const { sink, written, ends } = createSink();
    const { source, wake, turn } = createSource(frames, { isOver: false });
    const { leave } = pour(source, sink);
    turn();
    assert.equal(written.at(-1), ": ping\n\n");
    frames.push(frameOf(2));
    wake();
    assert.match(written.at(-1) ?? "", /^id: 2\n/);
    leave();
    frames.push(frameOf(3));
    wake();
    turn();
    assert.match(written.at(-1) ?? "", /^id: 2\n/);
    assert.deepEqual(ends, []);
  });

  it("never pings in the middle of a frame", () => {
    const { sink, makeRoom, text } = createSink(2);
    const { source, turn } = createSource([frameOf(1, 150_000)], { isOver: false });
    const { onRoom } = pour(source, sink);
    turn();
    makeRoom(1);
    onRoom();
    turn();
    makeRoom(10);
    onRoom();
    assert.match(text(), /^retry: 2000\n\nid: 1\ndata: \{[^\n]*\}\n\n$/);
  });

  it("drops a reader that has had no room for so long, and only then", (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    let nowMs = 1_000;
    t.mock.method(performance, "now", () => nowMs);
    const frames = [frameOf(1), frameOf(2)];
    const { sink, ends, makeRoom } = createSink(2);
    const { source, turn, leaves } = createSource(frames, { isOver: false, stallMs: 500 });
    const { onRoom } = pour(source, sink);
    nowMs += 499;
    turn();
    makeRoom(1);
    onRoom();
    nowMs += 499;
    turn();
    assert.deepEqual(ends, [], "it took something in time");
    nowMs += 1;
    turn();
    assert.deepEqual([ends, leaves()], [["drop"], 1]);
    nowMs += 500;
    turn();
    assert.deepEqual([ends, leaves()], [["drop"], 1]);
  });

  it("breaks off behind the frame that it is told to, when all of that was written", () => {
    const frames = [frameOf(1), frameOf(2, 100_000), frameOf(3)];
    const { sink, ends, text, makeRoom } = createSink(3);
    const { source } = createSource(frames);
    const { onRoom } = pour({ ...source, cutAt: ({ seq }) => (seq === 2 ? "behind" : null) }, sink);
    assert.deepEqual(ends, []);
    makeRoom(10);
    onRoom();
    assert.deepEqual(ends, ["cut"]);
    assert.match(text(), /\nid: 2\ndata: [^\n]*\n\n$/);
  });

  it("breaks off before the frame that it is told to", () => {
    const { sink, ends, text } = createSink();
    const { source, leaves } = createSource([frameOf(1), frameOf(2), frameOf(3)]);
    pour({ ...source, cutAt: ({ seq }) => (seq === 2 ? "before" : null) }, sink);
    assert.deepEqual([ends, leaves()], [["cut"], 1]);
    assert.match(text(), /\nid: 1\ndata: [^\n]*\n\n$/);
  });

  it("breaks off, and says so in the log only, when a frame cannot be made", () => {
    const { sink, ends, text } = createSink();
    const { source, heard, leaves } = createSource([frameOf(1), new Error("a secret"), frameOf(2)]);
    pour(source, sink);
    assert.deepEqual([ends, leaves()], [["cut"], 1]);
    assert.doesNotMatch(text(), /secret/);
    assert.equal(heard.complaints().length, 1);
  });
});
