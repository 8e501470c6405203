import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Grant, grantCredits } from "../credits/grant.ts";
import { captureHold } from "../credits/settle.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";

const now = new Date("2026-03-01T00:00:00.000Z");
const opened = await openTestGateway({ hasWorker: false, now: () => now });
const { gateway, client, request } = opened;
const { pool } = gateway.db;
const IMAGE = "bytedance/seedream-4.5";
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const stranger = await openCaller(opened, { workspace: "other", credits: 0 });
const live = await openCaller(opened, { mode: "live" });
const scopeless = await openCaller(opened, { scopes: ["generations:read"] });

async function give(workspaceId: string, grant: Partial<Grant> = {}): Promise<string> {
  const id = await grantCredits(pool, {
    workspaceId,
    mode: "test",
    kind: "purchased",
    amount: 10,
    source: "test",
    sourceRef: null,
    expiresAt: null,
    at: now,
    ...grant,
  });
  assert.ok(id);
  return id;
}

async function read(from: { request: typeof request }, path: string) {
  const answer = await from.request(`/api/v1/credits/${path}`);
  return { status: answer.status, body: await answer.json() };
}

const giver = await openCaller(opened, { workspace: "grants", credits: 0 });
const grants = {
  active: await give(giver.workspaceId, { expiresAt: hours(1), kind: "promotional" }),
  spent: await give(giver.workspaceId, { amount: 4 }),
  held: await give(giver.workspaceId, { amount: 3 }),
  expired: await give(giver.workspaceId, { expiresAt: hours(0), kind: "subscription" }),
};
await pool.query("update credit_grants set remaining = 0 where id = $1", [grants.spent]);
await pool.query("update credit_grants set remaining = 0, held = 3 where id = $1", [grants.held]);

const holder = await openCaller(opened, { workspace: "holds", credits: 1_000 });

async function create() {
  const answer = await holder.request(`/api/v1/generation/${IMAGE}`, postJson({ prompt: "a cat" }));
  assert.equal(answer.status, 202);
  return answer.json();
}

const oldest = await create();
const price: number = oldest.usage.total;
const others = [await create(), await create()];

