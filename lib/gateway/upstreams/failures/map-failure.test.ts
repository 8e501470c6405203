import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import type { SubCode } from "#lib/contract/codes.ts";
import { mapFailure } from "./map-failure.ts";
import { type RawFailure, VENDORS } from "./raw-failure.ts";

function rawOf(raw: Partial<RawFailure>): RawFailure {
  return { vendor: "generic", phase: "submit", status: null, ...raw };
}

const codeOf = (raw: Partial<RawFailure>) => mapFailure(rawOf(raw)).subCode;

describe("a status, without words that tell more", () => {
  const rows: [SubCode, number[]][] = [
    ["TIMEOUT", [408, 504, 524]],
    ["PROVIDER_UNAVAILABLE", [401, 402, 403, 407, 502, 503, 520, 521, 522, 523, 529]],
    ["RATE_LIMITED", [429]],
    ["INVALID_INPUT", [400, 405, 406, 409, 411, 413, 414, 415, 422]],
    ["UNSUPPORTED_MODEL", [404, 410]],
    ["FAILED", [200, 204, 302, 418, 451, 500, 505, 599]],
  ];
  for (const [subCode, statuses] of rows) {
    it(`means ${subCode} at submit for ${statuses.join(", ")}, whichever the vendor`, () => {
      for (const vendor of VENDORS) {
        const odd = statuses.filter((status) => codeOf({ vendor, status }) !== subCode);
        assert.deepEqual(odd, [], vendor);
      }
    });
  }

  it("of 404 and 410 means a lost job later", () => {
    for (const phase of ["poll", "download"] as const) {
      assert.equal(codeOf({ phase, status: 404 }), "FAILED");
      assert.equal(codeOf({ phase, status: 410 }), "FAILED");
    }
  });

  it("is nobody's input at fault when a download is refused", () => {
    assert.equal(codeOf({ phase: "poll", status: 400 }), "INVALID_INPUT");
    assert.equal(codeOf({ phase: "download", status: 400 }), "FAILED");
    assert.equal(codeOf({ phase: "download", status: 403 }), "PROVIDER_UNAVAILABLE");
  });
});

describe("our own deadline", () => {
  it("comes before anything that the vendor said", () => {
    const body = JSON.stringify({ detail: [{ type: "content_policy_violation", msg: "x" }] });
    assert.equal(codeOf({ vendor: "fal", status: 422, body, isDeadline: true }), "TIMEOUT");
  });
});

/** What fetch throws against a server that behaves so. */
async function thrownBy(listener: RequestListener, init: RequestInit = {}): Promise<unknown> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  after(() => server.closeAllConnections());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, init);
    await answer.text();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    server.close();
  }
}

