import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { creditEntryPage } from "#lib/contract/credits.ts";
import type { Billing } from "#lib/contract/errors.ts";
import { type Generation, generation, isTerminal } from "#lib/contract/generation.ts";
import { auditLedger } from "../credits/audit.ts";
import { getBalance } from "../credits/balance.ts";
import { expireGrants } from "../credits/expire.ts";
import { type Grant, grantCredits } from "../credits/grant.ts";
import { entryId } from "../credits/ledger.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { listFiles } from "../testing/list-files.ts";
import { readStream } from "../testing/read-stream.ts";
import { readEvents } from "../testing/rows.ts";
import { pictures } from "../testing/sample-files.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";
import type { UpstreamState } from "../upstreams/adapter.ts";
import { runGeneration } from "./run.ts";
import { sweepExpired } from "./sweep.ts";
import { markSubmitting, takeGeneration } from "./take.ts";

const MODEL = "bytedance/seedream-4.5";
/** Four results of 8 credits. */
const INPUT = { prompt: "a cat", n: 4 };
const PRICE = 32;
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

const upstream = createScriptedUpstream();
let clockMs = 0;
const opened = await openTestGateway({
  hasWorker: false,
  upstreams: [upstream],
  now: () => new Date(Date.now() + clockMs),
});
const { gateway } = opened;
const { pool } = gateway.db;
let workspaces = 0;

beforeEach(() => {
  clockMs = 0;
});

const give = (workspaceId: string, grant: Pick<Grant, "kind" | "amount" | "expiresAt">) =>
  grantCredits(pool, {
    ...{ workspaceId, mode: "test", source: "test", sourceRef: null, at: gateway.now() },
    ...grant,
  });

/** A caller whose workspace has 10 credits by subscription, for a day, and 90 purchased ones. */
async function open(): Promise<Caller> {
  const workspace = `billing ${++workspaces}`;
  const caller = await openCaller(opened, { workspace, credits: 90 });
  const expiresAt = new Date(gateway.now().getTime() + 24 * HOUR_MS);
  await give(caller.workspaceId, { kind: "subscription", amount: 10, expiresAt });
  return caller;
}

async function spendable({ workspaceId }: Caller): Promise<[number, number, number]> {
  const at = gateway.now();
  const { subscription, permanent, held } = await getBalance(pool, {
    workspaceId,
    mode: "test",
    at,
  });
  return [subscription, permanent, held];
}

async function read(caller: Caller, path: string, init?: RequestInit): Promise<Generation> {
  const response = await caller.request(`/api/v1/generation/${path}`, init);
  return generation.parse(await response.json());
}

const create = (caller: Caller) => read(caller, MODEL, postJson(INPUT));

async function made(count: number): Promise<UpstreamState> {
  const outputs = [];
  for (let n = 0; n < count; n++) {
    outputs.push(await writeOutput(await gateway.media.temporaryPath("png")));
  }
  return { state: "completed", outputs };
}

/** What the ledger has of a generation: kind, change of what can be spent and of what is held. */
async function movements(id: string): Promise<[string, number, number][]> {
  const { rows } = await pool.query(
    "select kind, delta, held_delta from credit_entries where generation_id = $1 order by seq",
    [id],
  );
  return rows.map(({ kind, delta, held_delta }) => [kind, delta, held_delta]);
}

async function entriesOf(id: string): Promise<string[]> {
  const { rows } = await pool.query<{ seq: string }>(
    "select seq from credit_entries where generation_id = $1 order by seq",
    [id],
  );
  return rows.map(({ seq }) => entryId(Number(seq)));
}

/** The object, its last event and the last frame of its stream say the same, and name all entries. */
async function settled(caller: Caller, id: string): Promise<Billing> {
  const { status, billing } = await read(caller, id);
  assert.ok(isTerminal(status), status);
  assert.deepEqual(billing.entry_ids, await entriesOf(id));
  const events = await caller.request(`/api/v1/generation/${id}/events`);
  const frames = await readStream(events).rest();
  assert.deepEqual(frames.at(-1)?.generation.billing, billing);
  return billing;
}

/** The code that the ledger has beside each kind of entry of a generation. */
async function reasonsOf(caller: Caller, id: string): Promise<Record<string, string | null>> {
  const response = await caller.request(`/api/v1/credits/entries?generation=${id}`);
  const { items } = creditEntryPage.parse(await response.json());
  return Object.fromEntries(items.map(({ kind, code }) => [kind, code]));
}

const amountsOf = ({ held, captured, released }: Billing) => [held, captured, released];

