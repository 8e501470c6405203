import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { listQuery } from "#lib/contract/endpoints.ts";
import { type GenerationStatus, STATUSES } from "#lib/contract/generation.ts";
import { generationCode } from "#lib/contract/media.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { generations } from "../db/schema.ts";
import { newId } from "../ids.ts";
import { openTestGateway } from "../testing/gateway.ts";
import * as lifecycle from "./lifecycle.ts";
import { listGenerations } from "./list.ts";
import { SEARCH_BOUNDS, type SearchBounds } from "./search.ts";

const { gateway, context, workspaceId } = await openTestGateway({ hasWorker: false });

type Query = Parameters<typeof listQuery.parse>[0] & object;
type Made = {
  id: string;
  status: GenerationStatus;
  media: string;
  model: string;
  code: string | null;
  text: string;
  at: Date;
};

const START_MS = Date.parse("2026-03-01T00:00:00Z");
const isLive = (status: GenerationStatus) => status === "IN_QUEUE" || status === "IN_PROGRESS";

function make(number: number, text: string, status: GenerationStatus): Made {
  const model = MODELS[(number * 7) % 12];
  assert.ok(model);
  const at = new Date(START_MS + number * 1_000);
  const subCode = number % 3 === 0 ? "TIMEOUT" : "FAILED";
  const code = status === "FAILED" ? generationCode(model.media, subCode) : null;
  const { id, media } = model;
  return { id: newId("generation", at), status, media, model: id, code, text, at };
}

async function store(made: readonly Made[], workspace = workspaceId): Promise<void> {
  for (let from = 0; from < made.length; from += 500) {
    await gateway.db.orm.insert(generations).values(
      made.slice(from, from + 500).map(({ id, status, media, model, code, text, at }) => ({
        id,
        workspaceId: workspace,
        mode: "test" as const,
        model,
        media: media as "image",
        status,
        input: media === "tts" ? { text } : { prompt: text },
        usage: { total: 1, subscription: 1, permanent: 0 },
        failure: code ? { code, message: "m", requestId: "r", retryAfterMs: null } : null,
        deadlineAt: new Date(at.getTime() + 3_600_000),
        requestId: "req_fill",
        createdAt: at,
        finishedAt: isLive(status) ? null : at,
      })),
    );
  }
}

/** Every id that a walk from page to page shows, and how many items each page had. */
async function walk(query: Query, bounds?: SearchBounds) {
  const ids: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const asked = listQuery.parse({ ...query, ...(cursor && { cursor }) });
    const page = await listGenerations(context, asked, bounds);
    ids.push(...page.items.map(({ id }) => id));
    sizes.push(page.items.length);
    cursor = page.next_cursor;
    assert.ok(sizes.length < 2_000, "the walk does not end");
  } while (cursor !== null);
  return { ids, sizes };
}

const WORDS = [
  "cat",
  "Cat",
  "neon rain",
  "100%",
  "a_b",
  "\\",
  "'",
  '"',
  "🐱",
  "猫",
  "猫咪",
  "霓虹",
];
const MORE_WORDS = ["кошка", "КОШКА", "café", "x", "%_", "--", "the", "theatre", "😀😀", "ñ", "$1"];

const made = Array.from({ length: 400 }, (_, number) => {
  const vocabulary = [...WORDS, ...MORE_WORDS];
  const pick = (step: number) => vocabulary[(number * step + step) % vocabulary.length];
  const isLast = number > 390;
  const status = isLast ? "IN_QUEUE" : (STATUSES[(number * 13) % 5] ?? "FAILED");
  return make(number, `${pick(3)} ${pick(5)}${pick(7)} ${number},`, status);
});
await store(made);

function expected(query: Filters): string[] {
  const words = query.q?.toLowerCase();
  return made
    .filter(
      (each) =>
        (!query.status || each.status === query.status) &&
        (!query.media || each.media === query.media) &&
        (!query.model || each.model === query.model) &&
        (!query.code || each.code === query.code) &&
        (!words || each.text.toLowerCase().includes(words)) &&
        (!query.from || each.at >= new Date(query.from)) &&
        (!query.to || each.at <= new Date(query.to)),
    )
    .map(({ id }) => id)
    .reverse();
}

const time = fc
  .integer({ min: -50_000, max: 450_000 })
  .map((offsetMs) => new Date(START_MS + offsetMs).toISOString());
const filters = {
  status: fc.constantFrom(...STATUSES),
  media: fc.constantFrom("image", "video", "tts"),
  model: fc.constantFrom(...new Set(made.map(({ model }) => model)), "nobody/knows"),
  code: fc.constantFrom(...new Set(made.map(({ code }) => code ?? "UNAUTHORIZED"))),
  q: fc.oneof(
    fc.constantFrom(
      ...WORDS,
      ...MORE_WORDS,
      "38",
      "rain 🐱",
      "nothing has this",
      "t c",
      "猫咪霓虹",
    ),
    fc.nat(made.length - 1).chain((number) => {
      const text = [...(made[number]?.text ?? "")];
      return fc
        .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 12 }))
        .map(([from, length]) => text.slice(from, from + length).join(""));
    }),
  ),
  from: time,
  to: time,
};
type Filters = Partial<Record<keyof typeof filters, string>>;
const names = Object.keys(filters) as (keyof typeof filters)[];
/** Mostly few at once: many at once match nothing. */
const anyFilters: fc.Arbitrary<Filters> = fc
  .oneof(fc.subarray(names, { maxLength: 2 }), fc.subarray(names))
  .chain((chosen) =>
    fc.record(
      Object.fromEntries(
        chosen.map((name): [string, fc.Arbitrary<string>] => [name, filters[name]]),
      ),
    ),
  );
