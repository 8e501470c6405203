import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { type ErrorBody, errorBody } from "#lib/contract/errors.ts";
import { postJson } from "./testing/callers.ts";
import { openTestGateway } from "./testing/gateway.ts";
import { createHeardLog } from "./testing/heard-log.ts";
import { openTestServer } from "./testing/http-server.ts";
import { countRows } from "./testing/rows.ts";
import { until } from "./testing/until.ts";

const { log, complaints } = createHeardLog();
const opened = await openTestGateway({ hasWorker: false, log });
const { url, exchange, port, connections } = await openTestServer(opened, {
  requestTimeoutMs: 300,
});
const CREATE = "/api/v1/generation/kling-ai/v3/video";
const authorization = `Authorization: Bearer ${opened.key}`;
const START_OF_CREATE = [
  `POST ${CREATE} HTTP/1.1\r\nHost: a\r\n${authorization}`,
  "Content-Type: application/json",
].join("\r\n");

type Answer = { status: number; headers: Headers; error: ErrorBody };

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** The one answer of a connection that was ended behind it, which must be the error of the contract. */
function parseAnswer(text: string): Answer {
  const [head = "", body = "", ...more] = text.split("\r\n\r\n");
  assert.deepEqual(more, [], text);
  const [line = "", ...lines] = head.split("\r\n");
  const headers = new Headers();
  for (const each of lines) headers.append(...splitAt(each, ": "));
  assert.match(headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(headers.get("content-length"), String(Buffer.byteLength(body)));
  assert.match(headers.get("x-rushes-overhead-ms") ?? "", /^\d+\.\d$/);
  const error = errorBody.strict().parse(JSON.parse(body));
  assert.equal(headers.get("x-request-id"), error.request_id);
  assert.equal(error.docs_url, `http://rushes.test/errors/${error.code}`);
  return { status: Number(line.split(" ")[1]), headers, error };
}

const sent = async (...parts: string[]) => parseAnswer(await exchange(parts));
const closing = "Connection: close\r\n\r\n";
const HEALTH = `GET /api/health HTTP/1.1\r\nHost: a\r\n${closing}`;

describe("bytes that are no request", () => {
  const cases: [string, string, number, ErrorBody["code"]][] = [
    ["no HTTP at all", "hello\r\n\r\n", 400, "VALIDATION_ERROR"],
    ["TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "VALIDATION_ERROR"],
    ["an unknown method", "FETCH / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "VALIDATION_ERROR"],
    ["an unknown version", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400, "VALIDATION_ERROR"],
    ["a header without a name", "GET / HTTP/1.1\r\n: a\r\n\r\n", 400, "VALIDATION_ERROR"],
    [
      "two lengths of one body",
      `${START_OF_CREATE}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
      "VALIDATION_ERROR",
    ],
    [
      "a length and chunks",
      `${START_OF_CREATE}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
      "VALIDATION_ERROR",
    ],
    [
      "a chunk whose size is no number",
      `${START_OF_CREATE}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
      400,
      "VALIDATION_ERROR",
    ],
    [
      "a very long address",
      `GET /api/v1/models/${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      "PAYLOAD_TOO_LARGE",
    ],
    [
      "very long headers",
      `GET /api/health HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
      431,
      "PAYLOAD_TOO_LARGE",
    ],
    [
      "very long chunk extensions",
      `${START_OF_CREATE}\r\nTransfer-Encoding: chunked\r\n\r\n2;${"x".repeat(20_000)}\r\n{}\r\n`,
      413,
      "PAYLOAD_TOO_LARGE",
    ],
  ];
  for (const [what, bytes, status, code] of cases) {
    it(`are ${status} with the body of the contract, and the end: ${what}`, async () => {
      const answer = await sent(bytes);
      assert.deepEqual([answer.status, answer.error.code], [status, code]);
      assert.equal(answer.headers.get("connection"), "close");
      assert.deepEqual(complaints(), []);
    });
  }

  it("end an answer that is on its way, and add nothing to it", async () => {
    const stream = `POST /api/v1/generation/sse/kling-ai/v3/video HTTP/1.1\r\nHost: a\r\n${authorization}`;
    const body = '{"prompt":"a"}';
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    const closed = once(socket, "close");
    socket.write(
      `${stream}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await until("the first frame came", () => text.includes("id: 1\n"));
    socket.write("not HTTP\r\n\r\n");
    await closed;
    assert.equal(text.match(/HTTP\/1\.1/g)?.length, 1);
    assert.doesNotMatch(text, /VALIDATION_ERROR/);
  });
});

describe("a request that does not arrive", () => {
  it("is 408 when its headers stall", async () => {
    const answer = await sent("GET /api/health HTTP/1.1\r\nHost: a\r\n");
    assert.deepEqual([answer.status, answer.error.next_action], [408, "retry_now"]);
  });

  it("is 408 when its body stalls, and no failure of ours", async () => {
    const answer = await sent(`${START_OF_CREATE}\r\nContent-Length: 100\r\n\r\n{"prompt":`);
    assert.deepEqual([answer.status, answer.error.code], [408, "VALIDATION_ERROR"]);
    assert.deepEqual(complaints(), []);
  });

  it("is ended without a failure of ours when the caller leaves in the middle of the body", async () => {
    const before = await countRows(opened.gateway.db, "generations");
    for (const path of [CREATE, CREATE.replace("/kling", "/sse/kling"), "/api/ai/tts/generate"]) {
      const socket = connect(port, "127.0.0.1");
      const start = START_OF_CREATE.replace(CREATE, path);
      socket.write(`${start}\r\nContent-Length: 100\r\n\r\n{"prompt":`);
      // The head has been taken when another connection, opened later, has had its answer.
      assert.match(await exchange([HEALTH]), /^HTTP\/1\.1 200 /);
      socket.destroy();
    }
    await until("they have gone", () => connections() === 0);
    assert.match(await exchange([HEALTH]), /^HTTP\/1\.1 200 /);
    assert.deepEqual(complaints(), []);
    assert.equal(await countRows(opened.gateway.db, "generations"), before);
  });
});

describe("a Host or an address that cannot be read", () => {
  const get = (target: string, host: string, version = "1.1") =>
    exchange([`GET ${target} HTTP/${version}\r\n${host}${closing}`]);
  const cases: [string, string, string][] = [
    ["no Host", "/api/health", ""],
    ["no Host for a page", "/playground", ""],
    ["a Host with a path", "/api/health", "Host: a/b\r\n"],
    ["a Host with a blank", "/api/health", "Host: a b\r\n"],
    ["half an IPv6 address", "/api/health", "Host: [::1\r\n"],
    ["a port that is none", "/api/health", "Host: a:99999\r\n"],
    ["an account in the Host", "/api/health", "Host: me@a\r\n"],
    ["a backslash in the path", "/api/v1\\models", "Host: a\r\n"],
  ];
  for (const [what, target, host] of cases) {
    it(`is 400 with the body of the contract: ${what}`, async () => {
      const answer = parseAnswer(await get(target, host));
      assert.deepEqual([answer.status, answer.error.code], [400, "VALIDATION_ERROR"]);
      assert.deepEqual(complaints(), []);
    });
  }

  it("is none for HTTP/1.0, which knows no Host", async () => {
    assert.match(await get("/api/health", "", "1.0"), /^HTTP\/1\.1 200 /);
  });
});

describe("a request over HTTP", () => {
  it("is answered as if it had no body when it is a GET", async () => {
    const body = '{"limit":0}';
    const text = await exchange([
      `GET /api/v1/generations HTTP/1.1\r\nHost: a\r\n${authorization}\r\nContent-Length: ${body.length}\r\n${closing}${body}`,
    ]);
    assert.match(text, /^HTTP\/1\.1 200 /);
  });

  it("is answered whatever it expects", async () => {
    const text = await exchange([
      `GET /api/health HTTP/1.1\r\nHost: a\r\nExpect: the unexpected\r\n${closing}`,
    ]);
    assert.match(text, /^HTTP\/1\.1 200 /);
  });

  it("is 503 with Retry-After for a page while there are none", async () => {
    const response = await fetch(`${url}/playground`);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "1");
    assert.equal(errorBody.parse(await response.json()).code, "SERVICE_UNAVAILABLE");
  });

  it("leaves the connection usable after an error", async () => {
    for (const [path, init, status] of [
      ["/api/nothing", {}, 404],
      [CREATE, postJson({}, { authorization: `Bearer ${opened.key}` }), 400],
      [CREATE, postJson({ prompt: "a" }), 401],
      ["/api/health", {}, 200],
    ] as const) {
      const response = await fetch(url + path, init);
      assert.equal(response.status, status);
      await response.arrayBuffer();
    }
  });
});
