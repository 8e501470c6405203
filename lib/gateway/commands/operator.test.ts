import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { getBalance } from "../credits/balance.ts";
import type { Mode } from "../db/schema.ts";
import { createTestDatabase } from "../testing/database.ts";

const { pool, url } = await createTestDatabase();
const env: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: process.env.PATH ?? "",
  DATABASE_URL: url,
  RUSHES_DATA_DIR: path.join(tmpdir(), "rushes-commands"),
};

type Ended = { status: number; said: string; complained: string };

/** Runs a command as npm does, beside whatever runs. */
function run(line: string): Promise<Ended> {
  const [name, ...args] = line.split(" ").map((word) => word.replaceAll("_", " "));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(import.meta.dirname, `${name}.ts`), ...args],
      { env },
      (error, said, complained) => {
        resolve({ status: error ? Number(error.code) : 0, said, complained });
      },
    );
  });
}

async function idOf(name: string): Promise<string> {
  const { rows } = await pool.query("select id from workspaces where name = $1", [name]);
  return rows[0]?.id;
}

const newWorkspace = (name: string) =>
  pool.query("insert into workspaces (id, name) values ($1, $1)", [name]);

const balanceOf = async (name: string, mode: Mode) =>
  (await getBalance(pool, { workspaceId: await idOf(name), mode, at: new Date() })).total;

const made = await run("workspace create Studio_A");

describe("a command of the operator", { concurrency: 3 }, () => {
  it("makes a workspace without credits, once", async () => {
    assert.equal(made.status, 0);
    assert.equal(made.said.trim().split("\n").at(-1), await idOf("Studio A"));
    const again = await run("workspace create Studio_A");
    assert.equal(again.status, 1);
    assert.match(again.complained, /There is a workspace named Studio A already\./);
  });

  it("grants credits, and says what there is then", async () => {
    await newWorkspace("granted");
    const promised = await run(
      "credits grant --workspace granted --mode test --amount 100 --kind promotional --expires 30d",
    );
    assert.equal(promised.status, 0);
    assert.match(promised.said, /100 promotional credits, which expire on \d{4}-/);
    assert.match(
      promised.said,
      /test: 100 credits to spend \(0 subscription, 100 permanent\), 0 held/,
    );
    const kept = await run("credits grant --workspace granted --amount 5 --expires never");
    assert.match(kept.said, /5 promotional credits, which never expire/);
    await run("credits grant --workspace granted --amount 7 --kind purchased --mode live");
    const { rows } = await pool.query(
      `select expires_at > now() + interval '364 days' as is_a_year from credit_grants
       where kind = 'purchased' and workspace_id = $1`,
      [await idOf("granted")],
    );
    assert.deepEqual(rows, [{ is_a_year: true }]);
    const cycle = await run("credits grant --workspace granted --amount 1 --kind subscription");
    assert.match(cycle.said, /1 subscription credits, which expire on \d{4}-/);
    const both = await run("credits balance --workspace granted");
    assert.match(both.said, /^test: 106 .*\nlive: 7 .*\n$/);
  });

  it("changes the plan of a workspace, and lists it", async () => {
    await newWorkspace("planned");
    const changed = await run("workspace plan planned starter");
    assert.equal(changed.status, 0);
    assert.match(changed.said, /planned is on the plan Starter: 2000 live and 10000 test credits/);
    assert.deepEqual(
      [await balanceOf("planned", "live"), await balanceOf("planned", "test")],
      [2_000, 10_000],
    );
    assert.match(
      (await run("workspace list")).said,
      /^planned {2}\(plan Starter, next credits 20/m,
    );
    assert.match((await run("workspace plan planned none")).said, /planned has no plan\./);
    assert.match((await run("workspace list")).said, /^planned {2}\(no plan\)$/m);
    assert.equal(await balanceOf("planned", "live"), 2_000);
  });

  it("makes a key with a cap, for a workspace and a mode", async () => {
    await newWorkspace("keyed");
    const { status, said } = await run(
      "key --workspace keyed --mode live --name batch --monthly-limit 250",
    );
    assert.equal(status, 0);
    assert.match(said.trim().split("\n").at(-1) ?? "", /^rk_live_[0-9A-Za-z]+$/);
    const { rows } = await pool.query(
      "select mode, monthly_limit from api_keys where name = 'batch' and workspace_id = $1",
      [await idOf("keyed")],
    );
    assert.deepEqual(rows, [{ mode: "live", monthly_limit: 250 }]);
  });

  for (const [line, complaint] of [
    ["workspace destroy Studio_A", /Say what to do[\s\S]+Usage: npm run workspace/],
    [
      "credits balance --workspace nobody",
      /There is no workspace named nobody\. .*workspace -- list/,
    ],
    ["key --workspace nobody", /There is no workspace named nobody/],
  ] as const) {
    it(`refuses in words, and does nothing: ${line}`, async () => {
      const { status, said, complained } = await run(line);
      assert.deepEqual([status, said], [1, ""]);
      assert.match(complained, complaint);
      assert.doesNotMatch(complained, /\n {4}at /);
    });
  }

  it("refuses more credits than a workspace can have", async () => {
    await newWorkspace("rich");
    await pool.query("insert into credit_accounts values ('rich', 'live', 2147483647)");
    const { status, complained } = await run(
      "credits grant --workspace rich --mode live --amount 1",
    );
    await pool.query("delete from credit_accounts where workspace_id = 'rich'");
    assert.equal(status, 1);
    assert.match(complained, /more credits than a workspace can have/);
  });
});

describe("the audit", () => {
  it("says one line an invariant, and ends with 1 when one is broken", async () => {
    const clean = await run("audit");
    assert.equal(clean.status, 0);
    assert.match(clean.said, /^(ok {4}.+\n){8,}$/);
    assert.match(clean.complained, /Looked at the ledger of \d+ workspaces, \d+ entries\./);
    await pool.query(
      "insert into credit_accounts (workspace_id, mode, balance) values ($1, 'test', 3)",
      [await idOf("Studio A")],
    );
    const broken = await run("audit");
    assert.equal(broken.status, 1);
    assert.match(broken.said, /^FAIL {2}each account is the sum of its grants \(1\)$/m);
  });

  it("looks at all there is, and says so to who asks for less", async () => {
    const asked = await run("audit --workspace Studio_A");
    assert.deepEqual([asked.status, asked.said], [1, ""]);
    assert.match(asked.complained, /Unknown option '--workspace'.*\n\nUsage: npm run audit\n/s);
  });
});
