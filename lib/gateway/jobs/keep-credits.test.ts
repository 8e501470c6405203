import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type pg from "pg";
import { openShop, refundEvent, sessionEvent } from "../billing/testing/shop.ts";
import { getBalance } from "../credits/balance.ts";
import { holdCredits } from "../credits/hold.ts";
import { releaseHold } from "../credits/settle.ts";
import { createTestDatabase } from "../testing/database.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { until } from "../testing/until.ts";
import { KEEP_CREDITS } from "./names.ts";

const NOW = new Date("2026-02-10T00:00:00.000Z");
const now = () => NOW;

async function newWorkspace(pool: pg.Pool, id = "wsp_starter"): Promise<string> {
  await pool.query(
    `insert into workspaces (id, name, plan, plan_started_at)
     values ($1, $1, 'starter', '2026-01-31T12:00:00Z')`,
    [id],
  );
  return id;
}

const balanceOf = async (pool: pg.Pool, workspaceId: string) =>
  (await getBalance(pool, { workspaceId, mode: "live", at: NOW })).total;

describe("what time does to credits", { concurrency: true }, () => {
  it("is done when a worker starts, once by however many", async () => {
    const database = await createTestDatabase();
    const { pool } = database;
    const workspace = await newWorkspace(pool);
    await Promise.all([openTestGateway({ now }, database), openTestGateway({ now }, database)]);
    await until("it is renewed", async () => (await balanceOf(pool, workspace)) > 0);
    assert.equal(await balanceOf(pool, workspace), 2_000);
    await until("the clock is set", async () => {
      const { rows } = await pool.query(
        "select identifier from graphile_worker._private_known_crontabs",
      );
      return rows.some(({ identifier }) => identifier === KEEP_CREDITS);
    });
  });

  it("is done by the job that the clock adds", async () => {
    const database = await createTestDatabase();
    const { pool } = database;
    const first = await newWorkspace(pool, "wsp_first");
    await openTestGateway({ now }, database);
    await until("the look at the start is over", async () => (await balanceOf(pool, first)) > 0);
    const workspace = await newWorkspace(pool);
    await pool.query("select graphile_worker.add_job($1, $2)", [
      KEEP_CREDITS,
      { _cron: { ts: NOW.toISOString(), backfilled: false } },
    ]);
    await until("it is renewed", async () => (await balanceOf(pool, workspace)) > 0);
  });

  it("takes what a refund is owed before its grant ends, also when a worker starts late", async () => {
    const shop = await openShop();
    const bought = await shop.order("pack_500");
    await shop.deliver(sessionEvent(bought));
    const { workspaceId } = bought.caller;
    const generationId = "gen_held";
    const hold = { workspaceId, generationId, keyId: null, amount: 500, at: shop.now() };
    await holdCredits(shop.pool, { ...hold, mode: "live" });
    await shop.deliver(refundEvent(bought, { id: "re_late", amount: 500 }));
    await releaseHold(shop.pool, { generationId, at: shop.now() });
    const inTwoYears = new Date(shop.now().getTime() + 730 * 86_400_000);
    await openTestGateway({ now: () => inTwoYears }, shop.database);
    await until("it has ended", async () => {
      const [grant] = await shop.grantsOf(bought.caller);
      return grant?.remaining === 0;
    });
    const [payment] = await shop.paymentsOf(bought.caller);
    assert.deepEqual([payment?.reclaimed, payment?.unreclaimed], [500, 0]);
  });

  it("is not done by a process that takes no jobs", async () => {
    const database = await createTestDatabase();
    const workspace = await newWorkspace(database.pool);
    await openTestGateway({ now, hasWorker: false }, database);
    const other = await createTestDatabase();
    const renewed = await newWorkspace(other.pool);
    await openTestGateway({ now }, other);
    await until("another is", async () => (await balanceOf(other.pool, renewed)) > 0);
    assert.equal(await balanceOf(database.pool, workspace), 0);
  });
});
