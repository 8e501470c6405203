import assert from "node:assert/strict";
import { test } from "node:test";
import type { Generation } from "#lib/contract/generation.ts";
import { laterOf } from "./later-of.ts";

function seen(status: Generation["status"], progress = 0): Generation {
  return {
    ...{ id: "gen_1", status, progress, input: {}, data: null, livemode: false },
    ...{ model: "kling-ai/v3/video", media: "video", queue_position: null, attempts: [] },
    ...{ created_at: "2026-01-01T00:00:00Z", started_at: null, finished_at: null },
    usage: { total: 1, subscription: 1, permanent: 0 },
    billing: { held: 0, captured: 0, released: 0, entry_ids: [] },
  };
}

test("an ended generation never runs again, whatever comes late", () => {
  for (const end of ["COMPLETED", "FAILED", "CANCELED"] as const) {
    const ended = seen(end);
    assert.equal(laterOf(ended, seen("IN_PROGRESS", 0.9)), ended);
    assert.equal(laterOf(ended, seen("IN_QUEUE")), ended);
  }
});

test("progress never falls", () => {
  const far = seen("IN_PROGRESS", 0.8);
  assert.equal(laterOf(far, seen("IN_PROGRESS", 0.5)), far);
  const further = seen("IN_PROGRESS", 0.9);
  assert.equal(laterOf(far, further), further);
});

test("the newest sight of an ended one wins: its links were signed last", () => {
  const again = seen("COMPLETED", 1);
  assert.equal(laterOf(seen("COMPLETED", 1), again), again);
});
