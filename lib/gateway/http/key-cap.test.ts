import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createKey } from "../access/create-key.ts";
import { auditLedger } from "../credits/audit.ts";
import { changeKeyLimit } from "../credits/key-limits.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";

let now = new Date("2026-03-31T23:59:00.000Z");
const opened = await openTestGateway({ hasWorker: false, now: () => now });
const { gateway, client, workspaceId } = opened;
const IMAGE = "bytedance/seedream-4.5";

const quote = await client.quote(IMAGE, { prompt: "a cat" });
assert.ok(quote.ok);
const price = quote.data.credits;

/** A caller whose key may spend so much a month. */
async function openCapped(monthlyLimit: number, credits?: number): Promise<Caller> {
  const workspace = `capped ${monthlyLimit}`;
  const caller = await openCaller(opened, { workspace, ...(credits && { credits }) });
  const of = { workspaceId: caller.workspaceId, mode: "test", at: now } as const;
  await changeKeyLimit(gateway.db.pool, { ...of, keyId: caller.keyId, monthlyLimit });
  return caller;
}

async function create(caller: Pick<Caller, "request">, input: Record<string, unknown> = {}) {
  const body = { prompt: "a cat", ...input };
  const answer = await caller.request(`/api/v1/generation/${IMAGE}`, postJson(body));
  return { status: answer.status, body: await answer.json() };
}

describe("a key with a monthly cap", () => {
  it("is refused beyond it, and told which limit that is and when it resets", async () => {
    const caller = await openCapped(price + 1);
    assert.equal((await create(caller)).status, 202);
    const { status, body } = await create(caller);
    assert.deepEqual([status, body.code], [402, "IMAGE_GENERATION_INSUFFICIENT_CREDITS"]);
    assert.equal(
      body.message,
      `This API key may spend ${price + 1} credits a month and has spent ${price}; this generation costs ${price}. The limit resets on 2026-04-01 (UTC).`,
    );
    assert.equal(body.next_action, "contact_operator", "buying credits would not help");
    assert.equal(body.retryable, false);
    assert.deepEqual(body.billing, {
      held: 0,
      captured: 0,
      released: 0,
      required: price,
      available: 1,
      shortfall: price - 1,
      limit: {
        kind: "key_monthly",
        limit: price + 1,
        used: price,
        resets_at: "2026-04-01T00:00:00.000Z",
      },
      entry_ids: [],
    });
  });

  it("is named what would fit what is left of it", async () => {
    const caller = await openCapped(2 * price);
    const { status, body } = await create(caller, { n: 3 });
    assert.equal(status, 402);
    assert.ok(body.suggestions.length > 0, JSON.stringify(body));
  });

  it("never spends more, however many ask at the same time", async () => {
    const caller = await openCapped(5 * price);
    const answers = await Promise.all(Array.from({ length: 25 }, () => create(caller)));
    assert.equal(answers.filter(({ status }) => status === 202).length, 5);
    assert.equal(answers.filter(({ status }) => status === 402).length, 20);
  });

  it("has room again for what was given back", async () => {
    const caller = await openCapped(price);
    const first = await create(caller);
    assert.equal((await create(caller)).status, 402);
    await caller.request(`/api/v1/generation/${first.body.id}/cancel`, { method: "POST" });
    assert.equal((await create(caller)).status, 202);
    assert.equal((await create(caller)).status, 402);
  });

  it("begins anew with the month, in UTC", async () => {
    const caller = await openCapped(price + 2);
    assert.equal((await create(caller)).status, 202);
    assert.equal((await create(caller)).status, 402);
    now = new Date("2026-04-01T00:00:00.000Z");
    assert.equal((await create(caller)).status, 202);
    const { body } = await create(caller);
    assert.equal(body.billing.limit.resets_at, "2026-05-01T00:00:00.000Z");
  });

  it("of nothing may spend nothing, until the cap is lifted", async () => {
    const caller = await openCapped(0);
    assert.equal((await create(caller)).status, 402);
    const of = { workspaceId: caller.workspaceId, mode: "test", at: now } as const;
    await changeKeyLimit(gateway.db.pool, { ...of, keyId: caller.keyId, monthlyLimit: null });
    assert.equal((await create(caller)).status, 202);
  });

  it("is told of the credits, and to buy some, when it is they that are missing", async () => {
    const caller = await openCapped(price + 3, price - 1);
    const { status, body } = await create(caller);
    assert.deepEqual([status, body.next_action], [402, "buy_credits"]);
    assert.equal(body.billing.limit, undefined);
  });

  it("does not bind the other keys of its workspace", async () => {
    const key = await createKey(gateway.db, {
      workspaceId,
      mode: "test",
      name: "capped",
      monthlyLimit: 0,
    });
    const capped = {
      request: async (path: string, init: RequestInit = {}) =>
        opened.app.request(path, {
          ...init,
          headers: {
            ...Object.fromEntries(new Headers(init.headers)),
            authorization: `Bearer ${key}`,
          },
        }),
    };
    assert.equal((await create(capped)).status, 402);
    assert.equal((await create(opened)).status, 202);
  });

  it("holds nothing wrong after all of the above", async () => {
    const findings = await auditLedger(gateway.db.pool);
    assert.deepEqual(
      findings.filter(({ broken }) => broken > 0),
      [],
    );
  });
});
