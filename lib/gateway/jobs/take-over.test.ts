import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import * as lifecycle from "../generations/lifecycle.ts";
import { takeGeneration } from "../generations/take.ts";
import { createTestDatabase } from "../testing/database.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { readEvents, readRow } from "../testing/rows.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import { createReaper, holdLiveness } from "./liveness.ts";

const MODEL = "bytedance/seedream-4.5";

describe("a process that stops", { concurrency: true }, () => {
  it("hands its running job back, and another one finishes it by the same ref", async () => {
    const database = await createTestDatabase();
    const upstream = createScriptedUpstream();
    const first = await openTestGateway({ upstreams: [upstream] }, database);
    const created = await first.client.create(MODEL, { prompt: "a" });
    assert.ok(created.ok);
    const { id } = created.data;
    upstream.say({ state: "pending", progress: 0.3, queuePosition: null });
    await until("it runs", async () => (await readRow(first.gateway.db, id)).progress > 0);
    await first.drain();
    assert.equal(first.gateway.workerState(), "stopped");
    assert.equal((await readRow(first.gateway.db, id)).status, "IN_PROGRESS");
    assert.deepEqual(upstream.cancels, [], "the job upstream goes on");

    const heir = createScriptedUpstream();
    const second = await openTestGateway({ upstreams: [heir] }, database);
    const output = await writeOutput(await second.gateway.media.temporaryPath("png"));
    heir.say({ state: "completed", outputs: [output] });
    const ended = await second.client.waitFor(id);
    assert.ok(ended.ok);
    assert.equal(ended.data.status, "COMPLETED");
    assert.deepEqual([upstream.submits.length, heir.submits.length], [1, 0]);
    await until("the heir releases it", () => heir.releases.length === 1);
    assert.deepEqual(heir.releases, [{ job: id }]);
    assert.deepEqual(heir.cancels, []);
  });

  it("is replaced when it died: its job is taken over, and its late writes change nothing", async () => {
    const database = await createTestDatabase();
    const { gateway, client } = await openTestGateway({ hasWorker: false }, database);
    const { pool } = gateway.db;
    const created = await client.create(MODEL, { prompt: "a" });
    assert.ok(created.ok);
    const { id } = created.data;
    await pool.query(
      "update graphile_worker._private_jobs set locked_by = 'worker-of-the-dead', locked_at = now(), attempts = 1",
    );
    const dead = await takeGeneration(gateway, id);
    assert.equal(dead?.claim, 1);

    const upstream = createScriptedUpstream();
    // Each look at the clock is three seconds later, so that nobody has to wait for a death to be sure.
    let looks = 0;
    const now = () => new Date(Date.now() + 3_000 * looks++);
    await openTestGateway({ upstreams: [upstream], now }, database);
    await until("another took it", async () => (await readRow(gateway.db, id)).claim === 2);
    const late = { id, claim: 1, at: new Date() };
    assert.equal(await lifecycle.complete(pool, { ...late, files: [], captured: 0 }), false);
    assert.equal(await lifecycle.start(pool, { ...late, deadlineAt: new Date() }), false);

    upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
    const ended = await client.waitFor(id);
    assert.ok(ended.ok);
    assert.equal(ended.data.status, "FAILED");
    assert.equal(upstream.submits.length, 1);
    const ends = (await readEvents(gateway.db, id)).filter(({ state }) => state.finishedAt);
    assert.equal(ends.length, 1);
  });
});

