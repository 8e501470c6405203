import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { endSilently } from "../testing/end-silently.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readRow } from "../testing/rows.ts";
import { until } from "../testing/until.ts";
import { followGeneration } from "./follow.ts";
import * as lifecycle from "./lifecycle.ts";

const opened = await openTestGateway({ hasWorker: false, pingMs: 150 });
const { gateway, client, context } = opened;
const { hub, relays } = gateway;
const { pool } = gateway.db;

async function create() {
  const created = await client.create("bytedance/seedream-4.5", { prompt: "a cat" });
  assert.ok(created.ok);
  return readRow(gateway.db, created.data.id);
}

/** Follows from the first event on; gives the numbers of all events, at their end. */
async function follow(row: Awaited<ReturnType<typeof create>>, ctx = context) {
  const { signal } = new AbortController();
  const frames = followGeneration(ctx, { row, after: 0, signal });
  const first = await frames.next();
  return async () => {
    const seqs = first.done ? [] : [first.value.seq];
    for await (const { seq } of frames) seqs.push(seq);
    return seqs;
  };
}

describe("the relays of a process", () => {
  it("are on the hub once for all who follow a generation, and gone when they have left", async () => {
    const row = await create();
    const following = await Promise.all(Array.from({ length: 50 }, () => follow(row)));
    assert.deepEqual([relays.followerCount(), hub.followerCount()], [50, 1]);
    await lifecycle.cancel(pool, { id: row.id, at: new Date() });
    for (const toEnd of following) assert.deepEqual(await toEnd(), [1, 2]);
    assert.deepEqual([relays.followerCount(), hub.followerCount()], [0, 0]);
  });

  it("end with a generation whose row has gone without a word", async () => {
    const row = await create();
    const toEnd = await follow(row);
    await pool.query("delete from generations where id = $1", [row.id]);
    assert.deepEqual(await toEnd(), [1]);
    assert.equal(hub.followerCount(), 0);
  });

  it("end with a generation that was deleted", async () => {
    const row = await create();
    const toEnd = await follow(row);
    await pool.query("update generations set deleted_at = now() where id = $1", [row.id]);
    assert.deepEqual(await toEnd(), [1]);
    assert.equal(hub.followerCount(), 0);
  });

  it("find an event whose announcement was lost", async () => {
    const row = await create();
    const toEnd = await follow(row);
    await endSilently(pool, row.id, { status: "CANCELED" });
    assert.deepEqual(await toEnd(), [1, 2]);
  });

  it("follow on through an outage of the database", async () => {
    const row = await create();
    const toEnd = await follow(row);
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'rushes%' and pid <> pg_backend_pid()`,
    );
    await until("the database answers", () =>
      lifecycle.cancel(pool, { id: row.id, at: new Date() }).catch(() => false),
    );
    assert.deepEqual(await toEnd(), [1, 2]);
  });

  it("end all at once when the process begins to stop", async () => {
    const other = await openTestGateway({ hasWorker: false }, opened.database);
    const row = await create();
    const following = await Promise.all([follow(row, other.context), follow(row, other.context)]);
    await other.drain();
    for (const toEnd of following) assert.deepEqual(await toEnd(), [1]);
    assert.deepEqual(
      [other.gateway.relays.followerCount(), other.gateway.hub.followerCount()],
      [0, 0],
    );
    await lifecycle.cancel(pool, { id: row.id, at: new Date() });
  });
});