describe("an error of the network", () => {
  it("means PROVIDER_UNAVAILABLE when nobody listens or the name is unknown", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const refused = await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    assert.equal(codeOf({ error: refused }), "PROVIDER_UNAVAILABLE");
    const unknown = await fetch("http://nobody.invalid/").catch((error: unknown) => error);
    assert.equal(codeOf({ error: unknown }), "PROVIDER_UNAVAILABLE");
  });

  it("means PROVIDER_UNAVAILABLE when the connection is cut, before or in the answer", async () => {
    const before = await thrownBy((request) => request.socket.destroy());
    assert.equal(codeOf({ error: before }), "PROVIDER_UNAVAILABLE");
    const within = await thrownBy((request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("{");
      setTimeout(() => request.socket.destroy(), 20);
    });
    assert.equal(codeOf({ status: 200, error: within }), "PROVIDER_UNAVAILABLE");
  });

  it("means TIMEOUT when a signal of ours ended it", async () => {
    const timedOut = await thrownBy(() => {}, { signal: AbortSignal.timeout(20) });
    assert.equal(codeOf({ error: timedOut }), "TIMEOUT");
    const aborted = await thrownBy(() => {}, { signal: AbortSignal.abort() });
    assert.equal(codeOf({ error: aborted }), "TIMEOUT");
  });

  const withCode = (code: string) => Object.assign(new Error("vendor.example"), { code });
  const codes: [SubCode, string[]][] = [
    ["TIMEOUT", ["ETIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]],
    [
      "PROVIDER_UNAVAILABLE",
      [
        ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "EPIPE"],
        ...["UND_ERR_SOCKET", "UND_ERR_CONNECT_TIMEOUT", "CERT_HAS_EXPIRED", "EPROTO"],
        ...["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "ERR_SSL_WRONG_VERSION"],
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      ],
    ],
    ["FAILED", ["ERR_INVALID_ARG_TYPE", "ENOENT", "ERR_INVALID_URL"]],
  ];
  for (const [subCode, names] of codes) {
    it(`means ${subCode} by its code, however deep it is caused: ${names.join(", ")}`, () => {
      for (const name of names) {
        const deep = new Error("a", { cause: new Error("b", { cause: withCode(name) }) });
        const several = new Error("c", { cause: new AggregateError([withCode(name)]) });
        const odd = [withCode(name), deep, several].filter(
          (error) => codeOf({ error }) !== subCode,
        );
        assert.deepEqual(odd, [], name);
      }
    });
  }

  it("may cause itself, throw when it is read, or be no error at all", () => {
    const loop = new Error("loop");
    loop.cause = loop;
    const hostile = new Proxy({}, { get: () => assert.fail("read"), has: () => true });
    for (const error of [loop, hostile, null, "ECONNRESET", 7, () => {}]) {
      assert.equal(codeOf({ error }), "FAILED");
    }
  });

  it("does not hide what an answer said", () => {
    assert.equal(codeOf({ status: 429, error: withCode("ECONNRESET") }), "RATE_LIMITED");
  });
});

describe("a body", () => {
  const odd = [
    ["a page", "<!doctype html><html><body>502 Bad Gateway from cloudflare</body></html>"],
    ["broken JSON", '{"detail":[{"loc":["body"'],
    ["nothing", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["a list of nulls", "[null,null]"],
    ["a number", "17"],
    ["fields of other types", '{"detail":5,"error":[],"code":{},"status":null,"output":"x"}'],
    ["lists of other types", '{"detail":[1,null,"x",[]],"candidates":[1],"invalid_fields":{}}'],
    ["very deep nesting", "[".repeat(100_000)],
    ["a megabyte", JSON.stringify({ detail: "x".repeat(1_000_000) })],
  ] as const;
  for (const [what, body] of odd) {
    it(`that is ${what} means what its status means, whichever the vendor`, () => {
      for (const vendor of VENDORS) {
        assert.equal(codeOf({ vendor, status: 500, body }), "FAILED", vendor);
        const { subCode, message, issues } = mapFailure(rawOf({ vendor, status: 400, body }));
        assert.deepEqual([subCode, message, issues], ["INVALID_INPUT", undefined, undefined]);
      }
    });
  }

  it("that is a plain sentence helps like one in JSON", () => {
    const sentence = "duration must be between 3 and 10";
    for (const body of [sentence, JSON.stringify(sentence), JSON.stringify({ error: sentence })]) {
      const { message } = mapFailure(rawOf({ status: 400, body }));
      assert.equal(message, "The input is not valid. Duration must be between 3 and 10.");
    }
  });

  it("has no say in the message of failures that are not about the input", () => {
    const body = JSON.stringify({ error: "duration must be between 3 and 10" });
    for (const status of [429, 500, 503, 504]) {
      assert.equal(mapFailure(rawOf({ status, body })).message, undefined);
    }
  });
});

describe("words about our account", () => {
  const troubles = [
    "Insufficient balance",
    "You have insufficient credits",
    "Your balance is too low",
    "Out of credits.",
    "Your account has been suspended",
    "Your account is overdue",
    "Billing hard limit has been reached",
    "Payment required",
    "You exceeded your current quota, please check your plan",
    "Monthly quota exceeded",
    "Incorrect API key provided: sk-FAKE",
    "Spending limit reached",
  ];
  for (const error of troubles) {
    it(`mean PROVIDER_UNAVAILABLE with 400 and in a failed job: ${error}`, () => {
      const body = JSON.stringify({ error });
      assert.equal(codeOf({ status: 400, body }), "PROVIDER_UNAVAILABLE");
      assert.equal(codeOf({ phase: "poll", status: 200, body }), "PROVIDER_UNAVAILABLE");
    });
  }

  it("do not change what 429 and 5xx mean", () => {
    const body = JSON.stringify({ error: "Monthly quota exceeded" });
    assert.equal(codeOf({ status: 429, body }), "RATE_LIMITED");
    assert.equal(codeOf({ status: 500, body }), "FAILED");
  });

  it("are not seen in sentences about the input", () => {
    for (const error of [
      "The credit card in the picture is not allowed",
      "key frames are missing",
    ]) {
      assert.equal(codeOf({ status: 400, body: JSON.stringify({ error }) }), "INVALID_INPUT");
    }
  });

  it("are not seen in what is said about a field, which may be the caller's own words", () => {
    const message = "The words 'payment required' are not allowed";
    const told = (error: object) =>
      codeOf({ vendor: "openai", status: 400, body: JSON.stringify({ error }) });
    assert.equal(told({ message, param: "prompt" }), "INVALID_INPUT");
    assert.equal(told({ message }), "PROVIDER_UNAVAILABLE");
  });
});

describe("the time to come back", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const msOf = (headers: Record<string, string>, status = 429, body = "") =>
    mapFailure(rawOf({ status, headers, body }), now).retryAfterMs;

  const rows: [Record<string, string>, number | undefined][] = [
    [{ "retry-after": "12" }, 12_000],
    [{ "retry-after": "0.25" }, 250],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after-ms": "1234" }, 1234],
    [{ "retry-after-ms": "1234", "retry-after": "99" }, 1234],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9000],
    [{ "retry-after": "Sun, 01 Mar 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "Sun, 01 Mar 2027 12:00:00 GMT" }, 3_600_000],
    [{ "retry-after": "86400" }, 3_600_000],
    [{ "retry-after": "999999999999999" }, 3_600_000],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "1e9" }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "" }, undefined],
    [{}, undefined],
  ];
  for (const [headers, expected] of rows) {
    it(`is ${expected} ms by ${JSON.stringify(headers)}`, () => {
      assert.equal(msOf(headers), expected);
    });
  }

  it("is passed on for every failure that may be tried again, and for no other", () => {
    const told = [429, 503, 504, 500, 400, 404].map((status) =>
      msOf({ "retry-after": "1" }, status),
    );
    assert.deepEqual(told, [1000, 1000, 1000, 1000, undefined, undefined]);
  });
});

