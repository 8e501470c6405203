import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnProjection, lostEvents } from "./drawn-projection.ts";

const DAY_MS = 86_400_000;

test("an end that is near is drawn to the end, with all that happens until then", () => {
  const events = [{ kind: "expiry" as const, atMs: 5 * DAY_MS, credits: 10 }];
  const points = [
    { atMs: 0, balance: 60 },
    { atMs: 20 * DAY_MS, balance: 0 },
  ];
  assert.deepEqual(drawnProjection({ daysLeft: 20, points, events }), {
    ...{ points, events, endMs: 20 * DAY_MS },
  });
});

test("an end that is far is drawn to the next renewal, else to the next expiry", () => {
  const points = [
    { atMs: 0, balance: 100 },
    { atMs: 10 * DAY_MS, balance: 90 },
    { atMs: 10 * DAY_MS, balance: 190 },
    { atMs: 300 * DAY_MS, balance: 0 },
  ];
  const renewal = { kind: "renewal" as const, atMs: 10 * DAY_MS, credits: 100 };
  const later = { ...renewal, atMs: 40 * DAY_MS };
  const drawn = drawnProjection({ daysLeft: 300, points, events: [renewal, later] });
  assert.deepEqual(drawn.points, points.slice(0, 3));
  assert.deepEqual(drawn.events, [renewal]);
  const expiry = { kind: "expiry" as const, atMs: 5 * DAY_MS, credits: 5 };
  const both = drawnProjection({ daysLeft: 300, points, events: [expiry, renewal] });
  assert.deepEqual([both.endMs, both.events], [renewal.atMs, [expiry, renewal]]);
  const lone = drawnProjection({ daysLeft: 300, points, events: [expiry] });
  assert.deepEqual(lone.points.at(-1), { atMs: expiry.atMs, balance: 95 });
});

test("where nothing happens a month is drawn, with the balance at its end", () => {
  const points = [
    { atMs: 0, balance: 3_660 },
    { atMs: 366 * DAY_MS, balance: 0 },
  ];
  const { points: drawn, endMs } = drawnProjection({ daysLeft: null, points, events: [] });
  assert.equal(endMs, 30 * DAY_MS);
  assert.deepEqual(drawn.at(-1), { atMs: 30 * DAY_MS, balance: 3_360 });
});

test("credits that end unused are told of when they are the end, however far away", () => {
  const expiryAt = (days: number, credits: number) => ({
    ...{ kind: "expiry" as const, atMs: days * DAY_MS, credits },
  });
  const [soon, between, last] = [expiryAt(5, 10), expiryAt(200, 20), expiryAt(365, 900)];
  const points = [
    { atMs: 0, balance: 1_000 },
    { atMs: 365 * DAY_MS, balance: 0 },
  ];
  const projection = { daysLeft: 365, points, events: [soon, between, last] };
  assert.deepEqual(lostEvents(projection, 30 * DAY_MS), [soon, last]);
});