describe("a generation that is accepted", () => {
  it("holds its price, by bucket: the subscription first", async () => {
    const caller = await open();
    const { id, usage, billing } = await create(caller);
    assert.deepEqual(usage, { total: PRICE, subscription: 10, permanent: 22 });
    assert.deepEqual(billing, {
      held: PRICE,
      captured: 0,
      released: 0,
      entry_ids: await entriesOf(id),
    });
    assert.deepEqual(await movements(id), [
      ["hold", -10, 10],
      ["hold", -22, 22],
    ]);
    assert.deepEqual(await spendable(caller), [0, 68, PRICE]);
  });

  it("says so in the first frame of its stream, and in each until its end", async () => {
    const caller = await open();
    const path = `/api/v1/generation/sse/${MODEL}`;
    const reader = readStream(await caller.request(path, postJson(INPUT)));
    const first = (await reader.next())?.generation;
    assert.deepEqual(amountsOf(first?.billing as Billing), [PRICE, 0, 0]);
    upstream.say(await made(4));
    await runGeneration(gateway, first?.id ?? "", never);
    const rest = await reader.rest();
    assert.deepEqual(
      rest.map(({ generation: { status, billing } }) => [status, ...amountsOf(billing)]),
      [
        ["IN_PROGRESS", PRICE, 0, 0],
        ["COMPLETED", 0, PRICE, 0],
      ],
    );
  });

  it("is not while there is too little: 402 says what is missing and what would fit", async () => {
    const caller = await openCaller(opened, { workspace: "poor", credits: 20 });
    const before = await readCounts();
    const response = await caller.request(`/api/v1/generation/${MODEL}`, postJson(INPUT));
    const { code, next_action, suggestions, billing } = await response.json();
    assert.deepEqual(
      [response.status, code, next_action],
      [402, "IMAGE_GENERATION_INSUFFICIENT_CREDITS", "buy_credits"],
    );
    assert.deepEqual(billing, {
      held: 0,
      captured: 0,
      released: 0,
      required: PRICE,
      available: 20,
      shortfall: 12,
      entry_ids: [],
    });
    assert.ok(suggestions.length > 0);
    assert.deepEqual(await readCounts(), before, "nothing is stored");
    assert.deepEqual(await spendable(caller), [0, 20, 0]);
  });

  it("is not on any way, in the family of the model", async () => {
    const caller = await openCaller(opened, { workspace: "without", credits: 0 });
    const speech = { modelId: "minimax-tts/speech-02-hd", input: { text: "a" } };
    const ways: [string, unknown, string][] = [
      [`/api/v1/generation/${MODEL}`, INPUT, "IMAGE"],
      ["/api/v1/generation/sse/kling-ai/v3/video", { prompt: "a" }, "VIDEO"],
      ["/api/ai/tts/generate", speech, "TTS"],
    ];
    for (const [path, body, family] of ways) {
      const response = await caller.request(path, postJson(body));
      const { code, suggestions, billing } = await response.json();
      assert.deepEqual([response.status, code], [402, `${family}_GENERATION_INSUFFICIENT_CREDITS`]);
      assert.equal(response.headers.get("x-generation-id"), null);
      assert.deepEqual([billing.available, billing.shortfall], [0, billing.required]);
      assert.equal(suggestions, undefined, "nothing is free");
    }
  });

  it("is not, and keeps no file and leaves its Idempotency-Key free", async () => {
    const caller = await openCaller(opened, { workspace: "files", credits: 1 });
    const files = await listFiles(opened.dataDir);
    const picture = `data:image/png;base64,${pictures.png.toString("base64")}`;
    const key = { "idempotency-key": "first too dear" };
    const edit = { prompt: "a cat", image_urls: [picture] };
    const path = "/api/v1/generation/google/nano-banana-2";
    assert.equal((await caller.request(path, postJson(edit, key))).status, 402);
    assert.deepEqual(await listFiles(opened.dataDir), files);
    const { workspaceId } = caller;
    await give(workspaceId, { kind: "purchased", amount: 100, expiresAt: null });
    const accepted = await caller.request(path, postJson({ prompt: "another" }, key));
    assert.deepEqual([accepted.status, accepted.headers.get("idempotent-replayed")], [202, null]);
  });

  async function readCounts() {
    const { rows } = await pool.query(
      `select (select count(*) from generations) as generations, (select count(*) from credit_entries) as entries,
         (select count(*) from credit_holds) as holds, (select count(*) from graphile_worker._private_jobs) as jobs`,
    );
    return rows;
  }
});

describe("a generation that has completed", () => {
  it("costs what it held when all was made", async () => {
    const caller = await open();
    const { id } = await create(caller);
    upstream.say(await made(4));
    await runGeneration(gateway, id, never);
    assert.deepEqual(amountsOf(await settled(caller, id)), [0, PRICE, 0]);
    assert.deepEqual(await spendable(caller), [0, 68, 0]);
  });

  it("costs half when two of four were made; the rest goes back where it came from", async () => {
    const caller = await open();
    const { id, usage } = await create(caller);
    upstream.say(await made(2));
    await runGeneration(gateway, id, never);
    assert.deepEqual(amountsOf(await settled(caller, id)), [0, 16, 16]);
    assert.deepEqual((await movements(id)).slice(2), [
      ["capture", 0, -10],
      ["capture", 0, -6],
      ["release", 16, -16],
    ]);
    assert.deepEqual(await spendable(caller), [0, 84, 0]);
    const ended = await read(caller, id);
    assert.deepEqual([ended.usage, ended.data?.n], [usage, 2]);
  });

  it("costs no more than it held when more was made than was asked for", async () => {
    const caller = await open();
    const { id } = await create(caller);
    upstream.say(await made(5));
    await runGeneration(gateway, id, never);
    assert.deepEqual(amountsOf(await settled(caller, id)), [0, PRICE, 0]);
  });

  it("keeps its ledger when it is deleted", async () => {
    const caller = await open();
    const { id } = await create(caller);
    upstream.say(await made(4));
    await runGeneration(gateway, id, never);
    const before = await movements(id);
    const init = { method: "DELETE" };
    assert.equal((await caller.request(`/api/v1/generation/${id}`, init)).status, 200);
    assert.deepEqual(await movements(id), before);
    const entries = await caller.request(`/api/v1/credits/entries?generation=${id}`);
    assert.equal((await entries.json()).items.length, before.length);
  });
});

