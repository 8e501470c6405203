import assert from "node:assert/strict";
import { test } from "node:test";
import { createFrameLog } from "./frame-log.ts";

test("frames are cut at empty lines, wherever the network cuts the text", () => {
  const log = createFrameLog(() => 7);
  for (const piece of ["retry: 2000\n", "\nid: 1\nda", "ta: {}\n\n: pi", "ng\n\nid: 2"]) {
    log.write(piece);
  }
  assert.deepEqual(log.read(), [
    { n: 1, text: "retry: 2000", atMs: 7 },
    { n: 2, text: "id: 1\ndata: {}", atMs: 7 },
    { n: 3, text: ": ping", atMs: 7 },
  ]);
});

test("listeners hear of whole frames only, until they leave", () => {
  const log = createFrameLog();
  let heard = 0;
  const leave = log.subscribe(() => {
    heard += 1;
  });
  log.write("data: 1");
  assert.equal(heard, 0);
  log.write("\n\n");
  assert.equal(heard, 1);
  leave();
  log.write("data: 2\n\n");
  assert.equal(heard, 1);
});

test("the oldest frames give way in a long stream", () => {
  const log = createFrameLog();
  for (let i = 0; i < 600; i++) log.write(`data: ${i}\n\n`);
  assert.equal(log.read().length, 500);
  assert.equal(log.read().at(-1)?.text, "data: 599");
});
