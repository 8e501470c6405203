import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ListQuery } from "#lib/contract/endpoints.ts";
import * as lifecycle from "../generations/lifecycle.ts";
import { openCaller } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";

let clock = new Date("2026-01-02T00:00:00.000Z");
const opened = await openTestGateway({ hasWorker: false, now: () => clock });
const { client, gateway, request } = opened;
const IMAGE = "bytedance/seedream-4.5";

async function create(model: string, input: Record<string, unknown>): Promise<string> {
  const created = await client.create(model, input);
  assert.ok(created.ok, JSON.stringify(created));
  return created.data.id;
}

async function list(query: ListQuery): Promise<{ ids: string[]; next: string | null }> {
  const page = await client.list(query);
  assert.ok(page.ok, JSON.stringify(page));
  return { ids: page.data.items.map(({ id }) => id), next: page.data.next_cursor };
}

const oldest = await create(IMAGE, { prompt: "the 100% cat" });
clock = new Date();
const film = await create("kling-ai/v3/video", { prompt: "a dog in the rain" });
const voice = await create("minimax-tts/speech-02-hd", { text: "A Cat speaks under_score" });
const failed = await create(IMAGE, { prompt: "fails" });
const newest = await create(IMAGE, { prompt: "canceled" });
const at = clock;
await lifecycle.fail(gateway.db.pool, {
  id: failed,
  claim: null,
  at,
  failure: { code: "IMAGE_GENERATION_TIMEOUT", message: "x", requestId: "r", retryAfterMs: null },
});
await lifecycle.cancel(gateway.db.pool, { id: newest, at });

describe("the list of generations", () => {
  it("is newest first, and ends without a cursor", async () => {
    assert.deepEqual(await list({}), { ids: [newest, failed, voice, film, oldest], next: null });
  });

  const filters: [string, ListQuery, string[]][] = [
    ["status", { status: "CANCELED" }, [newest]],
    ["medium", { media: "image" }, [newest, failed, oldest]],
    ["model", { model: "kling-ai/v3/video" }, [film]],
    ["status and medium", { status: "FAILED", media: "image" }, [failed]],
    ["model and status", { model: IMAGE, status: "IN_QUEUE" }, [oldest]],
    ["model and its medium", { model: IMAGE, media: "image" }, [newest, failed, oldest]],
    ["model and another medium", { model: IMAGE, media: "video" }, []],
    ["code", { code: "IMAGE_GENERATION_TIMEOUT" }, [failed]],
    ["code and model", { code: "IMAGE_GENERATION_TIMEOUT", model: IMAGE }, [failed]],
    ["code and another status", { code: "IMAGE_GENERATION_TIMEOUT", status: "CANCELED" }, []],
    ["code and another medium", { code: "IMAGE_GENERATION_TIMEOUT", media: "tts" }, []],
    ["a code of another medium", { code: "VIDEO_GENERATION_TIMEOUT" }, []],
    ["a code that no generation has", { code: "UNAUTHORIZED" }, []],
    ["words of prompt and text, in any case", { q: "cat" }, [voice, oldest]],
    ["a percent sign as itself", { q: "100%" }, [oldest]],
    ["an underscore as itself", { q: "r_s" }, [voice]],
    ["a backslash as itself", { q: "\\" }, []],
    ["a quote as itself", { q: "'; drop table generations; --" }, []],
    ["no words", { q: "" }, [newest, failed, voice, film, oldest]],
    ["an emoji", { q: "🐱" }, []],
    ["200 characters", { q: "%".repeat(200) }, []],
    ["time until", { to: "2026-01-02T00:00:00Z" }, [oldest]],
    ["time until before", { to: "2026-01-01T23:59:59.999Z" }, []],
    ["time from", { from: "2026-01-02T00:00:00.000Z", media: "image", q: "cat" }, [oldest]],
    ["time from behind", { from: "2026-01-02T00:00:00.001Z" }, [newest, failed, voice, film]],
    ["time before 1970", { from: "0900-01-01T00:00:00Z", to: "1960-01-01T00:00:00Z" }, []],
    [
      "time with an offset",
      { from: "2026-01-02T02:00:00+02:00", to: "2026-01-02T01:00:00+01:00" },
      [oldest],
    ],
    ["a day", { from: "2026-01-02", to: "2026-01-02" }, [oldest]],
    ["the day before", { from: "2026-01-01", to: "2026-01-01" }, []],
    ["the days behind", { from: "2026-01-03" }, [newest, failed, voice, film]],
    ["several at once", { media: "image", status: "IN_QUEUE" }, [oldest]],
    ["what nothing has", { model: "nobody/knows" }, []],
  ];
  for (const [what, query, ids] of filters) {
    it(`is filtered by ${what}`, async () => {
      assert.deepEqual(await list(query), { ids, next: null });
    });
  }

  it("shows the same of each as reading it alone", async () => {
    const page = await client.list({ limit: 100 });
    assert.ok(page.ok);
    for (const item of page.data.items) {
      assert.deepEqual(item, await (await request(`/api/v1/generation/${item.id}`)).json());
    }
  });
});

