import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { maskSecrets } from "./mask-secrets.ts";
import { rawForLog } from "./raw-for-log.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
const random = (length: number) =>
  fc.string({ unit: fc.constantFrom(...LETTERS), minLength: length, maxLength: length });

/** Where a secret can stand; the second is what it looks like there. */
const PLACES = [
  "Authorization: Bearer {}",
  "authorization: Key {}",
  "xi-api-key: {}",
  "x-goog-api-key: {}",
  "x-key: {}",
  "cookie: sid={}; theme=dark",
  "set-cookie: a=b; sid={}; Path=/",
  '{"api_key":"{}","n":1}',
  '{"headers":{"authorization":"Bearer {}"}}',
  '{"body":"{\\"secret\\":\\"{}\\"}"}',
  "{'access_token': '{}'}",
  "https://host.example/v1/files/a:download?alt=media&key={}",
  "https://host.example/a.png?X-Amz-Credential={}&X-Amz-Date=1",
  "https://host.example/a.png?X-Amz-Signature={}",
  "https://host.example/a.png?sv=1&sig={}&se=2",
  "https://host.example/a.png?token={}",
  "https%3A%2F%2Fhost.example%2Fa%3Fapi_key%3D{}",
  "postgres://user:{}@host.example:5432/db",
  "OPENAI_API_KEY={}",
  "FAL_KEY={}",
  "password={}",
  "Incorrect API key provided: sk-{}.",
  "token r8_{} is not valid",
  "AIza{} is not valid",
  "the key {} is not valid",
  "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
];

describe("a text for the log", () => {
  it("has no secret left, wherever it stood", () => {
    const placed = fc.tuple(fc.constantFrom(...PLACES), random(40), fc.lorem());
    fc.assert(
      fc.property(placed, ([place, secret, around]) => {
        const masked = maskSecrets(`${around}\n${place.replace("{}", secret)}\n${around}`);
        assert.ok(!masked.includes(secret.slice(0, 12)), masked);
        assert.ok(!masked.includes(secret.slice(-12)), masked);
        assert.ok(masked.startsWith(around) && masked.endsWith(around), masked);
      }),
      { numRuns: 3_000 },
    );
  });

  const kept = [
    "fal at submit: status 422",
    '{"detail":[{"loc":["body","image_url"],"msg":"Image dimensions are too small","type":"image_too_small"}]}',
    "request id: 3f1b2c4d-1111-2222-3333-444455556666",
    "x-request-id: req_01J9ZQ4W8N2V7T5R3P1M0K6H4D",
    "    at connect (/srv/app/node_modules/undici/lib/dispatcher/client-h1.js:1204:19)",
    "caused by Error: connect ECONNREFUSED 10.0.0.1:443",
    "Rate limit reached for gpt-image-1 in organization org-x on tokens per min (TPM): Limit 5",
    "unknown key: prompt",
    "retry-after: 12",
    "https://queue.fal.run/fal-ai/flux/requests/3f1b2c4d-1111-2222-3333-444455556666/status?logs=1",
  ];
  for (const text of kept) {
    it(`keeps what helps to find the cause: ${text.slice(0, 60)}`, () => {
      assert.equal(maskSecrets(text), text);
    });
  }

  const masked: [string, string][] = [
    ["AKIAFAKEFAKEFAKE0000", "[masked]"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl", "[masked]"],
    ["0123456789abcdef0123456789abcdef", "[masked]"],
    ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "[masked]"],
    ["image_url=data:image/png;base64,iVBORw0KGgo= too small", "image_url=[data] too small"],
    ["rk_live_FAKE0123456789", "[masked]"],
    ["a&key=short&b", "a&key=[masked]&b"],
    ['{"password":"two words"}', '{"password":"[masked]"}'],
    ['["x-api-key","short"]', '["x-api-key","[masked]"]'],
    ['{"name":"x-api-key","value":"short"}', '{"name":"x-api-key","value":"[masked]"}'],
    ["Incorrect API key provided: Zq9XvB3n.", "Incorrect API key provided: [masked]"],
    ["FAL_KEY 7c1f2b9e:0a1b", "FAL_KEY [masked]"],
    ["auth=short", "auth=[masked]"],
  ];
  for (const [text, expected] of masked) {
    it(`masks ${text.slice(0, 40)}`, () => assert.equal(maskSecrets(text), expected));
  }

  it("has at most 4 KB, and no half of a secret at its end", () => {
    const long = maskSecrets("word ".repeat(50_000));
    assert.equal(long.length, 4096);
    assert.ok(long.endsWith("…"));
    const cut = `${"A1b2".repeat(16_370)} Bearer ${"A1b2C3d4".repeat(50)}`;
    assert.doesNotMatch(maskSecrets(cut), /A1b2/);
  });

  it("is made within a moment from whatever a vendor sends", () => {
    const units = [
      "a",
      "a-",
      "key",
      "key=",
      "-----BEGIN PRIVATE KEY-----",
      "token ",
      "a1B",
      "\\",
      '"',
    ];
    for (const unit of [...units, "data:a/b;base64,", "x-amz-", "http://a", "eyJaaaaaaaa."]) {
      const startMs = performance.now();
      maskSecrets(unit.repeat(1_000_000 / unit.length));
      assert.ok(performance.now() - startMs < 1_000, unit);
    }
  });
});

describe("a raw failure for the log", () => {
  it("says what was asked, what came, and what was thrown, masked", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:443"), {
      code: "ECONNREFUSED",
    });
    const text = rawForLog({
      vendor: "fal",
      phase: "poll",
      status: 403,
      headers: { "set-cookie": "sid=FAKE0123", "x-fal-request-id": "r1" },
      body: '{"detail":"User is locked","key":"FAKE0123"}',
      error: new TypeError("fetch failed", { cause }),
    });
    const lines = text?.split("\n").filter((line) => !line.startsWith("    at "));
    assert.deepEqual(lines, [
      "fal at poll: status 403",
      "set-cookie: [masked]",
      "x-fal-request-id: r1",
      '{"detail":"User is locked","key":"[masked]"}',
      "TypeError: fetch failed",
      "caused by Error: connect ECONNREFUSED 10.0.0.1:443",
      "code: ECONNREFUSED",
    ]);
  });

  const others: [string, unknown, string | undefined][] = [
    ["nothing", undefined, undefined],
    ["a text", "outcome unknown, key=FAKE0123", "outcome unknown, key=[masked]"],
    ["an object", { detail: "x", token: "FAKE0123" }, '{"detail":"x","token":"[masked]"}'],
    ["no JSON", 10n, "a failure that could not be described"],
    [
      "our deadline",
      { vendor: "openai", phase: "submit", status: null, isDeadline: true },
      "openai at submit: our deadline",
    ],
  ];
  for (const [what, raw, expected] of others) {
    it(`may be ${what}`, () => assert.equal(rawForLog(raw), expected));
  }

  it("keeps the stack of an error", () => {
    assert.match(rawForLog(new Error("broken")) ?? "", /^Error: broken\n {4}at /);
  });
});
