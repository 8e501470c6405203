import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type CheckoutResult,
  checkoutResult,
  creditPacks,
  payments as paymentsBody,
} from "#lib/contract/credits.ts";
import { PACKS } from "#lib/contract/plans.ts";
import { auditLedger } from "../credits/audit.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";

let now = new Date("2026-08-31T22:15:00.000Z");
const opened = await openTestGateway({
  hasWorker: false,
  now: () => now,
  limits: { requestsPerMinute: 1_000_000 },
});
const { pool } = opened.gateway.db;
const SCOPES = ["credits:read", "credits:write"];
let callers = 0;

const newCaller = (mode: "test" | "live" = "test", scopes = SCOPES) =>
  openCaller(opened, { workspace: `buyer-${++callers}`, mode, scopes, credits: 0 });

const checkout = (caller: Caller, pack: unknown, headers: Record<string, string> = {}) =>
  caller.request("/api/v1/credits/checkout", postJson({ pack }, headers));

async function bought(response: Response): Promise<CheckoutResult & { outcome: "granted" }> {
  assert.equal(response.status, 200);
  const result = checkoutResult.parse(await response.json());
  assert.ok(result.outcome === "granted");
  return result;
}

async function listed(caller: Caller) {
  const response = await caller.request("/api/v1/credits/payments");
  assert.equal(response.status, 200);
  return paymentsBody.parse(await response.json()).items;
}

async function grantsOf({ workspaceId }: Caller) {
  const { rows } = await pool.query(
    "select * from credit_grants where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows;
}

async function assertClean(): Promise<void> {
  const findings = await auditLedger(pool);
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  );
}

describe("what can be bought", () => {
  it("is every pack, for nothing, in test mode", async () => {
    const response = await (await newCaller()).request("/api/v1/credits/packs");
    const { provider, packs } = creditPacks.parse(await response.json());
    assert.equal(provider, "test");
    assert.deepEqual(
      packs,
      PACKS.map(({ id, credits, priceCents }) => ({ id, credits, price_cents: priceCents })),
    );
  });

  it("is nothing in live mode without a provider, and who asks is told whom to turn to", async () => {
    const caller = await newCaller("live");
    const response = await caller.request("/api/v1/credits/packs");
    assert.deepEqual(await response.json(), { provider: null, packs: [] });
    const refused = await checkout(caller, "pack_500");
    assert.equal(refused.status, 403);
    const body = await refused.json();
    assert.equal(
      body.message,
      "This server does not sell credits; whoever runs it can grant them.",
    );
    assert.deepEqual(
      [body.code, body.fault, body.next_action],
      ["FORBIDDEN", "gateway", "contact_operator"],
    );
    assert.deepEqual(await listed(caller), []);
  });
});

