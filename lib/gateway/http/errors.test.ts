import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeFacts } from "#lib/contract/codes.ts";
import { type ErrorBody, errorBody } from "#lib/contract/errors.ts";
import { postJson } from "../testing/callers.ts";
import { openTestGateway, TEST_ORIGIN } from "../testing/gateway.ts";

const { app, request, gateway } = await openTestGateway({ hasWorker: false });
const CREATE = "/api/v1/generation/kling-ai/v3/video";

/** The error of an answer, which must have everything that the contract promises of each. */
async function errorOf(response: Response): Promise<ErrorBody> {
  assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const body: unknown = await response.json();
  const error = errorBody.strict().parse(body);
  const facts = codeFacts(error.code);
  assert.equal(response.status, facts.status);
  assert.equal(error.error, error.code);
  assert.match(error.message, /^\S.*\.$/);
  assert.equal(error.request_id, response.headers.get("x-request-id"));
  assert.equal(error.docs_url, `${TEST_ORIGIN}/errors/${error.code}`);
  assert.deepEqual(
    [error.fault, error.retryable, error.next_action],
    [facts.fault, facts.retryable, facts.nextAction],
  );
  const retryAfter = response.headers.get("retry-after");
  const seconds =
    error.retry_after_ms === null ? null : `${Math.ceil(error.retry_after_ms / 1000)}`;
  assert.equal(retryAfter, seconds);
  return error;
}

const post = async (path: string, body: unknown) => errorOf(await request(path, postJson(body)));

describe("an address that is not there", () => {
  for (const path of [
    "/api",
    "/api/",
    "/api/v1",
    "/api/v2/generations",
    "/api/v1/generations/",
    "/api/v1/generation/gen_00000000000000000000000000/nothing",
    "/api/v1/%00",
    "/api/v1/%ff",
    "/api/health/x",
  ]) {
    it(`is 404: ${path}`, async () => {
      assert.equal((await errorOf(await request(path))).code, "NOT_FOUND");
    });
  }
});

describe("a method that an address does not take", () => {
  const cases: [string, string, string][] = [
    ["DELETE", "/api/v1/generations", "GET, HEAD"],
    ["POST", "/api/v1/generations", "GET, HEAD"],
    ["PUT", "/api/v1/session", "GET, DELETE, HEAD"],
    ["GET", "/api/v1/generation/kling-ai/v3/video", "POST"],
    ["GET", "/api/v1/generation/sse/kling-ai/v3/video", "POST"],
    ["PATCH", "/api/v1/generation/gen_00000000000000000000000000", "GET, DELETE, HEAD"],
    ["POST", "/api/v1/generation/gen_00000000000000000000000000", "GET, DELETE, HEAD"],
    ["GET", "/api/v1/generation/gen_00000000000000000000000000/cancel", "POST"],
    ["POST", "/api/v1/generation/gen_00000000000000000000000000/events", "GET, HEAD"],
    ["GET", "/api/ai/tts/generate", "POST"],
    ["GET", "/api/v1/ai/tts/generate", "POST"],
    ["POST", "/api/v1/models", "GET, HEAD"],
    ["POST", "/api/v1/models/google/veo-3.1", "GET, HEAD"],
    ["POST", "/api/health", "GET, HEAD"],
    ["DELETE", "/media/gen_x/a.png", "GET, HEAD"],
    ["OPTIONS", "/api/v1/generations", "GET, HEAD"],
  ];
  for (const [method, path, allow] of cases) {
    it(`is 405 with Allow: ${allow} for ${method} ${path}`, async () => {
      const response = await request(path, { method });
      assert.equal(response.headers.get("allow"), allow);
      assert.equal((await errorOf(response)).code, "METHOD_NOT_ALLOWED");
    });
  }
});

describe("a model that is not there", () => {
  const cases: [string, string, string][] = [
    ["/api/v1/generation/acme/movie-9", "VIDEO_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/google/veo-3.2", "VIDEO_GENERATION_UNSUPPORTED_MODEL", "google/veo-3.1"],
    ["/api/v1/generation/acme/image-9", "IMAGE_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/sse/acme/Imagen", "IMAGE_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/sse/acme/movie", "VIDEO_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/a/b/c/d/e/f/g", "VIDEO_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/alone", "VIDEO_GENERATION_UNSUPPORTED_MODEL", ""],
    ["/api/v1/generation/%E2%98%83/%ff", "VIDEO_GENERATION_UNSUPPORTED_MODEL", ""],
  ];
  for (const [path, code, first] of cases) {
    it(`is ${code} for ${path}, with three suggestions`, async () => {
      const error = await post(path, { prompt: "a" });
      assert.equal(error.code, code);
      assert.equal(error.suggestions?.length, 3);
      if (first) assert.equal(error.suggestions?.[0], first);
    });
  }

  it("is said before anything about the body", async () => {
    const response = await request("/api/v1/generation/acme/movie", { method: "POST", body: "{" });
    assert.equal((await errorOf(response)).code, "VIDEO_GENERATION_UNSUPPORTED_MODEL");
  });

  it("is 404 in the catalogue, with suggestions", async () => {
    const error = await errorOf(await request("/api/v1/models/google/veo-3.2"));
    assert.deepEqual([error.code, error.suggestions?.[0]], ["NOT_FOUND", "google/veo-3.1"]);
  });
});

