import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PlanId } from "#lib/contract/plans.ts";
import type { Mode } from "../db/schema.ts";
import { createTestDatabase } from "../testing/database.ts";
import { auditLedger } from "./audit.ts";
import { getBalance } from "./balance.ts";
import { changePlan } from "./change-plan.ts";
import { expireGrants } from "./expire.ts";
import { keepCredits } from "./keep.ts";
import { renewSubscriptions } from "./renew.ts";

const { pool } = await createTestDatabase();
const START = new Date("2026-01-31T12:00:00.000Z");
let workspaces = 0;

async function subscribe(plan: PlanId | null, at = START): Promise<string> {
  const id = `wsp_${String(++workspaces).padStart(5, "0")}`;
  await pool.query(
    "insert into workspaces (id, name, plan, plan_started_at) values ($1, $1, $2, $3)",
    [id, plan, at],
  );
  return id;
}

const day = (text: string) => new Date(`${text}T12:00:00.000Z`);
const before = (time: Date, ms: number) => new Date(time.getTime() - ms);

const balanceOf = async (workspaceId: string, at: Date, mode: Mode = "live") =>
  (await getBalance(pool, { workspaceId, mode, at })).total;

/** What plans gave a workspace in a mode, oldest first: amount and end. */
async function givenTo(workspaceId: string, mode: Mode = "live") {
  const { rows } = await pool.query<{ amount: number; expires_at: Date }>(
    `select amount, expires_at from credit_grants
     where workspace_id = $1 and mode = $2 and source = 'plan' order by id`,
    [workspaceId, mode],
  );
  return rows.map(({ amount, expires_at: end }) => [amount, end.toISOString()]);
}

describe("a subscription", () => {
  it("gives its credits in each mode, once a cycle, until its end", async () => {
    const id = await subscribe("starter");
    assert.equal(await renewSubscriptions(pool, START), 2);
    assert.equal(await renewSubscriptions(pool, day("2026-02-27")), 0);
    assert.deepEqual(await givenTo(id), [[2_000, "2026-02-28T12:00:00.000Z"]]);
    assert.deepEqual(await givenTo(id, "test"), [[10_000, "2026-02-28T12:00:00.000Z"]]);
    assert.equal(await balanceOf(id, day("2026-02-28")), 0, "nothing rolls over");
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });

  it("goes from 31 January over 28 February to 31 March, and takes no notice of clock changes", async () => {
    const id = await subscribe("starter");
    const ends: unknown[] = [];
    // The clocks of Europe and America change in March, October and November.
    for (let hour = 0; hour < 366 * 24; hour += 11) {
      await keepCredits(pool, new Date(START.getTime() + hour * 3_600_000));
    }
    for (const [amount, end] of await givenTo(id)) {
      assert.equal(amount, 2_000);
      ends.push(String(end).slice(0, 16));
    }
    assert.deepEqual(
      ends,
      [
        ...["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"],
        ...["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31"],
        "2027-02-28",
      ].map((date) => `${date}T12:00`),
    );
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });

  it("comes a moment before the cycle begins, so that there is never a time without credits", async () => {
    const id = await subscribe("starter");
    await renewSubscriptions(pool, START);
    const end = day("2026-02-28");
    assert.equal(await renewSubscriptions(pool, before(end, 90_001)), 0);
    assert.equal(await renewSubscriptions(pool, before(end, 90_000)), 2);
    assert.equal(await balanceOf(id, before(end, 1)), 4_000);
    assert.equal(await balanceOf(id, end), 2_000);
    assert.equal(await renewSubscriptions(pool, end), 0);
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });

  it("gives one cycle's credits after three months of downtime", async () => {
    const id = await subscribe("starter");
    await keepCredits(pool, START);
    await keepCredits(pool, day("2026-05-10"));
    assert.deepEqual(await givenTo(id), [
      [2_000, "2026-02-28T12:00:00.000Z"],
      [2_000, "2026-05-31T12:00:00.000Z"],
    ]);
    assert.equal(await balanceOf(id, day("2026-05-10")), 2_000);
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });

  it("gives once, however many processes look at the same time", async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => subscribe("pro")));
    const grants = await Promise.all(
      Array.from({ length: 8 }, () => renewSubscriptions(pool, START)),
    );
    assert.equal(
      grants.reduce((sum, each) => sum + each, 0),
      10,
    );
    for (const id of ids) assert.equal((await givenTo(id)).length, 1);
    await pool.query("update workspaces set plan = null where id = any($1)", [ids]);
  });

  it("begins with its first cycle when the database's clock is ahead of ours", async () => {
    const id = await subscribe("starter");
    await renewSubscriptions(pool, before(START, 500_000));
    assert.deepEqual(await givenTo(id), [[2_000, "2026-02-28T12:00:00.000Z"]]);
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });

  it("that cannot be renewed keeps no other from it", async () => {
    const broken = await subscribe("starter");
    const others = [await subscribe("starter"), await subscribe("starter")];
    await pool.query("insert into credit_accounts values ($1, 'live', 2147483647, 0)", [broken]);
    await assert.rejects(renewSubscriptions(pool, START), /not renewed/);
    for (const id of others) assert.equal(await balanceOf(id, START), 2_000);
    assert.deepEqual(await givenTo(broken, "test"), [], "all of it or nothing");
    await pool.query("delete from credit_accounts where workspace_id = $1", [broken]);
    assert.equal(await renewSubscriptions(pool, START), 2);
    await pool.query("update workspaces set plan = null");
  });

  it("of a plan that is no longer there gives nothing, and is asked no more until its next cycle", async () => {
    const id = await subscribe("free");
    await pool.query("update workspaces set plan = 'gone' where id = $1", [id]);
    assert.equal(await renewSubscriptions(pool, START), 0);
    const { rows } = await pool.query("select plan_renews_at from workspaces where id = $1", [id]);
    assert.deepEqual(rows[0].plan_renews_at, day("2026-02-28"));
  });
});

