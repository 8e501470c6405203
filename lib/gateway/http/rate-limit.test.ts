import assert from "node:assert/strict";
import { before, describe, it, mock } from "node:test";
import { codeFacts } from "#lib/contract/codes.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { hashSecret } from "../access/key-format.ts";
import { createSignInToken, openSession } from "../access/sign-in.ts";
import { openDatabase } from "../db/database.ts";
import { sweepOutdated } from "../generations/sweep.ts";
import { type Caller, openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";
import { countRows } from "../testing/rows.ts";
import { createApp } from "./app.ts";

const LIMIT = 10;
const LIST = "/api/v1/generations";
const CREATE = "/api/v1/generation/bytedance/seedream-4.5";
const SPEECH = "/api/ai/tts/generate";

const opened = await openTestGateway({ hasWorker: false, limits: { requestsPerMinute: LIMIT } });
const { gateway, app } = opened;
const { db } = gateway;

type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** The headers of a caller's standing, as numbers. */
function standing({ headers }: Response): (number | null)[] {
  return ["limit", "remaining", "reset"].map((name) => {
    const value = headers.get(`ratelimit-${name}`);
    return value === null ? null : Number(value);
  });
}

async function exhaust(send: Send): Promise<void> {
  for (let n = 0; n < LIMIT; n++) assert.notEqual((await send("/api/v1/session")).status, 429);
}

describe("the requests of a key", () => {
  it("are let through as many as the limit says, to the request", async () => {
    const { request } = await openCaller(opened);
    for (let used = 1; used <= LIMIT; used++) {
      const response = await request(LIST);
      assert.equal(response.status, 200);
      const [limit, remaining, resetS] = standing(response);
      assert.deepEqual([limit, remaining], [LIMIT, LIMIT - used]);
      assert.ok(resetS && resetS > 50 && resetS <= 60);
    }
    for (let more = 0; more < 3; more++) {
      const response = await request(LIST);
      assert.equal(response.status, 429);
      assert.deepEqual(standing(response).slice(0, 2), [LIMIT, 0]);
      const error = errorBody.strict().parse(await response.json());
      assert.deepEqual(
        [error.code, error.fault, error.retryable, error.next_action],
        ["RATE_LIMITED", "caller", true, "retry_later"],
      );
      assert.equal(error.message, "This key may make 10 requests a minute.");
      const retryAfterMs = error.retry_after_ms ?? 0;
      assert.ok(retryAfterMs > 50_000 && retryAfterMs <= 60_000);
      assert.equal(response.headers.get("retry-after"), `${Math.ceil(retryAfterMs / 1000)}`);
      assert.equal(response.headers.get("ratelimit-reset"), response.headers.get("retry-after"));
    }
  });

  it("are exactly as many when thirty come at once to two processes", async () => {
    const other = await openTestGateway(
      { hasWorker: false, limits: { requestsPerMinute: LIMIT } },
      opened.database,
    );
    const { key } = await openCaller(opened);
    const headers = { authorization: `Bearer ${key}` };
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) =>
        (n % 3 ? app : other.app).request(LIST, { headers }),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    assert.equal(accepted.length, LIMIT);
    const remaining = accepted.map((answer) => standing(answer)[1]);
    assert.deepEqual(
      remaining.sort((a, b) => Number(a) - Number(b)),
      Array.from({ length: LIMIT }, (_, n) => n),
    );
    assert.equal(answers.filter(({ status }) => status === 429).length, 20);
  });

  it("do not count for another key, nor those of a session for a key", async () => {
    const callers = [await openCaller(opened), await openCaller(opened)];
    for (const { request } of callers) assert.equal(standing(await request(LIST))[1], LIMIT - 1);
    const now = new Date();
    const { workspaceId } = opened;
    const token = await createSignInToken(db, { workspaceId, mode: "test", now });
    const session = await openSession(db, token, now);
    assert.ok(session.ok);
    const headers = { cookie: `rushes_session=${session.cookie}`, origin: TEST_ORIGIN };
    const send: Send = async (path) => app.request(path, { headers });
    assert.equal(standing(await send(LIST))[1], LIMIT - 1);
    for (let n = 1; n < LIMIT; n++) assert.equal((await send(LIST)).status, 200);
    const refused = await send(LIST);
    assert.equal((await refused.json()).message, "This session may make 10 requests a minute.");
  });

  it("are let through again after a minute, and nothing of the last one is kept", async () => {
    const { request, key } = await openCaller(opened);
    await exhaust(request);
    assert.equal((await request(LIST)).status, 429);
    const startedAt = Date.now();
    mock.timers.enable({ apis: ["Date"], now: startedAt + 60_001 });
    try {
      const response = await request(LIST);
      assert.deepEqual([response.status, ...standing(response)], [200, LIMIT, LIMIT - 1, 60]);
      mock.timers.setTime(startedAt + 120_002);
      await sweepOutdated(gateway);
      const rows = await countRows(db, `rate_limits where key = '${hashSecret(key)}'`);
      assert.equal(rows, 0);
    } finally {
      mock.timers.reset();
    }
  });
});

