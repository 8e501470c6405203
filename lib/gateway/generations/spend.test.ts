import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { errorBody } from "#lib/contract/errors.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import { auditLedger } from "../credits/audit.ts";
import { grantCredits } from "../credits/grant.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";
import { countRows } from "../testing/rows.ts";
import { writeOutput } from "../testing/scripted-upstream.ts";
import { until } from "../testing/until.ts";
import type { UpstreamAdapter } from "../upstreams/adapter.ts";

const IMAGE = "bytedance/seedream-4.5";
const SPEECH = "minimax-tts/speech-02-hd";
const PRICE = 8;
const GRANTS = 32;
const ROOM = 100;
const ASKED = 300;
/** How soon a client who was refused asks again. */
const RETRY_MS = 20;

/** Makes a file of everything at once. */
const instant: UpstreamAdapter = {
  name: "instant",
  isResubmitSafe: true,
  serves: () => true,
  submit: async ({ model }) => ({ media: model.media }),
  async poll({ media }) {
    const isSpeech = media === "tts";
    const path = await opened.gateway.media.temporaryPath(isSpeech ? "mp3" : "png");
    const facts = isSpeech ? { contentType: "audio/mpeg", durationS: 1 } : {};
    return { state: "completed", outputs: [await writeOutput(path, facts)] };
  },
  untilNews: async () => {},
  cancel: async () => {},
  release: async () => {},
};

const limits = { requestsPerMinute: 1_000_000, unfinishedGenerations: 1_000 };
const opened = await openTestGateway({ upstreams: [instant], limits });
const other = await openTestGateway({ upstreams: [instant], limits }, opened.database);
const sandboxed = await openTestGateway({ limits });
const { db } = opened.gateway;
const servers = [await openTestServer(opened), await openTestServer(other)] as const;

async function give(workspaceId: string, amount: number, database = db): Promise<void> {
  await grantCredits(database.pool, {
    ...{ workspaceId, amount, mode: "test", kind: "purchased", source: "test", sourceRef: null },
    ...{ expiresAt: null, at: new Date() },
  });
}

/** A caller of a workspace of its own whose credits are for exactly so many, in grants that no price divides. */
async function openSpender(workspace: string): Promise<Caller> {
  const caller = await openCaller(opened, { workspace, credits: 0 });
  for (let n = 0; n < GRANTS; n++) await give(caller.workspaceId, (ROOM * PRICE) / GRANTS);
  return caller;
}

type Way = { path: string; body: unknown; accepted: number; family: string };

const CREATE: Way = {
  path: `/api/v1/generation/${IMAGE}`,
  body: { prompt: "a" },
  accepted: 202,
  family: "IMAGE",
};
const WAYS: readonly Way[] = [
  CREATE,
  { ...CREATE, path: `/api/v1/generation/sse/${IMAGE}`, accepted: 200 },
  {
    path: "/api/ai/tts/generate",
    body: { modelId: SPEECH, input: { text: "a".repeat(350) } },
    accepted: 200,
    family: "TTS",
  },
];

/** Asks 300 times at once, over real sockets; checks what is refused, and gives how many were not. */
async function rush(
  caller: Caller,
  { ways, urls, keyed }: { ways: readonly Way[]; urls: readonly string[]; keyed: number },
): Promise<number> {
  const outcomes = await Promise.all(
    Array.from({ length: ASKED }, async (_, n) => {
      const { path, body, accepted, family } = ways[n % ways.length] ?? CREATE;
      const key = n % keyed === 0 ? { "idempotency-key": `rush ${n}` } : {};
      const headers = { authorization: `Bearer ${caller.key}`, ...key };
      const url = `${urls[n % urls.length]}${path}`;
      const response = await fetch(url, postJson(body, headers));
      const text = await response.text();
      if (response.status === accepted) return true;
      assert.equal(response.status, 402, text);
      const error = errorBody.strict().parse(JSON.parse(text));
      const { available = Number.NaN, ...billing } = error.billing ?? {};
      assert.equal(error.code, `${family}_GENERATION_INSUFFICIENT_CREDITS`);
      assert.deepEqual([error.retryable, error.next_action], [false, "buy_credits"]);
      const none = { held: 0, captured: 0, released: 0, entry_ids: [] };
      assert.deepEqual(billing, { ...none, required: PRICE, shortfall: PRICE - available });
      assert.ok(available >= 0 && available < PRICE);
      return false;
    }),
  );
  return outcomes.filter(Boolean).length;
}

const read = async (caller: Caller) => (await caller.request("/api/v1/credits")).json();