describe("a test purchase", () => {
  it("grants at once for twelve months, to the month's end, and says that it was a test", async () => {
    now = new Date("2027-02-28T22:15:00.000Z");
    const caller = await newCaller();
    const result = await bought(await checkout(caller, "pack_2500"));
    assert.deepEqual([result.livemode, result.credits], [false, 2_500]);
    const [payment, ...more] = await listed(caller);
    assert.deepEqual(more, []);
    assert.deepEqual(payment, {
      id: result.payment_id,
      livemode: false,
      pack: "pack_2500",
      credits: 2_500,
      price_cents: 2_300,
      provider: "test",
      status: "paid",
      refunded_cents: 0,
      reclaimed: 0,
      unreclaimed: 0,
      grant_id: result.grant_id,
      created_at: now.toISOString(),
      paid_at: now.toISOString(),
    });
    const [grant] = await grantsOf(caller);
    assert.deepEqual(
      [grant.kind, grant.amount, grant.remaining, grant.source, grant.source_ref],
      ["purchased", 2_500, 2_500, "test", result.payment_id],
    );
    assert.equal(grant.expires_at.toISOString(), "2028-02-28T22:15:00.000Z");
    const entries = await caller.request("/api/v1/credits/entries");
    const [entry] = (await entries.json()).items;
    assert.match(entry.note, /^Test purchase of pack_2500; nothing was charged$/);
    await assertClean();
  });

  it("ends on 28 February when it was made on 29 February", async () => {
    now = new Date("2028-02-29T12:00:00.000Z");
    const caller = await newCaller();
    await bought(await checkout(caller, "pack_500"));
    const [grant] = await grantsOf(caller);
    assert.equal(grant.expires_at.toISOString(), "2029-02-28T12:00:00.000Z");
  });

  it("is a new one each time without a key", async () => {
    const caller = await newCaller();
    const first = await bought(await checkout(caller, "pack_500"));
    const second = await bought(await checkout(caller, "pack_500"));
    assert.notEqual(first.payment_id, second.payment_id);
    assert.deepEqual(
      (await listed(caller)).map(({ id }) => id),
      [second.payment_id, first.payment_id],
    );
  });

  it("is listed among the last fifty", async () => {
    const caller = await newCaller();
    const ids: string[] = [];
    for (let n = 0; n < 52; n++) {
      ids.unshift((await bought(await checkout(caller, "pack_500"))).payment_id);
    }
    assert.deepEqual(
      (await listed(caller)).map(({ id }) => id),
      ids.slice(0, 50),
    );
  });

  it("is one for one key, also of twenty that come at once, and says which are replays", async () => {
    const caller = await newCaller();
    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        checkout(caller, "pack_10000", { "idempotency-key": "once" }),
      ),
    );
    const replayed = responses.filter(({ headers }) => headers.get("idempotent-replayed"));
    assert.equal(replayed.length, 19);
    const results = await Promise.all(responses.map(bought));
    assert.equal(new Set(results.map((result) => JSON.stringify(result))).size, 1);
    assert.equal((await grantsOf(caller)).length, 1);
    assert.equal((await listed(caller)).length, 1);
    await assertClean();
  });

  it("is refused for a key that has bought another pack, and the key keeps its own", async () => {
    const caller = await newCaller();
    const headers = { "idempotency-key": "shared" };
    const first = await bought(await checkout(caller, "pack_500", headers));
    const refused = await checkout(caller, "pack_2500", headers);
    assert.equal(refused.status, 409);
    const body = await refused.json();
    assert.equal(body.code, "IDEMPOTENCY_CONFLICT");
    assert.deepEqual(body.issues[0].path, ["pack"]);
    assert.deepEqual(await bought(await checkout(caller, "pack_500", headers)), first);
    assert.equal((await grantsOf(caller)).length, 1);
  });

  it("belongs to its workspace: the same key elsewhere is another purchase", async () => {
    const [one, other] = [await newCaller(), await newCaller()];
    const headers = { "idempotency-key": "same" };
    const first = await bought(await checkout(one, "pack_500", headers));
    const second = await bought(await checkout(other, "pack_500", headers));
    assert.notEqual(first.payment_id, second.payment_id);
    assert.deepEqual(
      (await listed(other)).map(({ id }) => id),
      [second.payment_id],
    );
  });

  it("leaves nothing when the grant cannot be written", async () => {
    const caller = await newCaller();
    await pool.query(
      "insert into credit_accounts (workspace_id, mode, balance) values ($1, 'test', $2)",
      [caller.workspaceId, 2_147_483_000],
    );
    const refused = await checkout(caller, "pack_10000");
    assert.equal(refused.status, 422);
    assert.match((await refused.json()).message, /more credits than it can have/);
    assert.deepEqual(await listed(caller), []);
    await pool.query("delete from credit_accounts where workspace_id = $1", [caller.workspaceId]);
  });
});

describe("a request to buy", () => {
  const refusals: [string, unknown, RegExp][] = [
    [
      "an unknown pack",
      { pack: "pack_1" },
      /^pack must be one of pack_500, pack_2500, pack_10000\.$/,
    ],
    ["no pack", {}, /^pack must be one of/],
    [
      "a price of its own",
      { pack: "pack_500", price_cents: 1 },
      /^price_cents is not a field here/,
    ],
    ["no object", [], /must be a JSON object/],
  ];
  for (const [what, body, message] of refusals) {
    it(`with ${what} is told what is allowed`, async () => {
      const caller = await newCaller();
      const refused = await caller.request("/api/v1/credits/checkout", postJson(body));
      assert.equal(refused.status, 422);
      const error = await refused.json();
      assert.equal(error.code, "VALIDATION_ERROR");
      assert.match(error.message, message);
      assert.deepEqual(await listed(caller), []);
    });
  }

  it("with a key that breaks the rule is told the rule", async () => {
    const refused = await checkout(await newCaller(), "pack_500", {
      "idempotency-key": "x".repeat(256),
    });
    assert.equal(refused.status, 422);
    assert.match((await refused.json()).message, /^Idempotency-Key must have 1 to 255/);
  });

  it("needs a scope that keys do not have", async () => {
    const caller = await newCaller("test", ["credits:read"]);
    const refused = await checkout(caller, "pack_500");
    assert.equal(refused.status, 403);
    assert.match((await refused.json()).message, /credits:write/);
  });
});
