import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openTestGateway } from "../testing/gateway.ts";
import { countRows } from "../testing/rows.ts";

const { request, gateway } = await openTestGateway({ hasWorker: false });
const CREATE = "/api/v1/generation/kling-ai/v3/video";
const MIB = 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };

async function post(body: RequestInit["body"], headers: Record<string, string> = JSON_TYPE) {
  const init = { method: "POST", headers, body: body ?? null, duplex: "half" } as RequestInit;
  const response = await request(CREATE, init);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** A body that comes in chunks of 64 KiB, with no length told before. */
function chunked(sizeBytes: number, onPull = () => {}): ReadableStream<Uint8Array> {
  let left = sizeBytes;
  return new ReadableStream(
    {
      pull(controller) {
        onPull();
        const size = Math.min(left, 64 * 1024);
        if (size > 0) controller.enqueue(new Uint8Array(size).fill(0x20));
        left -= size;
        if (left === 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

describe("the type of a body", () => {
  for (const type of [
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/vnd.api+json",
  ]) {
    it(`may be ${type}`, async () => {
      const { status } = await post('{"prompt":"a"}', { "content-type": type });
      assert.equal(status, 202);
    });
  }

  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/mixed",
    "json",
  ]) {
    it(`may not be ${type}: 415 that says what may`, async () => {
      const { status, body, headers } = await post('{"prompt":"a"}', { "content-type": type });
      assert.deepEqual([status, body.code], [415, "UNSUPPORTED_MEDIA_TYPE"]);
      assert.equal(headers.get("accept"), "application/json, multipart/form-data");
    });
  }

  it("may not be missing", async () => {
    const { status } = await post(new Uint8Array([0x7b, 0x7d]), {});
    assert.equal(status, 415);
  });
});

describe("the size of a body", () => {
  it("may be 1 MiB", async () => {
    const text = `{"prompt":"a"}${" ".repeat(MIB - 14)}`;
    assert.equal((await post(text)).status, 202);
  });

  it("may not be told to be more: 413 before anything is read", async () => {
    const headers = { ...JSON_TYPE, "content-length": String(2 * MIB) };
    let pulls = 0;
    const { status, body } = await post(
      chunked(2 * MIB, () => {
        pulls += 1;
      }),
      headers,
    );
    assert.deepEqual([status, body.code], [413, "PAYLOAD_TOO_LARGE"]);
    assert.equal(pulls, 0);
  });

  it("may not turn out to be more: 413, and the rest is not read", async () => {
    let pulls = 0;
    const { status, body } = await post(
      chunked(64 * MIB, () => {
        pulls += 1;
      }),
    );
    assert.deepEqual([status, body.code], [413, "PAYLOAD_TOO_LARGE"]);
    assert.ok(pulls < 32, `${pulls} chunks of 1024 were read`);
  });

  it("may not be hidden behind a smaller length that was told", async () => {
    const headers = { ...JSON_TYPE, "content-length": "10" };
    assert.equal((await post(chunked(2 * MIB), headers)).status, 413);
  });
});

describe("a body that is not JSON", () => {
  const places: [string, number, number][] = [
    ["", 1, 1],
    ["{", 1, 2],
    ['{"prompt":"a"', 1, 14],
    ['{"prompt":"a",}', 1, 15],
    ["xyz", 1, 1],
    ['{"prompt": tru}', 1, 12],
    ['{\n  "prompt": "a",\n  duration: 5\n}', 3, 3],
    ['{\n  "prompt": "a"\n  "duration": 5\n}', 3, 3],
    ["{'prompt':'a'}", 1, 2],
    ['{"prompt":"a"}}', 1, 15],
    ['// a\n{"prompt":"a"}', 1, 1],
  ];
  for (const [text, line, column] of places) {
    it(`breaks at line ${line}, column ${column}: ${JSON.stringify(text)}`, async () => {
      const before = await countRows(gateway.db, "generations");
      const { status, body } = await post(text);
      assert.deepEqual([status, body.code], [400, "VIDEO_GENERATION_INVALID_INPUT"]);
      const place = `line ${line}, column ${column}`;
      assert.equal(body.message, `The body is not valid JSON: it breaks at ${place}.`);
      assert.deepEqual(body.issues, [
        { path: [], message: `must be valid JSON; it breaks at ${place}` },
      ]);
      assert.equal(await countRows(gateway.db, "generations"), before);
    });
  }

  it("is said to be no UTF-8 when that is why", async () => {
    const { status, body } = await post(Buffer.from('{"prompt":"\xe9"}', "latin1"));
    assert.deepEqual(
      [status, body.issues[0].message],
      [400, "must be valid JSON; it is not UTF-8"],
    );
  });

  it("is the caller's doing when it breaks off, not a server that is away", async () => {
    const body = new ReadableStream({
      pull: () => {
        throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
      },
    });
    const answer = await post(body);
    assert.deepEqual([answer.status, answer.body.code], [400, "VIDEO_GENERATION_INVALID_INPUT"]);
    assert.equal(answer.body.message, "The body is not valid JSON: it broke off before its end.");
  });

  it("is refused in time when it is nested without end", async () => {
    for (const text of [
      "[".repeat(MIB),
      `{"prompt":${"[".repeat(400_000)}${"]".repeat(400_000)}}`,
    ]) {
      const { status, body } = await post(text);
      assert.deepEqual([status, body.code], [400, "VIDEO_GENERATION_INVALID_INPUT"]);
    }
  });
});