describe("a database that was away", { concurrency: true }, () => {
  it("is gone on with: what was running ends, once, and what comes is run", async () => {
    const upstream = createScriptedUpstream();
    const opened = await openTestGateway({ upstreams: [upstream] });
    const { client, gateway } = opened;
    const running = await client.create(MODEL, { prompt: "a" });
    assert.ok(running.ok);
    await until("it was submitted", async () => {
      const row = await readRow(gateway.db, running.data.id);
      return row.submitState === "submitted";
    });
    await opened.database.pool
      .query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      )
      .catch(() => {});
    upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
    const next = await until("it answers", async () => {
      const created = await client.create(MODEL, { prompt: "b" });
      return created.ok && created.data;
    });
    for (const id of [running.data.id, next.id]) {
      const ended = await client.waitFor(id);
      assert.ok(ended.ok);
      assert.equal(ended.data.status, "FAILED");
      const ends = (await readEvents(gateway.db, id)).filter(({ state }) => state.finishedAt);
      assert.equal(ends.length, 1);
    }
    assert.equal(upstream.submits.length, 2);
  });

  /** Ends the session that next does this to a job in the queue, once. */
  const dieOnce = (event: string) => `
    create sequence deaths;
    create function die_once() returns trigger language plpgsql as $$ begin
      if nextval('deaths') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return coalesce(new, old);
    end $$;
    create trigger die before ${event} on graphile_worker._private_jobs
      for each row execute function die_once();`;

  /** Makes the first run of a generation's job throw. */
  const STUMBLE_ONCE = `
    create sequence stumbles;
    create function stumble_once() returns trigger language plpgsql as $$ begin
      if nextval('stumbles') = 1 then raise exception 'the disk is full'; end if;
      return new;
    end $$;
    create trigger stumble before update on generations
      for each row execute function stumble_once();`;

  for (const { what, sql } of [
    { what: "was done", sql: dieOnce("delete") },
    { what: "had to be tried again", sql: dieOnce("update of last_error") + STUMBLE_ONCE },
  ]) {
    it(`is gone on with when it went away just as a job ${what}`, async () => {
      const upstream = createScriptedUpstream();
      const { client, gateway, database } = await openTestGateway({ upstreams: [upstream] });
      await database.pool.query(sql);
      upstream.say({ state: "failed", failure: { subCode: "FAILED" } });
      const created = await client.create(MODEL, { prompt: "a" });
      assert.ok(created.ok);
      await until("it went away", async () => {
        const { rows } = await database.pool.query("select is_called from deaths");
        return rows[0]?.is_called;
      });
      await until("the job is done", async () => {
        const { rowCount } = await database.pool.query("select from graphile_worker._private_jobs");
        return rowCount === 0;
      });
      const events = await readEvents(gateway.db, created.data.id);
      assert.equal(events.filter(({ state }) => state.finishedAt).length, 1);
      assert.equal(upstream.submits.length, 1);
    });
  }
});

describe("the reaper", { concurrency: true }, () => {
  const at = (ms: number) => new Date(1_000_000 + ms);

  /** A database with one job that is locked in the name of a pool. */
  async function lockedBy(poolId: string) {
    const database = await createTestDatabase();
    await database.pool.query("select graphile_worker.add_job('run_generation', '{}')");
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_by = $1, locked_at = now()",
      [poolId],
    );
    const holder = async () => {
      const { rows } = await database.pool.query(
        "select locked_by from graphile_worker._private_jobs",
      );
      return rows[0]?.locked_by;
    };
    return { database, holder, reap: createReaper(database.pool) };
  }

  it("frees the jobs of a pool whose lock is missing for 2.5 s, and not before", async () => {
    const { holder, reap } = await lockedBy("dead");
    assert.equal(await reap(at(0)), 0);
    assert.equal(await reap(at(2_499)), 0);
    assert.equal(await holder(), "dead");
    assert.equal(await reap(at(2_500)), 1);
    assert.equal(await holder(), null);
    assert.equal(await reap(at(10_000)), 0);
  });

  it("leaves a living pool its jobs, until the session that holds its lock ends", async () => {
    const { database, holder, reap } = await lockedBy("alive");
    const session = new pg.Client({ connectionString: database.url });
    await session.connect();
    await holdLiveness(session, "alive");
    for (const ms of [0, 3_000, 6_000]) assert.equal(await reap(at(ms)), 0);
    assert.equal(await holder(), "alive");
    await session.end();
    await until("the lock is gone", async () => {
      const { rows } = await database.pool.query(
        "select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
      );
      return rows.length === 0;
    });
    assert.equal(await reap(at(9_000)), 0);
    assert.equal(await reap(at(11_500)), 1);
  });

  it("takes a session that comes back for no death", async () => {
    const { database, holder, reap } = await lockedBy("blinking");
    assert.equal(await reap(at(0)), 0);
    const session = new pg.Client({ connectionString: database.url });
    await session.connect();
    await holdLiveness(session, "blinking");
    assert.equal(await reap(at(2_000)), 0);
    await session.end();
    assert.equal(await reap(at(4_000)), 0);
    assert.equal(await holder(), "blinking");
  });
});