describe("an issue", () => {
  const issuesOf = (detail: unknown[]) =>
    mapFailure(rawOf({ vendor: "fal", status: 422, body: JSON.stringify({ detail }) })).issues;
  const of = (loc: unknown, msg: string) => issuesOf([{ loc, msg, type: "value_error" }]);

  const sentences: [string, string][] = [
    ["duration must be between 3 and 10", "must be between 3 and 10"],
    ["The duration must be between 3 and 10.", "must be between 3 and 10"],
    ["Input should be less than or equal to 10", "must be less than or equal to 10"],
    ["ensure this value is less than or equal to 10", "must be less than or equal to 10"],
    ["Value error, duration should have at most 2 digits", "must have at most 2 digits"],
    ["duration is too long", "is too long"],
    ["This field is required", "is required"],
    ["Field required", "is required"],
    ["duration is required. Ask ops@vendor.example for help.", "is required"],
    ["The image is too small", "was not accepted"],
    ["must be set by api.vendor.example", "was not accepted"],
    ["", "was not accepted"],
  ];
  for (const [sentence, message] of sentences) {
    it(`about "${sentence}" says that the field ${message}`, () => {
      assert.deepEqual(of(["body", "duration"], sentence), [{ path: ["duration"], message }]);
    });
  }

  const paths: [unknown, unknown[] | undefined][] = [
    [
      ["body", "image_urls", 3],
      ["image_urls", 3],
    ],
    [["body", "input", "prompt"], ["prompt"]],
    [["n"], ["n"]],
    [
      ["body", "voice_settings", "speed"],
      ["voice_settings", "speed"],
    ],
    [["body"], undefined],
    [[], undefined],
    [["body", "FAL_KEY"], undefined],
    [["body", "fal_webhook"], undefined],
    [["body", "sk_live_0123456789abcdef"], undefined],
    [["body", "image_url", "api.vendor.example"], undefined],
    [["body", "images[0]; drop table users"], undefined],
    [["body", "image_url", -1], undefined],
    [["body", "image_url", 4815162342], undefined],
    [["body", "image_".repeat(20)], undefined],
    ["body", undefined],
  ];
  for (const [loc, path] of paths) {
    it(`of ${JSON.stringify(loc).slice(0, 60)} names ${JSON.stringify(path) ?? "nothing"}`, () => {
      assert.deepEqual(of(loc, "Field required")?.[0]?.path, path);
    });
  }

  it("names each field once, and at most ten of them", () => {
    const twice = [1, 2].map(() => ({ loc: ["body", "prompt"], msg: "Field required" }));
    const many = Array.from({ length: 15 }, (_, index) => ({
      loc: ["image_urls", index],
      msg: "x",
    }));
    assert.equal(issuesOf(twice)?.length, 1);
    assert.equal(issuesOf(many)?.length, 10);
  });
});
