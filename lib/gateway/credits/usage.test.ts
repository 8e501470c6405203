import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTestDatabase } from "../testing/database.ts";
import { readUsage, type UsageQuery } from "./usage.ts";

const { pool } = await createTestDatabase();
const workspaceId = "wsp_usage";
await pool.query("insert into workspaces (id, name) values ($1, $1)", [workspaceId]);

/** A generation that has ended, with its hold. */
async function end(
  id: string,
  facts: { model: string; at: string; captured: number; code?: string },
) {
  const { model, at, captured, code } = facts;
  await pool.query(
    `insert into generations (id, workspace_id, mode, model, media, status, input, usage, failure, deadline_at, request_id, created_at)
     values ($1, $2, 'test', $3, 'image', $4, '{}', '{"total":10,"subscription":0,"permanent":10}', $5, $6, 'req', $6)`,
    [id, workspaceId, model, code ? "FAILED" : "COMPLETED", code && JSON.stringify({ code }), at],
  );
  await pool.query(
    `insert into credit_holds (generation_id, workspace_id, mode, amount, captured, released, created_at, settled_at)
     values ($1, $2, 'test', 10, $3, 10 - $3, $4, $4)`,
    [id, workspaceId, captured, at],
  );
}

await end("gen_1", { model: "a/b", at: "2026-03-01T23:59:59.999Z", captured: 10 });
await end("gen_2", { model: "a/b", at: "2026-03-02T00:00:00Z", captured: 5 });
await end("gen_3", { model: "c/d", at: "2026-03-02T23:59:59.999Z", captured: 0, code: "X_FAILED" });
await end("gen_4", { model: "c/d", at: "2026-03-03T00:00:00Z", captured: 10 });

const read = async (by: UsageQuery["by"], split: UsageQuery["split"] = null) => {
  const from = new Date("2026-03-01T00:00:00Z");
  const to = new Date("2026-03-02T23:59:59.999Z");
  const rows = await readUsage(pool, { workspaceId, mode: "test", by, split, from, to });
  return rows.map((row) => [row.key, row.split, row.captured, row.released, row.generations]);
};

describe("usage", () => {
  it("by day goes by the days of UTC, its last moment with it", async () => {
    assert.deepEqual(await read("day"), [
      ["2026-03-01", null, 10, 0, 1],
      ["2026-03-02", null, 5, 15, 2],
    ]);
  });

  it("is split by model, and grouped by what the generations say", async () => {
    assert.deepEqual(await read("day", "model"), [
      ["2026-03-01", "a/b", 10, 0, 1],
      ["2026-03-02", "a/b", 5, 5, 1],
      ["2026-03-02", "c/d", 0, 10, 1],
    ]);
    assert.deepEqual(await read("code"), [
      ["X_FAILED", null, 0, 10, 1],
      [null, null, 15, 5, 2],
    ]);
    assert.deepEqual(await read("key"), [[null, null, 15, 15, 3]]);
  });
});