describe("an answer to a key that has used its minute up", () => {
  const cases: [string, string, string][] = [
    ["POST", CREATE, "IMAGE_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/sse/bytedance/seedream-4.5", "IMAGE_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/kling-ai/v3/video", "VIDEO_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/sse/minimax-tts/speech-02-hd", "TTS_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/nobody/knows", "VIDEO_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/nobody/image-9", "IMAGE_GENERATION_RATE_LIMITED"],
    ["POST", SPEECH, "TTS_GENERATION_RATE_LIMITED"],
    ["POST", "/api/v1/generation/gen_00000000000000000000000000/cancel", "RATE_LIMITED"],
    ["GET", "/api/v1/generation/gen_00000000000000000000000000", "RATE_LIMITED"],
    ["GET", "/api/v1/generation/gen_00000000000000000000000000/events", "RATE_LIMITED"],
    ["GET", "/api/v1/models", "RATE_LIMITED"],
    ["GET", "/api/v1/session", "RATE_LIMITED"],
  ];
  let caller: Caller;
  before(async () => {
    caller = await openCaller(opened);
    await exhaust(caller.request);
  });
  for (const [method, path, code] of cases) {
    it(`is ${code} for ${method} ${path}, as our limit is the caller's fault`, async () => {
      const init = method === "POST" ? postJson({ prompt: "a" }) : { method };
      const response = await caller.request(path, init);
      assert.equal(response.status, 429);
      const error = errorBody.parse(await response.json());
      assert.deepEqual([error.code, error.fault], [code, "caller"]);
      assert.equal(error.message, "This key may make 10 requests a minute.");
    });
  }
});

describe("the headers of a caller's standing", () => {
  it("are on answers of every kind to one who is known", async () => {
    const { request } = await openCaller(opened, {
      scopes: ["generations:read", "generations:write"],
    });
    const calls: [number, string, RequestInit?][] = [
      [200, LIST],
      [404, "/api/v1/generation/gen_00000000000000000000000000"],
      [403, "/api/v1/models"],
      [422, `${LIST}?limit=0`],
      [400, CREATE, postJson({ prompt: "" })],
      [415, CREATE, { method: "POST", body: "x" }],
      [202, CREATE, postJson({ prompt: "a" })],
      [200, "/api/v1/generation/sse/bytedance/seedream-4.5", postJson({ prompt: "a" })],
      [200, LIST, { method: "HEAD" }],
    ];
    for (const [index, [status, path, init]] of calls.entries()) {
      const response = await request(path, init);
      assert.equal(response.status, status, path);
      assert.deepEqual(standing(response).slice(0, 2), [LIMIT, LIMIT - index - 1], path);
      await response.body?.cancel();
    }
  });

  it("are on none to one who is not", async () => {
    for (const headers of [{}, { authorization: "Bearer rk_test_x" }]) {
      const response = await app.request(LIST, { headers });
      assert.equal(response.status, 401);
      assert.deepEqual(standing(response), [null, null, null]);
    }
    assert.deepEqual(standing(await app.request("/api/health")), [null, null, null]);
  });
});

describe("a limit whose store is away", () => {
  it("is kept by the process itself, and refuses nothing else", async () => {
    const { request, key } = await openCaller(opened);
    await db.pool.query("alter table rate_limits rename to rate_limits_away");
    try {
      await exhaust(request);
      assert.equal((await request(LIST)).status, 429);
    } finally {
      await db.pool.query("alter table rate_limits_away rename to rate_limits");
    }
    assert.equal((await request(LIST)).status, 200);
    assert.equal(await countRows(db, `rate_limits where key = '${hashSecret(key)}'`), 1);
  });

  it("does not change that a database which is away is 503", async () => {
    const { key } = await openCaller(opened);
    const gone = openDatabase("postgres://nobody@127.0.0.1:1/none");
    const away = createApp({ ...gateway, db: gone }, "0.0.0");
    const headers = { authorization: `Bearer ${key}` };
    const response = await away.request(LIST, { headers });
    assert.equal(response.status, codeFacts("SERVICE_UNAVAILABLE").status);
    assert.deepEqual(standing(response), [null, null, null]);
    await gone.close();
  });
});
