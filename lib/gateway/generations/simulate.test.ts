import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Generation } from "#lib/contract/generation.ts";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { quoteCredits } from "#lib/contract/pricing.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";
import { readStream } from "../testing/read-stream.ts";
import { countRows, readEvents, readRow } from "../testing/rows.ts";
import { until } from "../testing/until.ts";
import { runGeneration } from "./run.ts";

const IMAGE = "bytedance/seedream-4.5";
const TTS = "qwen/qwen-3-tts/text-to-speech/1.7b";
const VENDORS =
  /\bfal\b|replicate|openai|googleapis|gemini|elevenlabs|\bsk[-_]|r8_|AIza|\borg-|billing\b(?!":)/i;

const opened = await openTestGateway();
const { gateway, client, request } = opened;
const { db } = gateway;

const picture = (marker: string) => ({ prompt: `a cat ${marker} in rain`, resolution: "1K" });

async function create(model: string, input: Record<string, unknown>): Promise<string> {
  const created = await client.create(model, input);
  assert.ok(created.ok, JSON.stringify(created));
  return created.data.id;
}

async function finished(id: string): Promise<Generation> {
  const waited = await client.waitFor(id);
  assert.ok(waited.ok, JSON.stringify(waited));
  return waited.data;
}

const statuses = async (id: string) => (await readEvents(db, id)).map(({ state }) => state.status);

async function refused(model: string, input: Record<string, unknown>) {
  const before = await countRows(db, "generations");
  const response = await request(`/api/v1/generation/${model}`, postJson(input));
  const text = await response.text();
  assert.doesNotMatch(text.replace(/"suggestions":\[[^\]]*\]/, ""), VENDORS);
  assert.equal(await countRows(db, "generations"), before, "nothing is stored");
  return { status: response.status, body: JSON.parse(text) };
}

describe("a simulated refusal", () => {
  it("is INVALID_INPUT with an issue on the field of the marker", async () => {
    for (const [model, field, family] of [
      [IMAGE, "prompt", "IMAGE"],
      [TTS, "text", "TTS"],
    ] as const) {
      const { status, body } = await refused(model, { [field]: "a [[simulate INVALID_INPUT]]" });
      assert.deepEqual([status, body.code], [400, `${family}_GENERATION_INVALID_INPUT`]);
      assert.deepEqual(body.issues, [
        { path: [field], message: "was refused, since INVALID_INPUT is simulated" },
      ]);
      assert.equal(body.message, `${field} was refused, since INVALID_INPUT is simulated.`);
    }
  });

  it("is UNSUPPORTED_MODEL with other models", async () => {
    const { status, body } = await refused(IMAGE, picture("[[simulate UNSUPPORTED_MODEL]]"));
    assert.deepEqual([status, body.code], [400, "IMAGE_GENERATION_UNSUPPORTED_MODEL"]);
    assert.equal(body.suggestions.length, 3);
    assert.ok(!body.suggestions.includes(IMAGE));
    for (const id of body.suggestions) assert.equal(findModel(id)?.media, "image", id);
  });

  it("is INSUFFICIENT_CREDITS with what it costs and the little that is left", async () => {
    const input = picture("[[simulate INSUFFICIENT_CREDITS]]");
    const { status, body } = await refused(IMAGE, input);
    assert.deepEqual([status, body.code], [402, "IMAGE_GENERATION_INSUFFICIENT_CREDITS"]);
    const { required, available, shortfall, ...rest } = body.billing;
    assert.deepEqual(rest, { held: 0, captured: 0, released: 0, entry_ids: [] });
    assert.equal(required, quoteCredits({ id: IMAGE }, input).credits);
    assert.ok(available >= 0 && available < required, `${available}`);
    assert.equal(shortfall, required - available);
    assert.equal(body.next_action, "buy_credits");
  });

  it("is CONTENT_REJECTED at once when nothing says when", async () => {
    const { status, body } = await refused(IMAGE, picture("[[simulate CONTENT_REJECTED]]"));
    assert.deepEqual([status, body.code], [422, "IMAGE_GENERATION_CONTENT_REJECTED"]);
  });

  it("is INVALID_INPUT that lists what is known for a marker that is not right", async () => {
    const { status, body } = await refused(IMAGE, picture("[[simulate NONSENSE]]"));
    assert.deepEqual([status, body.code], [400, "IMAGE_GENERATION_INVALID_INPUT"]);
    assert.deepEqual(body.issues[0].path, ["prompt"]);
    assert.match(body.issues[0].message, /NONSENSE.*FAILED, TIMEOUT, .*CONTENT_REJECTED/);
  });

  it("of speech within a call names the field by its place in the body", async () => {
    const body = { modelId: TTS, input: { text: "[[simulate INVALID_INPUT]]" } };
    const response = await request("/api/ai/tts/generate", postJson(body));
    assert.equal(response.status, 400);
    assert.equal(response.headers.get("x-generation-id"), null);
    assert.deepEqual((await response.json()).issues[0].path, ["input", "text"]);
  });

  it("leaves its Idempotency-Key unused", async () => {
    const key = { "idempotency-key": "simulated-once" };
    const path = `/api/v1/generation/${IMAGE}`;
    const first = await request(path, postJson(picture("[[simulate INVALID_INPUT]]"), key));
    const second = await request(path, postJson(picture("[[simulate FAILED]]"), key));
    assert.deepEqual([first.status, second.status], [400, 202]);
    await finished((await second.json()).id);
  });
});

