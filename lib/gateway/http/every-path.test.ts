import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ErrorCode } from "#lib/contract/codes.ts";
import { errorBody } from "#lib/contract/errors.ts";
import { createKey } from "../access/create-key.ts";
import { newKey } from "../access/key-format.ts";
import { openDatabase } from "../db/database.ts";
import { openCaller } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { openTestServer } from "../testing/http-server.ts";
import { createApp } from "./app.ts";

const opened = await openTestGateway({
  hasWorker: false,
  limits: { requestsPerMinute: 1_000_000 },
});
const { url } = await openTestServer(opened);
const { app, gateway, workspaceId } = opened;
const { pool } = gateway.db;

const GENERATION = "/api/v1/generation/gen_00000000000000000000000000";
const CREATE = "/api/v1/generation/kling-ai/v3/video";
const STREAM = "/api/v1/generation/sse/kling-ai/v3/video";
const QUOTE = "/api/v1/quote/kling-ai/v3/video";
const SPEECH = "/api/ai/tts/generate";
const JSON_TYPE = { "content-type": "application/json" };
const EVERY_READ = ["/api/v1/generations", "/api/v1/models", "/api/v1/session", GENERATION];

async function keyThat(name: string, change: string): Promise<string> {
  const key = await createKey(gateway.db, { workspaceId, mode: "test", name });
  await pool.query(`update api_keys set ${change} where name = $1`, [name]);
  return key;
}

const keys = {
  none: null,
  malformed: "rk_test_short",
  unknown: newKey("test"),
  revoked: await keyThat("revoked", "revoked_at = now()"),
  expired: await keyThat("expired", "expires_at = now() - interval '1 second'"),
};
const scopeless = await openCaller(opened, { scopes: [] });

type Case = {
  method?: string;
  path: string;
  status: number;
  code: ErrorCode;
  key?: string | null;
  body?: string;
  headers?: Record<string, string>;
  /** Headers that the answer must have. */
  has?: Record<string, string>;
  message?: RegExp;
};

const notFound: Case[] = [
  "/api",
  "/api/v2/generations",
  "/api/v1/generation",
  "/api/v1/%00",
  "/api/v1/generation/%00",
  "/api/v1/generation/gen_%00",
  "/api/v1/generation/%E0%A4%A",
  "/api/v1/generation/%E0%A4%A/events",
  "/api/v1/models/%E0%A4%A",
  "/api/v1/models/a/%00",
  "/api/v1/models/%",
  `/api/v1/models/${"x".repeat(8_000)}`,
  `/api/v1/generation/${"%20".repeat(2_000)}`,
  `${GENERATION}/nothing`,
].map((path) => ({ path, status: 404, code: "NOT_FOUND" }));

const forbiddenMedia: Case[] = [
  "/media/",
  "/media/a%00",
  "/media/%E0%A4%A",
  "/media/..%2f.env",
].map((path) => ({ path, status: 403, code: "FORBIDDEN" }));

const wrongMethod: Case[] = (
  [
    ["GET", SPEECH, "POST"],
    ["DELETE", SPEECH, "POST"],
    ["POST", "/api/v1/models", "GET, HEAD"],
    ["PUT", "/api/v1/models/google/veo-3.1", "GET, HEAD"],
    ["PATCH", "/api/v1/generations", "GET, HEAD"],
    ["GET", CREATE, "POST"],
    ["HEAD", CREATE, "POST"],
    ["GET", STREAM, "POST"],
    ["GET", QUOTE, "POST"],
    ["DELETE", QUOTE, "POST"],
    ["GET", `${GENERATION}/cancel`, "POST"],
    ["PUT", "/media/gen_x/a.png", "GET, HEAD"],
    ["OPTIONS", CREATE, "POST"],
    ["OPTIONS", "/api/v1/generations", "GET, HEAD"],
    ["OPTIONS", "/media/gen_x/a.png", "GET, HEAD"],
  ] as const
).map(([method, path, allow]) => ({
  method,
  path,
  status: 405,
  code: "METHOD_NOT_ALLOWED",
  has: { allow },
}));

const bodies: Case[] = [CREATE, STREAM, SPEECH].flatMap((path) => {
  const post = { method: "POST", path, headers: JSON_TYPE };
  const family = path === SPEECH ? "TTS" : "VIDEO";
  return [
    {
      ...post,
      body: '{\n  "prompt": nope }',
      status: 400,
      code: `${family}_GENERATION_INVALID_INPUT`,
      message: /line 2, column 13/,
    },
    { ...post, body: "", status: 400, code: `${family}_GENERATION_INVALID_INPUT` },
    {
      ...post,
      headers: { "content-type": "text/plain" },
      body: "{}",
      status: 415,
      code: "UNSUPPORTED_MEDIA_TYPE",
      has: {
        accept: path === SPEECH ? "application/json" : "application/json, multipart/form-data",
      },
    },
    {
      ...post,
      body: JSON.stringify({ prompt: "x".repeat(1024 * 1024) }),
      status: 413,
      code: "PAYLOAD_TOO_LARGE",
    },
  ] satisfies Case[];
});