describe("the grants of a workspace", () => {
  const ids = async (query: string) => {
    const { body } = await read(giver, `grants?${query}`);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it("come newest first, each with what became of it", async () => {
    const { body } = await read(giver, "grants");
    assert.deepEqual(
      body.items.map(({ id, state }: { id: string; state: string }) => [id, state]),
      [
        [grants.expired, "expired"],
        [grants.held, "active"],
        [grants.spent, "spent"],
        [grants.active, "active"],
      ],
    );
    assert.equal(body.next_cursor, null);
    assert.deepEqual(body.items[3], {
      id: grants.active,
      kind: "promotional",
      amount: 10,
      remaining: 10,
      held: 0,
      state: "active",
      source: "test",
      expires_at: hours(1).toISOString(),
      created_at: now.toISOString(),
    });
  });

  it("can be asked for by state", async () => {
    assert.deepEqual(await ids("state=active"), [grants.held, grants.active]);
    assert.deepEqual(await ids("state=spent"), [grants.spent]);
    assert.deepEqual(await ids("state=expired"), [grants.expired]);
  });

  it("come page by page, each once", async () => {
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 4; pages++) {
      const { body } = await read(giver, `grants?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor;
    }
    assert.equal(cursor, null);
    assert.deepEqual(seen, await ids("limit=100"));
  });

  it("are nobody else's", async () => {
    assert.deepEqual((await read(stranger, "grants")).body.items, []);
    const { body } = await read(opened, "grants?limit=100");
    assert.equal(body.items.length, 1, "only what every test begins with");
  });

  for (const [query, field] of [
    ["cursor=nonsense", "cursor"],
    [`cursor=${Buffer.from("gen_01").toString("base64url")}`, "cursor"],
    ["cursor=%00", "cursor"],
    ["state=gone", "state"],
    ["limit=0", "limit"],
    ["colour=red", "colour"],
  ] as const) {
    it(`refuses ${query}, and names ${field}`, async () => {
      const { status, body } = await read(giver, `grants?${query}`);
      assert.deepEqual([status, body.code], [422, "VALIDATION_ERROR"]);
      assert.deepEqual(body.issues[0].path, [field]);
      assert.match(body.message, new RegExp(`^${field} `));
    });
  }
});

describe("what holds credits", () => {
  it("are the generations that have not ended, oldest first", async () => {
    const { body } = await read(holder, "holds");
    assert.deepEqual([body.total, body.count], [3 * price, 3]);
    assert.deepEqual(
      body.items.map((item: { generation_id: string }) => item.generation_id),
      [oldest.id, ...others.map(({ id }) => id)],
    );
    assert.deepEqual(body.items[0], {
      generation_id: oldest.id,
      model: IMAGE,
      media: "image",
      status: "IN_QUEUE",
      progress: 0,
      amount: price,
      created_at: now.toISOString(),
    });
  });

  it("are no more once they ended, and are nobody else's", async () => {
    await holder.request(`/api/v1/generation/${oldest.id}/cancel`, { method: "POST" });
    await captureHold(pool, { generationId: others[0].id, amount: price, at: now });
    const { body } = await read(holder, "holds");
    assert.deepEqual([body.total, body.count, body.items.length], [price, 1, 1]);
    const empty = { total: 0, count: 0, items: [] };
    for (const other of [stranger, live])
      assert.deepEqual((await read(other, "holds")).body, empty);
  });

  it("are counted all, of more than are named", async () => {
    await Promise.all(Array.from({ length: 52 }, create));
    const { body } = await read(holder, "holds");
    assert.deepEqual([body.total, body.count, body.items.length], [53 * price, 53, 50]);
    assert.equal(body.items[0].generation_id, others[1].id);
  });
});

describe("the low-balance alerts", () => {
  it("are the last 20, newest first, of this workspace and mode", async () => {
    const owner = await openCaller(opened, { workspace: "alerts" });
    await pool.query(
      `insert into credit_alerts (workspace_id, mode, threshold, available, created_at)
       select $1, 'test', 100, n, $2 from generate_series(1, 21) as n`,
      [owner.workspaceId, now],
    );
    const { body } = await read(owner, "alerts");
    assert.equal(body.items.length, 20);
    const { id, ...newest } = body.items[0];
    assert.match(id, /^cra_\d+$/);
    assert.deepEqual(newest, {
      type: "credits.low",
      threshold: 100,
      balance: 21,
      created_at: now.toISOString(),
    });
    for (const other of [stranger, live]) {
      assert.deepEqual((await read(other, "alerts")).body, { items: [] });
    }
  });
});

describe("the audit of a workspace", () => {
  it("finds nothing wrong in a ledger of ours", async () => {
    const audit = await client.creditAudit();
    assert.ok(audit.ok);
    assert.equal(audit.data.ok, true);
    assert.equal(audit.data.checked_at, now.toISOString());
    assert.equal(audit.data.findings.length, 8);
  });

  it("finds what is wrong in its own, and not what is wrong in another's", async () => {
    const owner = await openCaller(opened, { workspace: "audited", credits: 0 });
    await give(owner.workspaceId);
    await pool.query("update credit_accounts set balance = 11 where workspace_id = $1", [
      owner.workspaceId,
    ]);
    const { body } = await read(owner, "audit");
    assert.equal(body.ok, false);
    assert.deepEqual(
      body.findings.filter(({ broken }: { broken: number }) => broken > 0),
      [{ invariant: "each account is the sum of its grants", broken: 1 }],
    );
    for (const other of [stranger, live]) assert.equal((await read(other, "audit")).body.ok, true);
  });
});

for (const path of ["grants", "holds", "alerts", "audit", "keys"]) {
  it(`/credits/${path} needs the scope credits:read`, async () => {
    const { status, body } = await read(scopeless, path);
    assert.deepEqual([status, body.code], [403, "FORBIDDEN"]);
    assert.match(body.message, /credits:read/);
  });
}