describe("a simulated failure in the run", () => {
  const inQueue = ["IN_QUEUE", "FAILED"];
  const inWork = ["IN_QUEUE", "IN_PROGRESS", "FAILED"];
  const cases: [string, readonly string[]][] = [
    ["RATE_LIMITED", inQueue],
    ["PROVIDER_UNAVAILABLE", inQueue],
    ["FAILED", inWork],
    ["TIMEOUT", inWork],
    ["RATE_LIMITED after 300ms", inWork],
    ["PROVIDER_UNAVAILABLE after 300ms", inWork],
    ["CONTENT_REJECTED after 300ms", inWork],
    ["FAILED at 40%", inWork],
  ];
  for (const [marker, expected] of cases) {
    it(`is told as ${expected.join(", ")} by ${marker}`, async () => {
      const id = await create(IMAGE, picture(`[[simulate ${marker}]]`));
      const generation = await finished(id);
      assert.equal(generation.code, `IMAGE_GENERATION_${marker.split(" ")[0]}`);
      assert.equal(generation.attempts[0]?.code, generation.code);
      const { entry_ids, ...amounts } = generation.billing;
      assert.deepEqual(amounts, { held: 0, captured: 0, released: generation.usage.total });
      assert.equal(entry_ids.length, 2, "the hold and its release");
      assert.deepEqual(await statuses(id), expected);
      assert.doesNotMatch(JSON.stringify(generation), VENDORS);
      assert.doesNotMatch(
        JSON.stringify([await readRow(db, id), await readEvents(db, id)]),
        VENDORS,
      );
    });
  }

  it("says when to come back if it is a rate limit", async () => {
    for (let n = 0; n < 10; n++) {
      const { retry_after_ms } = await finished(
        await create(IMAGE, picture("[[simulate RATE_LIMITED]]")),
      );
      assert.ok(retry_after_ms && retry_after_ms >= 2_000 && retry_after_ms <= 20_000);
    }
  });

  it("comes after steps of progress that a stream shows", async () => {
    const path = `/api/v1/generation/sse/${IMAGE}`;
    const response = await request(path, postJson(picture("[[simulate FAILED at 60%]]")));
    const frames = await readStream(response).rest();
    const shares = frames.map(({ generation }) => Math.round(generation.progress * 100));
    // A reader who is busy sees the newest progress alone.
    for (const share of shares) assert.ok([0, 20, 40, 60].includes(share), `${share}`);
    assert.ok(new Set(shares).size > 2, shares.join());
    const last = frames.at(-1)?.generation;
    assert.deepEqual([last?.status, last?.progress], ["FAILED", 0.6]);
    assert.doesNotMatch(JSON.stringify(frames), VENDORS);
  });

  it("comes after its time", async () => {
    const generation = await finished(
      await create(IMAGE, picture("[[simulate TIMEOUT after 1.2s at 30%]]")),
    );
    const elapsedMs =
      Date.parse(generation.finished_at ?? "") - Date.parse(generation.started_at ?? "");
    assert.ok(elapsedMs >= 1_150, `${elapsedMs} ms`);
    assert.equal(generation.progress, 0.3);
  });

  it("can be canceled before it comes", async () => {
    const id = await create(IMAGE, picture("[[simulate FAILED after 60s]]"));
    await until("it works", async () => (await readRow(db, id)).progress > 0);
    const canceled = await client.cancel(id);
    assert.ok(canceled.ok);
    await until("its job is gone", async () => {
      const key = [`run:${id}`];
      const { rowCount } = await db.pool.query(
        "select from graphile_worker.jobs where key = $1",
        key,
      );
      return rowCount === 0;
    });
    assert.deepEqual(await statuses(id), ["IN_QUEUE", "IN_PROGRESS", "CANCELED"]);
  });

  it("is the answer of the call, for speech within one", async () => {
    const body = {
      modelId: TTS,
      input: { text: "hi [[simulate PROVIDER_UNAVAILABLE after 300ms]]" },
    };
    const response = await request("/api/ai/tts/generate", postJson(body));
    const text = await response.text();
    assert.equal(response.status, 503);
    assert.equal(JSON.parse(text).code, "TTS_GENERATION_PROVIDER_UNAVAILABLE");
    assert.ok(Number(response.headers.get("retry-after")) > 0);
    assert.doesNotMatch(text, VENDORS);
  });
});