describe("input that is not right", () => {
  const cases: [string, unknown, string, (string | number)[][]][] = [
    ["kling-ai/v3/video", { prompt: "" }, "VIDEO", [["prompt"]]],
    ["kling-ai/v3/video", { prompt: "a", duration: 99 }, "VIDEO", [["duration"]]],
    [
      "kling-ai/v3/video",
      { prompt: "a", quality: "x", promt: 1 },
      "VIDEO",
      [["quality"], ["promt"]],
    ],
    ["google/nano-banana-2", { prompt: "a", image_urls: ["x"] }, "IMAGE", [["image_urls", 0]]],
    ["minimax-tts/speech-02-hd", {}, "TTS", [["text"]]],
    ["minimax-tts/speech-02-hd", { text: "a\0" }, "TTS", [["text"]]],
    ["kling-ai/v3/video", [], "VIDEO", [[]]],
    ["kling-ai/v3/video", null, "VIDEO", [[]]],
  ];
  for (const [model, body, family, paths] of cases) {
    it(`is ${family}_GENERATION_INVALID_INPUT for ${JSON.stringify(body)}, with paths`, async () => {
      for (const way of ["", "sse/"]) {
        const error = await post(`/api/v1/generation/${way}${model}`, body);
        assert.equal(error.code, `${family}_GENERATION_INVALID_INPUT`);
        assert.deepEqual(
          error.issues?.map(({ path }) => path),
          paths,
        );
      }
    });
  }

  it("is told in few words, however long the names in it are", async () => {
    const error = await post(CREATE, { prompt: "a", [`p${"\u{1f3ac}".repeat(100_000)}`]: 1 });
    assert.equal(error.issues?.length, 1);
    assert.ok(JSON.stringify(error).length < 3_000);
    assert.match(error.message, /^p\u{1f3ac}+.*….$/u);
  });

  it("has a message that names the first field and counts the others", async () => {
    const error = await post(CREATE, { prompt: "", duration: 99, n: 0 });
    assert.equal(error.message, "prompt must not be empty (and 2 more).");
  });
});

describe("every answer", () => {
  it("has the request id that it came with", async () => {
    for (const id of ["12345678", "A-b_c.9-".repeat(16)]) {
      const response = await app.request("/api/health", { headers: { "x-request-id": id } });
      assert.equal(response.headers.get("x-request-id"), id);
    }
  });

  it("has an id of ours when that is missing or unfit", async () => {
    const unfit = [
      "",
      "short",
      "x".repeat(129),
      "has space in",
      "<script>alert</script>",
      "ünïcödé!",
    ];
    const seen = new Set<string>();
    for (const id of [null, ...unfit]) {
      const headers: Record<string, string> = id === null ? {} : { "x-request-id": encodeURI(id) };
      const response = await app.request("/api/nothing", { headers });
      const given = response.headers.get("x-request-id") ?? "";
      assert.match(given, /^req_[0-9a-z]{26}$/);
      seen.add(given);
    }
    assert.equal(seen.size, unfit.length + 1);
  });

  it("says how much of its time was ours", async () => {
    for (const path of ["/api/health", "/api/nothing", "/api/v1/generations"]) {
      const response = await request(path);
      assert.match(response.headers.get("x-rushes-overhead-ms") ?? "", /^\d+\.\d$/);
    }
  });

  it("has no body but the same headers for HEAD", async () => {
    for (const path of ["/api/health", "/api/v1/generations", "/api/v1/models"]) {
      const get = await request(path);
      const head = await request(path, { method: "HEAD" });
      assert.equal(head.status, 200);
      assert.equal(head.headers.get("content-type"), get.headers.get("content-type"));
      assert.equal(await head.text(), "");
    }
    assert.equal((await request("/api/nothing", { method: "HEAD" })).status, 404);
  });
});

describe("links in an answer", () => {
  const cases: [Record<string, string>, string][] = [
    [{ host: "127.0.0.1:3000" }, "http://127.0.0.1:3000"],
    [{ host: "[::1]:3000" }, "http://[::1]:3000"],
    [
      { host: "inner", "x-forwarded-host": "outer.example", "x-forwarded-proto": "https" },
      "https://outer.example",
    ],
    [{ host: "a.example", "x-forwarded-proto": "javascript" }, "http://a.example"],
    [{ host: "evil.example/path?x=" }, "http://localhost"],
    [{ host: 'evil"><script>' }, "http://localhost"],
  ];
  for (const [headers, origin] of cases) {
    it(`lead to ${origin} for ${JSON.stringify(headers)}`, async () => {
      const { app: unfixed } = await unfixedGateway;
      const response = await unfixed.request("/api/nothing", { headers });
      assert.equal((await response.json()).docs_url, `${origin}/errors/NOT_FOUND`);
    });
  }
});

const unfixedGateway = openTestGateway({ hasWorker: false, publicUrl: null });

describe("an error that nobody foresaw", () => {
  it("is INTERNAL_ERROR, and says nothing of its cause", async () => {
    const { pool } = gateway.db;
    await pool.query("alter table generations rename column input to input_secret");
    try {
      for (const response of [
        await request("/api/v1/generations"),
        await request(CREATE, postJson({ prompt: "a" })),
      ]) {
        const text = await response.clone().text();
        const error = await errorOf(response);
        assert.equal(error.code, "INTERNAL_ERROR");
        assert.equal(error.message, "Something went wrong on our side.");
        assert.doesNotMatch(
          text,
          /select|insert|column|secret|relation|\.ts|node_modules|postgres/i,
        );
      }
    } finally {
      await pool.query("alter table generations rename column input_secret to input");
    }
    assert.equal((await request("/api/v1/generations")).status, 200);
  });
});