describe("a generation that has ended without a result", () => {
  const past = async (id: string) => {
    await pool.query("update generations set deadline_at = $2 where id = $1", [id, new Date(0)]);
    assert.equal(await sweepExpired(gateway), 1);
  };
  const failing = (state: UpstreamState) => async (id: string) => {
    upstream.say(state);
    await runGeneration(gateway, id, never);
  };
  const ends: [string, string | null, (id: string, caller: Caller) => Promise<void>][] = [
    ["failed", "FAILED", failing({ state: "failed", failure: { subCode: "FAILED" } })],
    [
      "timed out upstream",
      "TIMEOUT",
      failing({ state: "failed", failure: { subCode: "TIMEOUT" } }),
    ],
    ["made nothing", "FAILED", failing({ state: "completed", outputs: [] })],
    [
      "could not be submitted",
      "FAILED",
      async (id) => {
        upstream.refuse(new Error("not what one expects"));
        await runGeneration(gateway, id, never).finally(() => upstream.refuse(null));
      },
    ],
    ["passed its deadline", "TIMEOUT", past],
    [
      "passed its deadline at work",
      "TIMEOUT",
      async (id) => {
        await takeGeneration(gateway, id);
        await past(id);
      },
    ],
    [
      "was being submitted by a process that died",
      "FAILED",
      async (id) => {
        const row = await takeGeneration(gateway, id);
        await markSubmitting(pool, { id, claim: row?.claim ?? 0, upstream: "scripted" });
        await runGeneration(gateway, id, never);
      },
    ],
    [
      "was canceled",
      null,
      async (id, caller) => {
        const canceled = await read(caller, `${id}/cancel`, { method: "POST" });
        assert.deepEqual(amountsOf(canceled.billing), [0, 0, PRICE]);
      },
    ],
  ];
  for (const [what, subCode, end] of ends) {
    it(`costs nothing when it ${what}: all goes back where it came from`, async () => {
      const caller = await open();
      const { id } = await create(caller);
      await end(id, caller);
      assert.deepEqual(amountsOf(await settled(caller, id)), [0, 0, PRICE]);
      const { code = null } = await read(caller, id);
      assert.equal(code, subCode && `IMAGE_GENERATION_${subCode}`);
      assert.deepEqual(await reasonsOf(caller, id), { hold: null, release: code });
      assert.deepEqual((await movements(id)).slice(2), [
        ["release", 10, -10],
        ["release", 22, -22],
      ]);
      assert.deepEqual(await spendable(caller), [10, 90, 0]);
    });
  }

  it("costs nothing also when the grant has ended meanwhile: it lives a day more", async () => {
    const caller = await open();
    const { id } = await create(caller);
    clockMs = 25 * HOUR_MS;
    await expireGrants(pool, gateway.now());
    assert.deepEqual(await spendable(caller), [0, 68, PRICE]);
    await read(caller, `${id}/cancel`, { method: "POST" });
    assert.deepEqual(await spendable(caller), [10, 90, 0]);
    const quote = await caller.request(`/api/v1/quote/${MODEL}`, postJson(INPUT));
    assert.equal((await quote.json()).available, 100);
    clockMs += 24 * HOUR_MS - 60_000;
    await expireGrants(pool, gateway.now());
    assert.deepEqual(await spendable(caller), [10, 90, 0]);
    clockMs += 60_000;
    assert.deepEqual(await spendable(caller), [0, 90, 0]);
  });

  it("gives credits back once, however many end it at the same time", async () => {
    const caller = await open();
    const { id } = await create(caller);
    upstream.say(await made(4));
    const end = { method: "POST" };
    await Promise.all([
      runGeneration(gateway, id, never),
      ...Array.from({ length: 6 }, () => caller.request(`/api/v1/generation/${id}/cancel`, end)),
    ]);
    const [held, captured = 0, released = 0] = amountsOf(await settled(caller, id));
    assert.deepEqual([held, captured + released], [0, PRICE]);
    assert.ok(captured === 0 || released === 0);
    assert.equal((await movements(id)).length, 4);
    assert.equal(
      (await readEvents(gateway.db, id)).at(-1)?.seq,
      (await readEvents(gateway.db, id)).length,
    );
  });
});

describe("the ledger behind all of the above", () => {
  it("is whole", async () => {
    const broken = (await auditLedger(pool)).filter((finding) => finding.broken > 0);
    assert.deepEqual(broken, []);
  });
});