describe("slow work", () => {
  it("completes, not before its time, with progress until then and no trace of the marker", async () => {
    const input = picture("[[simulate slow 1.5s]]");
    const id = await create(IMAGE, input);
    const path = `/api/v1/generation/${id}/events`;
    const frames = await readStream(await request(path)).rest();
    const shares = new Set(frames.map(({ generation }) => generation.progress));
    assert.ok(shares.size >= 4, [...shares].join());
    const generation = frames.at(-1)?.generation;
    assert.equal(generation?.status, "COMPLETED");
    const elapsedMs =
      Date.parse(generation?.finished_at ?? "") - Date.parse(generation?.started_at ?? "");
    assert.ok(elapsedMs >= 1_450, `${elapsedMs} ms`);
    assert.equal(generation?.input.prompt, input.prompt);
    assert.equal(
      generation?.data?.type === "image" && generation.data.actual_prompt,
      "a cat in rain",
    );
    assert.equal(
      generation?.data?.type === "image" && generation.data.image.file_name,
      "a-cat-in-rain.png",
    );
  });

  it("past the deadline of a speech call is TIMEOUT", async () => {
    const speechCallMs = gateway.deadlines.speechCallMs;
    gateway.deadlines.speechCallMs = 400;
    try {
      const body = { modelId: TTS, input: { text: "hello [[simulate slow 30s]]" } };
      const response = await request("/api/ai/tts/generate", postJson(body));
      assert.equal(response.status, 504);
      assert.equal((await response.json()).code, "TTS_GENERATION_TIMEOUT");
    } finally {
      gateway.deadlines.speechCallMs = speechCallMs;
    }
  });

  it("speaks though there is nothing but the marker", async () => {
    const generation = await finished(await create(TTS, { text: "[[simulate slow 100ms]]" }));
    assert.equal(generation.status, "COMPLETED");
  });
});

describe("a simulation that another process takes over", () => {
  it("goes on there to its end", async () => {
    const other = await openTestGateway({ hasWorker: false });
    const created = await other.client.create(
      IMAGE,
      picture("[[simulate FAILED after 700ms at 50%]]"),
    );
    assert.ok(created.ok);
    const { id } = created.data;
    const stop = new AbortController();
    const running = runGeneration(other.gateway, id, stop.signal);
    const handedBack = assert.rejects(running, /handed back/);
    await until("it works", async () => (await readRow(other.gateway.db, id)).progress > 0);
    stop.abort();
    await handedBack;
    await runGeneration(other.gateway, id, new AbortController().signal);
    const row = await readRow(other.gateway.db, id);
    assert.deepEqual([row.status, row.progress], ["FAILED", 0.5]);
    assert.equal(row.attempts.length, 1);
    assert.equal((await readEvents(other.gateway.db, id)).length, 3);
  });
});

describe("live mode", () => {
  it("takes a marker for ordinary text", async () => {
    const live = await openCaller(opened, { mode: "live" });
    for (const marker of [
      "[[simulate INVALID_INPUT]]",
      "[[simulate INSUFFICIENT_CREDITS]]",
      "[[simulate X",
    ]) {
      const created = await live.request(`/api/v1/generation/${IMAGE}`, postJson(picture(marker)));
      assert.equal(created.status, 202, marker);
      const { id } = await created.json();
      const ended = await until("it has ended", async () => {
        const read = await (await live.request(`/api/v1/generation/${id}`)).json();
        return read.finished_at && read;
      });
      assert.equal(ended.code, "IMAGE_GENERATION_PROVIDER_UNAVAILABLE");
      assert.equal(ended.docs_url, `${TEST_ORIGIN}/errors/IMAGE_GENERATION_PROVIDER_UNAVAILABLE`);
    }
  });
});
