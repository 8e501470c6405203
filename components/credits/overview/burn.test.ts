import assert from "node:assert/strict";
import { test } from "node:test";
import { paceOf, REST, readBurn } from "./burn.ts";

const NOW_MS = Date.UTC(2026, 10, 24, 1);
const item = (key: string, split: string, captured: number) => ({
  ...{ key, split, captured, released: 0, generations: 1 },
});

test("every one of the last thirty days is there, also without burn", () => {
  const { days, total } = readBurn({ items: [item("2026-11-24", "image", 8)] }, NOW_MS);
  assert.equal(days.length, 30);
  assert.equal(days[0]?.day, "2026-10-26");
  assert.deepEqual(days.at(-1), { day: "2026-11-24", total: 8, parts: { image: 8 } });
  assert.equal(total, 8);
});

test("the costliest series come first, and what is too much counts together", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const items = names.map((name, index) => item("2026-11-20", name, 10 * (index + 1)));
  const { series, days } = readBurn({ items }, NOW_MS);
  assert.deepEqual(series, ["f", "e", "d", "c", REST]);
  const day = days.find((each) => each.day === "2026-11-20");
  assert.equal(day?.parts[REST], 30);
  assert.equal(day?.total, 210);
  assert.deepEqual(readBurn({ items: items.slice(0, 5) }, NOW_MS).series, [
    "e",
    "d",
    "c",
    "b",
    "a",
  ]);
});

test("what cost nothing is no series", () => {
  assert.deepEqual(readBurn({ items: [item("2026-11-20", "a", 0)] }, NOW_MS).series, []);
});

test("the pace is that of the last seven days", () => {
  const items = [
    item("2026-11-17", "image", 7_000),
    item("2026-11-18", "image", 70),
    item("2026-11-24", "video", 70),
  ];
  assert.equal(paceOf(readBurn({ items }, NOW_MS)), 20);
});
