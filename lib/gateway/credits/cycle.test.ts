import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { addMonths, cycleAt } from "./cycle.ts";

const day = (text: string) => new Date(`${text}T09:30:00.000Z`);

const months: [string, number, string][] = [
  ["2026-01-31", 1, "2026-02-28"],
  ["2028-01-31", 1, "2028-02-29"],
  ["2026-01-31", 2, "2026-03-31"],
  ["2026-12-15", 1, "2027-01-15"],
  ["2026-03-31", -1, "2026-02-28"],
  ["2024-02-29", 12, "2025-02-28"],
];
for (const [from, n, to] of months) {
  it(`${n} months behind ${from} is ${to}`, () =>
    assert.deepEqual(addMonths(day(from), n), day(to)));
}

it("cycles from the 31st end on the last day of shorter months, and on the 31st again behind them", () => {
  const anchor = day("2026-01-31");
  const ends = ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"].map((at) =>
    cycleAt(anchor, day(at)).end.toISOString().slice(0, 10),
  );
  assert.deepEqual(ends, ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
});

it("every time from the anchor on is in exactly one cycle, and cycles join without a gap", () => {
  const time = fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2100-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 4e11 }), (anchor, laterMs) => {
      const at = new Date(anchor.getTime() + laterMs);
      const { start, end } = cycleAt(anchor, at);
      assert.ok(start <= at && at < end, `${start.toISOString()} ${end.toISOString()}`);
      assert.ok(start >= anchor);
      assert.deepEqual(cycleAt(anchor, end).start, end);
      assert.deepEqual(cycleAt(anchor, new Date(end.getTime() - 1)).start, start);
    }),
  );
});
