import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type QuoteResult, quoteResult } from "#lib/contract/endpoints.ts";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { getBalance } from "../credits/balance.ts";
import { grantCredits } from "../credits/grant.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_CREDITS } from "../testing/gateway.ts";
import { countRows } from "../testing/rows.ts";

const opened = await openTestGateway({ hasWorker: false });
const { client, gateway, request } = opened;
const KLING = "kling-ai/v3/video";

/** What the workspace of the test gateway holds. */
async function heldCredits(): Promise<number> {
  const { workspaceId } = opened;
  return (await getBalance(gateway.db.pool, { workspaceId, mode: "test", at: new Date() })).held;
}

async function quoteOf(caller: Caller, n: number): Promise<QuoteResult> {
  const response = await caller.request(`/api/v1/quote/${KLING}`, postJson({ prompt: "a", n }));
  assert.equal(response.status, 200);
  return quoteResult.strict().parse(await response.json());
}

/** The price of so many films, what there is, and whether that is enough; nothing else is said. */
async function weighed(caller: Caller, n: number): Promise<[number, number, boolean]> {
  const { credits, available, affordable, limit } = await quoteOf(caller, n);
  assert.equal(limit, undefined);
  return [credits, available, affordable];
}

describe("a quote", () => {
  it("is what the same body costs when it is created, for every model", async () => {
    for (const { id, example } of MODELS) {
      const quoted = await client.quote(id, example);
      const created = await client.create(id, example);
      assert.ok(quoted.ok && created.ok, id);
      assert.equal(quoted.data.credits, created.data.usage.total, id);
    }
  });

  it("has the lines that lead to it, and stores nothing", async () => {
    const before = await countRows(gateway.db, "generations");
    const held = await heldCredits();
    const response = await request(`/api/v1/quote/${KLING}`, postJson({ prompt: "a", n: 2 }));
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      credits: 240,
      breakdown: [{ label: "2 × (5 s × 24)", credits: 240 }],
      available: TEST_CREDITS - held,
      affordable: true,
    });
    assert.equal(await countRows(gateway.db, "generations"), before);
    assert.equal(await heldCredits(), held);
  });

  it("says what can be spent now and whether it is enough, of the mode and the workspace", async () => {
    const poor = await openCaller(opened, { workspace: "poor", credits: 300 });
    const none = await openCaller(opened, { workspace: "poor", mode: "live", credits: 0 });
    assert.deepEqual(await weighed(poor, 2), [240, 300, true]);
    assert.deepEqual(await weighed(none, 1), [120, 0, false]);
    const created = await poor.request(`/api/v1/generation/${KLING}`, postJson({ prompt: "a" }));
    assert.equal(created.status, 202);
    assert.deepEqual(await weighed(poor, 2), [240, 180, false]);
    assert.deepEqual(await weighed(poor, 1), [120, 180, true]);
  });

  it("counts no grant that is past its end, though nobody has swept it yet", async () => {
    const caller = await openCaller(opened, { workspace: "late", credits: 100 });
    await grantCredits(gateway.db.pool, {
      workspaceId: caller.workspaceId,
      mode: "test",
      kind: "subscription",
      amount: 500,
      source: "test",
      sourceRef: null,
      expiresAt: new Date(Date.now() - 1),
      at: new Date(0),
    });
    assert.deepEqual(await weighed(caller, 1), [120, 100, false]);
  });

  it("weighs the monthly limit of the key that asks, and says when it resets", async () => {
    const caller = await openCaller(opened, { workspace: "capped" });
    const other = await openCaller(opened, { workspace: "capped" });
    await gateway.db.pool.query("update api_keys set monthly_limit = 350 where id = $1", [
      caller.keyId,
    ]);
    assert.deepEqual(await weighed(caller, 2), [240, 350, true]);
    await caller.request(`/api/v1/generation/${KLING}`, postJson({ prompt: "a" }));
    const available = TEST_CREDITS - 120;
    const { limit, ...quoted } = await quoteOf(caller, 2);
    assert.deepEqual([quoted.available, quoted.affordable], [230, false]);
    const refused = await caller.request(
      `/api/v1/generation/${KLING}`,
      postJson({ prompt: "a", n: 2 }),
    );
    const { billing }: ErrorBody = await refused.json();
    assert.deepEqual([limit?.limit, limit?.used, limit], [350, 120, billing?.limit]);
    assert.equal(billing?.available, quoted.available);
    assert.ok(Date.parse(limit?.resets_at ?? "") > Date.now());
    assert.deepEqual(await weighed(caller, 1), [120, 230, true]);
    assert.deepEqual(await weighed(other, 2), [240, available, true]);
  });

  const refused: [string, unknown, string, string][] = [
    [KLING, { duration: 99 }, "VIDEO_GENERATION_INVALID_INPUT", "prompt,duration"],
    ["bytedance/seedream-4.5", { promt: "a" }, "IMAGE_GENERATION_INVALID_INPUT", "prompt,promt"],
    ["minimax-tts/speech-02-hd", [], "TTS_GENERATION_INVALID_INPUT", ""],
    ["acme/movie", {}, "VIDEO_GENERATION_UNSUPPORTED_MODEL", "-"],
    ["acme/image", {}, "IMAGE_GENERATION_UNSUPPORTED_MODEL", "-"],
  ];
  for (const [model, body, code, paths] of refused) {
    it(`is ${code} for ${JSON.stringify(body)} to ${model}, as create says it`, async () => {
      const errors = await Promise.all(
        ["quote", "generation"].map(async (way) => {
          const response = await request(`/api/v1/${way}/${model}`, postJson(body));
          const error: ErrorBody = await response.json();
          return { status: response.status, ...error, request_id: "" };
        }),
      );
      assert.deepEqual(errors[0], errors[1]);
      assert.equal(errors[0]?.code, code);
      const named = errors[0]?.issues?.map(({ path }) => path.join(".")).join(",") ?? "-";
      assert.equal(named, paths);
    });
  }

  it("may be asked by a key that may only read, and by no other method", async () => {
    const reader = await openCaller(opened, { scopes: ["generations:read"] });
    const path = `/api/v1/quote/${KLING}`;
    assert.equal((await reader.request(path, postJson({ prompt: "a" }))).status, 200);
    const writer = await openCaller(opened, { scopes: ["generations:write"] });
    assert.equal((await writer.request(path, postJson({ prompt: "a" }))).status, 403);
    const response = await request(path);
    assert.deepEqual([response.status, response.headers.get("allow")], [405, "POST"]);
  });
});
