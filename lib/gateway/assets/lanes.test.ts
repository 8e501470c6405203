import assert from "node:assert/strict";
import { it } from "node:test";
import { createLanes } from "./lanes.ts";

it("runs so many at once and no more, in their order, whatever becomes of them", async () => {
  const run = createLanes(2);
  const begun: number[] = [];
  const open = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const results = open.map(({ promise }, index) =>
    run(() => {
      begun.push(index);
      return promise;
    }),
  );
  const settled = Promise.allSettled(results);
  assert.deepEqual(begun, [0, 1]);
  open[1]?.reject(new Error("no"));
  await assert.rejects(results[1] ?? Promise.resolve(), { message: "no" });
  assert.deepEqual(begun, [0, 1, 2]);
  for (const [index, { resolve }] of open.entries()) resolve(index);
  assert.deepEqual(
    (await settled).map((each) => (each.status === "fulfilled" ? each.value : null)),
    [0, null, 2, 3, 4],
  );
  assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  // Both lanes are free again.
  void run(async () => begun.push(5));
  void run(async () => begun.push(6));
  assert.deepEqual(begun.slice(5), [5, 6]);
});