describe("a failed generation in the list", () => {
  it("has every field of the error", async () => {
    const page = await client.list({ status: "FAILED" });
    assert.ok(page.ok);
    const [item] = page.data.items;
    assert.deepEqual(
      {
        error: item?.error,
        code: item?.code,
        message: item?.message,
        request_id: item?.request_id,
        docs_url: item?.docs_url,
        fault: item?.fault,
        retryable: item?.retryable,
        retry_after_ms: item?.retry_after_ms,
        next_action: item?.next_action,
      },
      {
        error: "IMAGE_GENERATION_TIMEOUT",
        code: "IMAGE_GENERATION_TIMEOUT",
        message: "x",
        request_id: "r",
        docs_url: "http://rushes.test/errors/IMAGE_GENERATION_TIMEOUT",
        fault: "provider",
        retryable: true,
        retry_after_ms: null,
        next_action: "retry_now",
      },
    );
  });
});

describe("pages of the list", () => {
  it("hold as many as asked for, from 1 to 100", async () => {
    assert.equal((await list({ limit: 1 })).ids.length, 1);
    assert.equal((await list({ limit: 100 })).ids.length, 5);
    assert.deepEqual(await list({ limit: 5 }), await list({}));
  });

  it("miss nothing and repeat nothing while new ones arrive", async () => {
    const other = await openCaller(opened, { workspace: "paging" });
    const make = async () => {
      const response = await other.request(`/api/v1/generation/${IMAGE}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"prompt":"a"}',
      });
      return (await response.json()).id;
    };
    const made: string[] = [];
    for (let n = 0; n < 11; n++) made.push(await make());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${cursor}` : "";
      const response = await other.request(`/api/v1/generations?limit=3${query}`);
      const page = await response.json();
      seen.push(...page.items.map((item: { id: string }) => item.id));
      cursor = page.next_cursor;
      await make();
    } while (cursor !== null);
    assert.deepEqual(seen, made.reverse());
  });

  it("go on under a filter", async () => {
    const first = await list({ media: "image", limit: 2 });
    assert.deepEqual(first.ids, [newest, failed]);
    const second = await list({ media: "image", limit: 2, cursor: first.next ?? "" });
    assert.deepEqual(second, { ids: [oldest], next: null });
  });
});

describe("a list query that is not right", () => {
  const cases: [string, string, RegExp][] = [
    ["limit=0", "limit", /between 1 and 100/],
    ["limit=101", "limit", /between 1 and 100/],
    ["limit=-1", "limit", /between 1 and 100/],
    ["limit=1.5", "limit", /whole number/],
    ["limit=ten", "limit", /whole number/],
    ["status=DONE", "status", /one of IN_QUEUE, /],
    ["media=audio", "media", /one of image, video, tts/],
    ["from=yesterday", "from", /ISO 8601/],
    ["to=2026-13-01T00:00:00Z", "to", /ISO 8601/],
    ["from=2026-02-30", "from", /ISO 8601 time, or a day such as 2026-11-24/],
    ["from=0000-01-01", "from", /after the year 0/],
    ["limit=1&limit=2", "limit", /^must be given once$/],
    ["q=a&q=a", "q", /^must be given once$/],
    ["cursor=nonsense", "cursor", /next_cursor of an earlier page/],
    ["cursor=Z2VuXw", "cursor", /next_cursor of an earlier page/],
    ["state=FAILED", "state", /is not a parameter here; did you mean status\?/],
    ["q=%00", "q", /U\+0000/],
    [`q=${"a".repeat(201)}`, "q", /at most 200 characters/],
    ["model=%00", "model", /U\+0000/],
    ["%00=1", "", /U\+0000/],
  ];
  for (const [query, path, message] of cases) {
    it(`is 422 and named: ${query}`, async () => {
      const response = await request(`/api/v1/generations?${query}`);
      const body = await response.json();
      assert.deepEqual([response.status, body.code], [422, "VALIDATION_ERROR"]);
      assert.equal(body.issues[0].path.join("."), path);
      assert.match(body.issues[0].message, message);
    });
  }

  it("names each of several", async () => {
    const response = await request("/api/v1/generations?limit=0&status=x&foo=1");
    const { issues } = await response.json();
    const paths = issues.map((issue: { path: string[] }) => issue.path[0]);
    assert.deepEqual(paths.sort(), ["foo", "limit", "status"]);
  });
});
