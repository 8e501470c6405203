import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureHold, releaseHold } from "../credits/settle.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";

const now = new Date("2026-03-01T12:00:00.000Z");
const opened = await openTestGateway({ hasWorker: false, now: () => now });
const { pool } = opened.gateway.db;
const IMAGE = "bytedance/seedream-4.5";
const VIDEO = "kling-ai/v3/video";

const ours = await openCaller(opened, { workspace: "usage" });
const second = await openCaller(opened, { workspace: "usage" });
const stranger = await openCaller(opened, { workspace: "stranger" });

async function create(caller: Caller, model: string): Promise<{ id: string; price: number }> {
  const answer = await caller.request(`/api/v1/generation/${model}`, postJson({ prompt: "a" }));
  assert.equal(answer.status, 202);
  const { id, usage } = await answer.json();
  return { id, price: usage.total };
}

async function capture(caller: Caller, model: string, at: string): Promise<number> {
  const { id, price } = await create(caller, model);
  await captureHold(pool, { generationId: id, amount: price, at: new Date(at) });
  return price;
}

async function fail(caller: Caller, model: string, at: string): Promise<number> {
  const { id, price } = await create(caller, model);
  const failure = JSON.stringify({ code: "IMAGE_GENERATION_TIMEOUT" });
  await pool.query("update generations set failure = $2 where id = $1", [id, failure]);
  await releaseHold(pool, { generationId: id, at: new Date(at) });
  return price;
}

const image = await capture(ours, IMAGE, "2026-02-10T23:59:59.999Z");
await capture(second, IMAGE, "2026-02-11T00:00:00.000Z");
const video = await capture(ours, VIDEO, "2026-02-11T23:59:59.999Z");
await fail(ours, IMAGE, "2026-02-12T12:00:00.000Z");
await create(ours, IMAGE);
await capture(stranger, IMAGE, "2026-02-11T12:00:00.000Z");

type Item = {
  key: string | null;
  split: string | null;
  captured: number;
  released: number;
  generations: number;
};

async function usage(query: string, caller = ours): Promise<Item[]> {
  const answer = await caller.request(`/api/v1/credits/usage?${query}`);
  assert.equal(answer.status, 200);
  return (await answer.json()).items;
}

const lines = (items: Item[]) =>
  items.map(({ key, split, captured, released, generations }) =>
    split === null
      ? [key, captured, released, generations]
      : [key, split, captured, released, generations],
  );

describe("where the credits went", () => {
  it("is told by day, in UTC, of what has ended", async () => {
    const expected = [
      ["2026-02-10", image, 0, 1],
      ["2026-02-11", image + video, 0, 2],
      ["2026-02-12", 0, image, 1],
    ];
    assert.deepEqual(lines(await usage("")), expected);
    assert.deepEqual(lines(await usage("by=day&from=2026-02-10&to=2026-02-12")), expected);
  });

  it("is told of whole days, the last included, whatever the offset of a time", async () => {
    const day = [["2026-02-11", image + video, 0, 2]];
    assert.deepEqual(lines(await usage("from=2026-02-11&to=2026-02-11")), day);
    const offset = "from=2026-02-11T05:30:00%2B05:30&to=2026-02-12T05:29:59.999%2B05:30";
    assert.deepEqual(lines(await usage(offset)), day);
  });

  it("is told by model, medium, key and code, and each divided once more", async () => {
    assert.deepEqual(lines(await usage("by=model")), [
      [IMAGE, image * 2, image, 3],
      [VIDEO, video, 0, 1],
    ]);
    assert.deepEqual(lines(await usage("by=media")), [
      ["image", image * 2, image, 3],
      ["video", video, 0, 1],
    ]);
    const byKey = new Map(
      (await usage("by=key")).map(({ key, generations }) => [key, generations]),
    );
    assert.deepEqual(
      byKey,
      new Map([
        [ours.keyId, 3],
        [second.keyId, 1],
      ]),
    );
    assert.deepEqual(lines(await usage("by=code")), [
      ["IMAGE_GENERATION_TIMEOUT", 0, image, 1],
      [null, image * 2 + video, 0, 3],
    ]);
    assert.deepEqual(lines(await usage("from=2026-02-11&to=2026-02-11&split=media")), [
      ["2026-02-11", "image", image, 0, 1],
      ["2026-02-11", "video", video, 0, 1],
    ]);
  });

  it("is nobody else's", async () => {
    assert.deepEqual(lines(await usage("by=media", stranger)), [["image", image, 0, 1]]);
  });

  it("adds up to more than a balance can be", async () => {
    const heavy = await openCaller(opened, { workspace: "heavy" });
    const ids = [(await create(heavy, IMAGE)).id, (await create(heavy, IMAGE)).id];
    await pool.query(
      "update credit_holds set amount = 2000000000, captured = 2000000000, settled_at = $2 where generation_id = any($1)",
      [ids, now],
    );
    assert.deepEqual(lines(await usage("by=media", heavy)), [["image", 4_000_000_000, 0, 2]]);
  });
});

describe("a question about credits that is not right", () => {
  const refusals: [string, string, RegExp][] = [
    ["usage?by=hour", "by", /must be one of day, model, media, key, code/],
    ["usage?split=day", "split", /must be one of media, model/],
    ["usage?from=yesterday", "from", /ISO 8601/],
    ["usage?from=2026-02-02&to=2026-02-01", "from", /must not be behind to/],
    ["usage?from=2025-01-01&to=2026-01-03", "from", /at most 366 days before to/],
    ["usage?form=2026-01-01", "form", /did you mean from\?/],
    ["entries?kind=refund", "kind", /must be one of grant, hold/],
    ["entries?limit=101", "limit", /between 1 and 100/],
    ["entries?cursor=nonsense", "cursor", /next_cursor of an earlier page/],
    [`entries?cursor=${"a".repeat(201)}`, "cursor", /^cursor must have at most 200 characters\.$/],
    [`entries?grant=${"a".repeat(101)}`, "grant", /^grant must have at most 100 characters\.$/],
    [
      `entries?generation=${"a".repeat(101)}`,
      "generation",
      /^generation must have at most 100 characters\.$/,
    ],
    ["entries?generation=%00", "generation", /must not contain/],
    ["entries.csv?limit=5", "limit", /is not a parameter here/],
    ["entries.csv?to=2026-02-30", "to", /ISO 8601/],
  ];
  for (const [query, field, message] of refusals) {
    it(`is refused in words: ${query.slice(0, 50)}`, async () => {
      const answer = await ours.request(`/api/v1/credits/${query}`);
      assert.equal(answer.status, 422);
      const error = await answer.json();
      assert.equal(error.code, "VALIDATION_ERROR");
      assert.deepEqual(error.issues[0].path, [field]);
      assert.match(error.message, message);
    });
  }
});