const badKeys: Case[] = Object.entries(keys).flatMap(([what, key]) =>
  [...EVERY_READ, `${GENERATION}/events`].map((path) => ({
    path: `${path}?key=${what}`,
    key,
    status: 401,
    code: "UNAUTHORIZED" as const,
    has: { "www-authenticate": 'Bearer realm="rushes"' },
  })),
);
badKeys.push(
  ...[CREATE, STREAM, SPEECH, `${GENERATION}/cancel`].map(
    (path): Case => ({
      method: "POST",
      path,
      key: null,
      body: "{}",
      headers: JSON_TYPE,
      status: 401,
      code: "UNAUTHORIZED",
      has: { "www-authenticate": 'Bearer realm="rushes"' },
    }),
  ),
);

const missingScope: Case[] = [
  ["GET", "/api/v1/generations"],
  ["GET", "/api/v1/models"],
  ["GET", GENERATION],
  ["POST", CREATE],
  ["POST", STREAM],
  ["POST", SPEECH],
].map(([method = "", path = ""]) => ({
  method,
  path,
  key: scopeless.key,
  status: 403,
  code: "FORBIDDEN",
  message: /lacks the scope \w+:\w+\.$/,
}));

const queries: Case[] = [
  "limit=0",
  "limit=abc",
  "limit=1e9",
  "cursor=x",
  "status=DONE",
  "media=text",
  "from=yesterday",
  "colour=red",
  "q=%00",
  `q=${"x".repeat(201)}`,
].map((query) => ({
  path: `/api/v1/generations?${query}`,
  status: 422,
  code: "VALIDATION_ERROR" as const,
  message: new RegExp(`^${query.split("=")[0]} `),
}));
queries.push({ path: `${GENERATION}/events?after=-1`, status: 422, code: "VALIDATION_ERROR" });

const groups: Record<string, Case[]> = {
  "an address that is not there": notFound,
  "a file without a valid link": forbiddenMedia,
  "a method that an address does not take": wrongMethod,
  "a body that cannot be taken": bodies,
  "a key that is no good": badKeys,
  "a key without the scope": missingScope,
  "a query that does not fit": queries,
};

function toRequest({ method = "GET", path, key = opened.key, body, headers = {} }: Case): Request {
  const authorization: Record<string, string> =
    key === null ? {} : { authorization: `Bearer ${key}` };
  return new Request(url + path, {
    method,
    headers: { ...authorization, ...headers },
    ...(body !== undefined && { body }),
  });
}

/** What every error has, however it came about and whoever asked. */
async function checkError(response: Response, expected: Case): Promise<void> {
  const { status, code, has = {}, message = /./, method } = expected;
  assert.equal(response.status, status);
  assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
  assert.match(response.headers.get("x-request-id") ?? "", /^req_[0-9a-z]{26}$/);
  assert.match(response.headers.get("x-rushes-overhead-ms") ?? "", /^\d+\.\d$/);
  for (const [name, value] of Object.entries(has)) {
    assert.equal(response.headers.get(name), value, name);
  }
  const text = await response.text();
  if (method === "HEAD") return assert.equal(text, "");
  const error = errorBody.strict().parse(JSON.parse(text));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.equal(error.request_id, response.headers.get("x-request-id"));
  assert.doesNotMatch(text, /node_modules|\.ts\b|at \w+ \(|select |insert |ECONN/);
}

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    for (const each of cases) {
      const { method = "GET", path, status, code } = each;
      it(`is ${status} ${code}: ${method} ${path.slice(0, 80)}`, async () => {
        await checkError(await app.request(toRequest(each)), each);
        await checkError(await fetch(toRequest(each)), each);
      });
    }
  });
}

describe("the error of every endpoint when the database is away", () => {
  const gone = openDatabase("postgres://nobody@127.0.0.1:1/none");
  const away = createApp({ ...gateway, db: gone }, "0.0.0");
  const cases: Case[] = [...EVERY_READ, `${GENERATION}/events`].map((path) => ({
    path,
    status: 503,
    code: "SERVICE_UNAVAILABLE",
    has: { "retry-after": "2" },
  }));
  for (const path of [CREATE, STREAM, SPEECH, `${GENERATION}/cancel`]) {
    const post = { method: "POST", path, body: "{}", headers: JSON_TYPE };
    cases.push({ ...post, status: 503, code: "SERVICE_UNAVAILABLE", has: { "retry-after": "2" } });
  }
  for (const each of cases) {
    it(`is 503 with Retry-After: ${each.method ?? "GET"} ${each.path}`, async () => {
      await checkError(await away.request(toRequest(each)), each);
    });
  }
});

describe("an error that nobody foresaw", () => {
  it("is 500 on every way to a generation, and says nothing of its cause", async () => {
    const ways: Case[] = [
      { path: "/api/v1/generations", status: 500, code: "INTERNAL_ERROR" },
      { path: GENERATION, status: 500, code: "INTERNAL_ERROR" },
      ...[CREATE, STREAM].map(
        (path): Case => ({
          method: "POST",
          path,
          body: '{"prompt":"a"}',
          headers: JSON_TYPE,
          status: 500,
          code: "INTERNAL_ERROR",
          message: /^Something went wrong on our side\.$/,
        }),
      ),
    ];
    await pool.query("alter table generations rename column workspace_id to workspace_secret");
    try {
      for (const each of ways) {
        await checkError(await app.request(toRequest(each)), each);
        await checkError(await fetch(toRequest(each)), each);
      }
    } finally {
      await pool.query("alter table generations rename column workspace_secret to workspace_id");
    }
  });
});