async function expectSpent(caller: Caller): Promise<void> {
  await until("all have ended", async () => (await read(caller)).held === 0);
  const { total, subscription, permanent, grants } = await read(caller);
  assert.deepEqual([total, subscription, permanent, grants], [0, 0, 0, []]);
  const of = `workspace_id = '${caller.workspaceId}'`;
  const { rows } = await db.pool.query(
    `select sum(captured)::int as captured, sum(released)::int as released from credit_holds where ${of}`,
  );
  assert.deepEqual(rows, [{ captured: ROOM * PRICE, released: 0 }]);
  assert.equal(await countRows(db, `credit_entries where ${of} and balance_after < 0`), 0);
  assert.equal(await countRows(db, `generations where ${of}`), ROOM, "refused leave nothing");
}

async function expectClean(database = db): Promise<void> {
  const findings = await auditLedger(database.pool);
  assert.deepEqual(
    findings.filter(({ broken }) => broken > 0),
    [],
  );
}

describe("credits for exactly 100", () => {
  const [one, two] = servers;

  it("let exactly 100 of 300 through that come at once", async () => {
    const caller = await openSpender("rush");
    const urls = [one.url];
    assert.equal(await rush(caller, { ways: [CREATE], urls, keyed: ASKED + 1 }), ROOM);
    await expectSpent(caller);
    await expectClean();
  });

  it("let exactly 100 through two processes, on every way, with and without an Idempotency-Key", async () => {
    const model = findModel(SPEECH);
    assert.ok(model);
    assert.equal(quoteCredits(model, { text: "a".repeat(350) }).credits, PRICE);
    const caller = await openSpender("rush of two");
    const urls = [one.url, two.url];
    assert.equal(await rush(caller, { ways: WAYS, urls, keyed: 2 }), ROOM);
    await expectSpent(caller);
    await expectClean();
  });

  it("tell what would fit the little that is left", async () => {
    const caller = await openCaller(opened, { workspace: "little left", credits: 60 });
    const path = "/api/v1/generation/kling-ai/v3/video";
    const response = await caller.request(path, postJson({ prompt: "a", duration: 10 }));
    assert.equal(response.status, 402);
    const { billing, suggestions } = errorBody.strict().parse(await response.json());
    assert.equal(billing?.available, 60);
    assert.equal((billing?.shortfall ?? 0) + 60, billing?.required);
    assert.ok((suggestions ?? []).length > 0);
  });
});

describe("credits of work of which half fails", () => {
  it("can be spent again, and in the end exactly all are captured", async () => {
    const most = 8;
    const database = sandboxed.gateway.db;
    const caller = await openCaller(sandboxed, { workspace: "half fails", credits: 0 });
    const { url } = await openTestServer(sandboxed);
    const price = 2;
    for (let n = 0; n < most; n++) await give(caller.workspaceId, price, database);
    const { workspaceId } = caller;
    const running = () =>
      countRows(
        database,
        `generations where workspace_id = '${workspaceId}' and status in ('IN_QUEUE', 'IN_PROGRESS')`,
      );
    /** Asks until there is nothing left that could come back. */
    const spend = async (client: number) => {
      for (let n = client; ; n++) {
        const marker = n % 2 ? "[[simulate FAILED]]" : "";
        const isQuiet = (await running()) === 0;
        const response = await fetch(
          `${url}/api/v1/generation/${SPEECH}`,
          postJson({ text: `Take ${n}. ${marker}` }, { authorization: `Bearer ${caller.key}` }),
        );
        const { billing } = await response.json();
        if (response.status === 202) continue;
        assert.equal(response.status, 402);
        assert.ok(billing.available < price);
        if (isQuiet) return;
        await sleep(RETRY_MS);
      }
    };
    await Promise.all([0, 1, 2, 3].map(spend));
    await until("all have ended", async () => (await running()) === 0);
    const { rows } = await database.pool.query(
      `select status, count(*)::int as n, sum(captured)::int as captured, sum(released)::int as released
       from generations join credit_holds on generation_id = id where generations.workspace_id = $1
       group by status order by status`,
      [workspaceId],
    );
    const [completed, failed] = rows;
    const all = most * price;
    assert.deepEqual(completed, { status: "COMPLETED", n: most, captured: all, released: 0 });
    assert.deepEqual(
      [failed.status, failed.captured, failed.released],
      ["FAILED", 0, failed.n * price],
    );
    assert.ok(failed.n > 0);
    const { total, held } = await (await caller.request("/api/v1/credits")).json();
    assert.deepEqual([total, held], [0, 0]);
    await expectClean(database);
  });
});