describe("a change of plan", () => {
  it("to more gives the difference at once, to fewer from the next cycle on", async () => {
    const id = await subscribe("starter");
    await renewSubscriptions(pool, START);
    await changePlan(pool, { workspaceId: id, plan: "pro", at: day("2026-02-10") });
    assert.equal(await balanceOf(id, day("2026-02-10")), 10_000);
    for (const plan of ["starter", "pro", "free", "pro", "starter"] as const) {
      await changePlan(pool, { workspaceId: id, plan, at: day("2026-02-11") });
    }
    assert.deepEqual(await givenTo(id), [
      [2_000, "2026-02-28T12:00:00.000Z"],
      [8_000, "2026-02-28T12:00:00.000Z"],
    ]);
    assert.equal((await givenTo(id, "test")).length, 1, "as many in both plans");
    await keepCredits(pool, day("2026-02-28"));
    assert.equal(await balanceOf(id, day("2026-02-28")), 2_000);
    await changePlan(pool, { workspaceId: id, plan: null, at: day("2026-03-01") });
    assert.equal(await balanceOf(id, day("2026-03-01")), 2_000, "what was given stays");
    await keepCredits(pool, day("2026-04-01"));
    assert.equal(await balanceOf(id, day("2026-04-01")), 0);
  });

  it("that ends and comes back in the same cycle gives nothing again", async () => {
    const id = await subscribe("starter");
    await renewSubscriptions(pool, START);
    await changePlan(pool, { workspaceId: id, plan: null, at: day("2026-02-02") });
    await changePlan(pool, { workspaceId: id, plan: "starter", at: day("2026-02-03") });
    assert.deepEqual(await givenTo(id), [[2_000, "2026-02-28T12:00:00.000Z"]]);
    await changePlan(pool, { workspaceId: id, plan: null, at: day("2026-02-04") });
  });

  it("of a workspace that had none counts its cycles from then on", async () => {
    const id = await subscribe(null);
    await changePlan(pool, { workspaceId: id, plan: "pro", at: day("2026-03-15") });
    assert.deepEqual(await givenTo(id), [[10_000, "2026-04-15T12:00:00.000Z"]]);
    await changePlan(pool, { workspaceId: id, plan: null, at: day("2026-03-15") });
    await changePlan(pool, { workspaceId: id, plan: "starter", at: day("2026-06-20") });
    assert.deepEqual((await givenTo(id)).at(-1), [2_000, "2026-07-20T12:00:00.000Z"]);
    await changePlan(pool, { workspaceId: id, plan: null, at: day("2026-06-20") });
  });

  it("is done also while another workspace cannot be renewed, and is no affair of that one", async () => {
    const [broken, id] = [await subscribe("starter"), await subscribe(null)];
    await pool.query("insert into credit_accounts values ($1, 'live', 2147483647, 0)", [broken]);
    await changePlan(pool, { workspaceId: id, plan: "pro", at: START });
    assert.equal(await balanceOf(id, START), 10_000);
    await pool.query("delete from credit_accounts where workspace_id = $1", [broken]);
    await pool.query("update workspaces set plan = null where id = any($1)", [[broken, id]]);
  });

  it("gives no more than the best plan, also while others renew", async () => {
    const id = await subscribe("starter");
    await Promise.all(
      (["pro", "starter", "free", "pro", "starter", "pro"] as const).flatMap((plan) => [
        changePlan(pool, { workspaceId: id, plan, at: START }),
        renewSubscriptions(pool, START),
      ]),
    );
    await changePlan(pool, { workspaceId: id, plan: "pro", at: START });
    assert.equal(await balanceOf(id, START), 10_000);
    await pool.query("update workspaces set plan = null where id = $1", [id]);
  });
});

describe("the sweep of ended grants", () => {
  it("that fails for one workspace is done for the others", async () => {
    const ids = [
      await subscribe("starter"),
      await subscribe("starter"),
      await subscribe("starter"),
    ];
    await renewSubscriptions(pool, START);
    const [broken = ""] = ids;
    await pool.query(
      "update credit_accounts set balance = 1 where workspace_id = $1 and mode = 'live'",
      [broken],
    );
    await pool.query("update workspaces set plan = null");
    await assert.rejects(expireGrants(pool, day("2026-02-28")), /not swept/);
    const { rows } = await pool.query(
      "select distinct workspace_id from credit_grants where remaining > 0 and expires_at <= $1",
      [day("2026-02-28")],
    );
    assert.deepEqual(rows, [{ workspace_id: broken }]);
    await pool.query(
      "update credit_accounts set balance = 2000 where workspace_id = $1 and mode = 'live'",
      [broken],
    );
    assert.equal(await expireGrants(pool, day("2026-02-28")), 1);
  });
});

it("holds nothing wrong after all of the above", async () => {
  assert.deepEqual(
    (await auditLedger(pool)).filter(({ broken }) => broken > 0),
    [],
  );
});
