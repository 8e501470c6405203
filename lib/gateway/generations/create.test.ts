import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isGatewayError } from "../errors.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { countRows, readEvents, readRow } from "../testing/rows.ts";
import { createGeneration } from "./create.ts";

const { gateway, context, client, workspaceId, request } = await openTestGateway({
  hasWorker: false,
});
const { db } = gateway;
const MODEL = "kling-ai/v3/video";

async function stored(): Promise<number[]> {
  const tables = ["generations", "generation_events", "graphile_worker._private_jobs"];
  return Promise.all(tables.map((table) => countRows(db, table)));
}

describe("createGeneration", () => {
  it("has written row, first event and job when it resolves", async () => {
    const before = await stored();
    const created = await client.create(MODEL, { prompt: "a cat", duration: 4 });
    assert.ok(created.ok);
    const { id } = created.data;
    assert.match(id, /^gen_[0-9a-z]{26}$/);
    assert.deepEqual(
      await stored(),
      before.map((n) => n + 1),
    );
    const row = await readRow(db, id);
    assert.deepEqual(
      [row.workspaceId, row.mode, row.status, row.claim, row.submitState],
      [workspaceId, "test", "IN_QUEUE", 0, null],
    );
    const events = await readEvents(db, id);
    assert.deepEqual(
      events.map(({ seq, state }) => [seq, state.status]),
      [[1, "IN_QUEUE"]],
    );
    const { rows: jobs } = await db.pool.query(
      "select task_identifier, key from graphile_worker.jobs where key = $1",
      [`run:${id}`],
    );
    assert.deepEqual(jobs, [{ task_identifier: "run_generation", key: `run:${id}` }]);
  });

  it("answers with the normalized input and what it costs", async () => {
    const created = await client.create(MODEL, { prompt: "a cat", duration: 4, n: 2 });
    assert.ok(created.ok);
    assert.deepEqual(created.data.input, {
      prompt: "a cat",
      duration: 4,
      generate_audio: true,
      quality: "standard",
      aspect_ratio: "16:9",
      n: 2,
    });
    assert.deepEqual(created.data.usage, { total: 192, subscription: 0, permanent: 192 });
    const { status, livemode, model, media, data, progress } = created.data;
    assert.deepEqual(
      [status, livemode, model, media, data, progress],
      ["IN_QUEUE", false, MODEL, "video", null, 0],
    );
    const read = await client.get(created.data.id);
    assert.deepEqual(read, created);
  });

  const refused: [string, string, unknown, string][] = [
    ["an unknown model", "nobody/knows", { prompt: "a" }, "VIDEO_GENERATION_UNSUPPORTED_MODEL"],
    ["bad input", MODEL, { prompt: "" }, "VIDEO_GENERATION_INVALID_INPUT"],
    ["no body", MODEL, undefined, "VIDEO_GENERATION_INVALID_INPUT"],
    ["a text that cannot be stored", MODEL, { prompt: "a\0" }, "VIDEO_GENERATION_INVALID_INPUT"],
    ["half an emoji", MODEL, { prompt: "a\ud83d" }, "VIDEO_GENERATION_INVALID_INPUT"],
  ];
  for (const [what, modelId, body, code] of refused) {
    it(`stores nothing when it refuses ${what}`, async () => {
      const before = await stored();
      await assert.rejects(
        createGeneration(context, { modelId, body }),
        (error) => isGatewayError(error) && error.code === code,
      );
      assert.deepEqual(await stored(), before);
    });
  }

  it("stores nothing when the job cannot be enqueued: row, event and job are one statement", async () => {
    const before = await stored();
    await db.pool.query(
      "alter table graphile_worker._private_jobs add constraint full_up check (false) not valid",
    );
    try {
      await assert.rejects(createGeneration(context, { modelId: MODEL, body: { prompt: "a" } }));
    } finally {
      await db.pool.query("alter table graphile_worker._private_jobs drop constraint full_up");
    }
    assert.deepEqual(await stored(), before);
  });

  it("keeps any text that JSON and a database can say", async () => {
    const prompt = "“quotes” \\ 'single' \u2028 🎬 日本 \ufffd \u0001 {\"json\": true} %s $1 --";
    const created = await client.create(MODEL, { prompt });
    assert.ok(created.ok);
    const read = await client.get(created.data.id);
    assert.ok(read.ok);
    assert.equal(read.data.input.prompt, prompt);
  });

  it("gives ids that sort in the order of acceptance", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 20; n++) {
      const { row } = await createGeneration(context, { modelId: MODEL, body: { prompt: `${n}` } });
      ids.push(row.id);
    }
    assert.deepEqual(ids, [...ids].sort());
  });

  it("gives a deadline from the acceptance on", async () => {
    const { row } = await createGeneration(context, {
      modelId: MODEL,
      body: { prompt: "a" },
      deadlineMs: 5_000,
    });
    const { createdAt, deadlineAt } = await readRow(db, row.id);
    assert.equal(deadlineAt.getTime() - createdAt.getTime(), 5_000);
  });

  it("refuses nothing because of a huge but allowed body", async () => {
    const response = await request("/api/v1/generation/minimax-tts/speech-02-hd", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "x".repeat(10_000), extra: "y".repeat(1_000_000) }),
    });
    assert.equal(response.status, 202);
  });
});