const anyLimit = fc.constantFrom(3, 20, 100);
const anyBounds = fc.record({
  look: fc.constantFrom(5, 30, 1_000),
  longLook: fc.constantFrom(40, 2_000),
  indexed: fc.constantFrom(3, 50, 20_000),
  indexedMs: fc.constant(5_000),
});

describe("any filters, whatever a search may read", () => {
  it("show on their pages together exactly what they match, newest first", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, anyLimit, anyBounds, async (query, limit, bounds) => {
        const { ids, sizes } = await walk({ ...query, limit }, bounds);
        assert.deepEqual(ids, expected(query), JSON.stringify({ query, bounds }));
        if (!query.q) assert.ok(sizes.slice(0, -1).every((size) => size === limit));
      }),
      { numRuns: 150 },
    );
  });
});

describe("a search among many", () => {
  const few = { ...SEARCH_BOUNDS, look: 20, longLook: 200 };

  it("has a rare word on its first page, however old", async () => {
    const { ids, sizes } = await walk({ q: " 12,", limit: 20 }, few);
    assert.deepEqual([ids, sizes], [[made[12]?.id], [1]]);
    assert.deepEqual((await walk({ q: "neon rain", limit: 100 }, few)).sizes.length, 1);
    assert.deepEqual((await walk({ q: "猫咪", limit: 100 }, few)).sizes.length, 1);
  });

  it("finds what has not ended as well", async () => {
    const live = expected({ q: "猫", status: "IN_QUEUE" });
    assert.ok(live.length > 0);
    const { ids } = await walk({ q: "猫", status: "IN_QUEUE", limit: 100 }, { ...few, look: 2 });
    assert.deepEqual(ids, live);
  });

  it("goes on from page to page where one reads no further, for one letter or too many hits", async () => {
    for (const bounds of [
      { ...few, longLook: 60 },
      { ...few, longLook: 60, indexed: 1 },
    ]) {
      const { ids, sizes } = await walk({ q: "x", limit: 20 }, bounds);
      assert.deepEqual(ids, expected({ q: "x" }));
      assert.ok(sizes.some((size) => size < 20));
      assert.ok(sizes.length >= 400 / 60);
    }
  });

  it("shows the same when the index is given hardly any time", async () => {
    const { ids, sizes } = await walk({ q: "neon", limit: 100 }, { ...few, indexedMs: 1, look: 1 });
    assert.deepEqual(ids, expected({ q: "neon" }));
    assert.ok(sizes.length >= 1);
  });

  it("takes a question of 200 characters, of which the last is another", async () => {
    const long = "lorem ipsum dolor ".repeat(20);
    const one = make(500, long.slice(0, 200), "COMPLETED");
    await store([one]);
    assert.deepEqual((await walk({ q: long.slice(0, 200), limit: 20 }, few)).ids, [one.id]);
    assert.deepEqual((await walk({ q: `${long.slice(0, 199)}!`, limit: 20 }, few)).ids, []);
    await gateway.db.pool.query("delete from generations where id = $1", [one.id]);
  });

  it("looks at the first 10,000 characters of a text", async () => {
    const one = make(501, `${"猫a".repeat(4_998)}needle in a haystack`, "COMPLETED");
    await store([one]);
    assert.deepEqual((await walk({ q: "need", limit: 20 }, few)).ids, [one.id]);
    assert.deepEqual((await walk({ q: "haystack", limit: 20 }, few)).ids, []);
    await gateway.db.pool.query("delete from generations where id = $1", [one.id]);
  });

  it("never shows another workspace's", async () => {
    await gateway.db.pool.query("insert into workspaces (id, name) values ('wsp_x', 'x')");
    const theirs = [make(502, "secret neon rain", "COMPLETED"), make(503, "secret", "IN_QUEUE")];
    await store(theirs, "wsp_x");
    assert.deepEqual((await walk({ q: "secret", limit: 20 }, few)).ids, []);
    assert.deepEqual((await walk({ q: "neon", limit: 100 }, few)).ids, expected({ q: "neon" }));
  });
});

describe("a walk while others write", () => {
  it("misses nothing and repeats nothing, also of what moves from state to state", async () => {
    const before = made.filter(({ status }) => isLive(status));
    let number = 1_000;
    let isDone = false;
    const writing = (async () => {
      for (const { id, status } of before) {
        await store([make(number++, "neon rain", "IN_QUEUE")]);
        const at = new Date();
        if (status === "IN_QUEUE") {
          await lifecycle.start(gateway.db.pool, { id, claim: 0, at, deadlineAt: at });
        }
        await lifecycle.cancel(gateway.db.pool, { id, at });
      }
      isDone = true;
    })();
    const newest = made.at(-1)?.id ?? "";
    for (let walks = 0; !isDone || walks < 3; walks++) {
      for (const query of [{}, { q: "neon" }, { media: "image" }]) {
        const { ids } = await walk(
          { ...query, limit: 7 },
          { ...SEARCH_BOUNDS, look: 10, longLook: 50 },
        );
        assert.deepEqual(
          ids.filter((id) => id <= newest),
          expected(query),
        );
        assert.equal(new Set(ids).size, ids.length);
      }
    }
    await writing;
  });
});
