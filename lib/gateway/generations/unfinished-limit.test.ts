import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { errorBody } from "#lib/contract/errors.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, type TestGateway } from "../testing/gateway.ts";
import { countRows } from "../testing/rows.ts";
import * as lifecycle from "./lifecycle.ts";

const IMAGE = "bytedance/seedream-4.5";
const CREATE = `/api/v1/generation/${IMAGE}`;
const options = { hasWorker: false, limits: { requestsPerMinute: 1_000_000 } };

const opened = await openTestGateway(options);
const other = await openTestGateway(options, opened.database);
const { db } = opened.gateway;

function setLimit(most: number): void {
  for (const { gateway } of [opened, other]) gateway.limits.unfinishedGenerations = most;
}

const create = (caller: Caller, { app }: TestGateway = opened) =>
  app.request(CREATE, postJson({ prompt: "a" }, { authorization: `Bearer ${caller.key}` }));

const unfinished = ({ workspaceId }: Caller) =>
  countRows(
    db,
    `generations where workspace_id = '${workspaceId}' and status in ('IN_QUEUE', 'IN_PROGRESS')`,
  );

/** How many of so many creates at once, from two processes, are accepted; the others must be 429. */
async function race(caller: Caller, count: number): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, n) => create(caller, n % 2 ? opened : other)),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].sort(), [202, 429]);
  return statuses.filter((status) => status === 202).length;
}

describe("unfinished generations of a workspace", () => {
  it("are exactly as many as the limit when more come at once to two processes", async () => {
    setLimit(5);
    const caller = await openCaller(opened, { workspace: "five" });
    assert.equal(await race(caller, 40), 5);
    assert.equal(await unfinished(caller), 5);
  });

  it("are exactly as many where most are let in without waiting for each other", async () => {
    const { rows } = await db.pool.query("select current_setting('max_connections')::int as n");
    const limit = rows[0].n + 60;
    setLimit(limit);
    const caller = await openCaller(opened, { workspace: "many" });
    assert.equal(await race(caller, limit + 100), limit);
    assert.equal(await unfinished(caller), limit);
  });

  it("are of both modes together, and of no other workspace", async () => {
    setLimit(2);
    const workspace = "both modes";
    const test = await openCaller(opened, { workspace });
    const live = await openCaller(opened, { workspace, mode: "live" });
    assert.deepEqual([(await create(test)).status, (await create(live)).status], [202, 202]);
    assert.deepEqual([(await create(test)).status, (await create(live)).status], [429, 429]);
    const stranger = await openCaller(opened, { workspace: "strangers" });
    assert.equal((await create(stranger)).status, 202);
  });

  it("make room when one ends", async () => {
    setLimit(1);
    const caller = await openCaller(opened, { workspace: "one" });
    const { id } = await (await create(caller)).json();
    assert.equal((await create(caller)).status, 429);
    await lifecycle.cancel(db.pool, { id, at: new Date() });
    assert.equal((await create(caller)).status, 202);
  });

  it("over the limit are refused in the family of the model, on every way", async () => {
    setLimit(1);
    const caller = await openCaller(opened, { workspace: "every way" });
    assert.equal((await create(caller)).status, 202);
    const speech = { modelId: "minimax-tts/speech-02-hd", input: { text: "a" } };
    const cases: [string, unknown, string][] = [
      [CREATE, { prompt: "a" }, "IMAGE"],
      ["/api/v1/generation/sse/kling-ai/v3/video", { prompt: "a" }, "VIDEO"],
      ["/api/ai/tts/generate", speech, "TTS"],
    ];
    for (const [path, body, family] of cases) {
      const response = await caller.request(path, postJson(body));
      assert.equal(response.status, 429);
      assert.equal(response.headers.get("retry-after"), "2");
      const error = errorBody.strict().parse(await response.json());
      assert.deepEqual(
        [error.code, error.fault, error.retry_after_ms, error.message],
        [
          `${family}_GENERATION_RATE_LIMITED`,
          "caller",
          2_000,
          "This workspace may have 1 unfinished generation at once.",
        ],
      );
    }
    assert.equal(await unfinished(caller), 1);
  });
});
