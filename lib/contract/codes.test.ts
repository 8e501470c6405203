import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  codeFacts,
  ERROR_CODES,
  FAMILIES,
  GENERAL_CODE_NAMES,
  GENERATION_CODES,
  splitCode,
} from "./codes.ts";
import { generationCode, guessMedia, MEDIA } from "./media.ts";

/** The table of the public contract, by hand: status, fault, retryable, next action. */
const SUB_CODE_TABLE = {
  FAILED: [502, "provider", true, "retry_now"],
  TIMEOUT: [504, "provider", true, "retry_now"],
  RATE_LIMITED: [429, "provider", true, "retry_later"],
  PROVIDER_UNAVAILABLE: [503, "provider", true, "retry_later"],
  UNSUPPORTED_MODEL: [400, "caller", false, "choose_model"],
  INVALID_INPUT: [400, "caller", false, "fix_input"],
  INSUFFICIENT_CREDITS: [402, "caller", false, "buy_credits"],
  CONTENT_REJECTED: [422, "caller", false, "edit_prompt"],
} as const;

const GENERAL_TABLE = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VALIDATION_ERROR: 422,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
} as const;

describe("the vocabulary of failure", () => {
  it("has exactly the 24 generation codes of the contract", () => {
    const expected = ["IMAGE_GENERATION", "VIDEO_GENERATION", "TTS_GENERATION"].flatMap((family) =>
      Object.keys(SUB_CODE_TABLE).map((subCode) => `${family}_${subCode}`),
    );
    assert.equal(expected.length, 24);
    assert.deepEqual([...GENERATION_CODES].sort(), expected.sort());
  });

  for (const [subCode, row] of Object.entries(SUB_CODE_TABLE)) {
    it(`gives ${subCode} the contract's status, fault, retryability and action in each family`, () => {
      for (const family of FAMILIES) {
        const facts = codeFacts(`${family}_${subCode as keyof typeof SUB_CODE_TABLE}`);
        const { status, fault, retryable, nextAction } = facts;
        assert.deepEqual([status, fault, retryable, nextAction], row);
      }
    });
  }

  it("has exactly the general codes of the contract, with their statuses", () => {
    const statuses = GENERAL_CODE_NAMES.map((code) => [code, codeFacts(code).status]);
    assert.deepEqual(Object.fromEntries(statuses), GENERAL_TABLE);
  });

  it("says something for people about every code, in one sentence that names no field of ours", () => {
    for (const code of ERROR_CODES) {
      const { title, message, explanation } = codeFacts(code);
      assert.match(title, /^[A-Z][^.]*$/, code);
      assert.match(message, /^[A-Z][^.]*\.$/, code);
      assert.match(explanation, /^[A-Z].*[.…]$/, code);
    }
  });

  it("never blames the caller for what may be retried as it is, but for their own rate limit", () => {
    const odd = ERROR_CODES.filter((code) => {
      const { fault, retryable } = codeFacts(code);
      return (fault === "caller") === retryable;
    });
    assert.deepEqual(odd, ["RATE_LIMITED"]);
  });
});

describe("splitCode", () => {
  it("takes every generation code apart so that it can be put together again", () => {
    for (const code of GENERATION_CODES) {
      const parts = splitCode(code);
      assert.equal(parts && `${parts.family}_${parts.subCode}`, code);
    }
  });

  const none = [
    ...GENERAL_CODE_NAMES,
    "",
    "VIDEO_GENERATION",
    "VIDEO_GENERATION_",
    "VIDEO_GENERATION_NOPE",
    "VIDEO_GENERATION_toString",
    "VIDEO_GENERATION___proto__",
    "AUDIO_GENERATION_FAILED",
    "video_generation_failed",
  ];
  for (const code of none) {
    it(`gives null for ${JSON.stringify(code)}`, () => assert.equal(splitCode(code), null));
  }
});

describe("generationCode", () => {
  it("gives each medium its own family", () => {
    assert.deepEqual(
      MEDIA.map((media) => generationCode(media, "TIMEOUT")),
      ["IMAGE_GENERATION_TIMEOUT", "VIDEO_GENERATION_TIMEOUT", "TTS_GENERATION_TIMEOUT"],
    );
  });
});

describe("guessMedia", () => {
  const guesses = [
    ["/api/ai/tts/generate", "tts"],
    ["/api/v1/generation/acme/image-9", "image"],
    ["/api/v1/generation/acme/text-to-Image/x", "image"],
    ["/api/v1/generation/acme/whatever", "video"],
    ["", "video"],
  ] as const;
  for (const [path, media] of guesses) {
    it(`guesses ${media} for ${JSON.stringify(path)}`, () => assert.equal(guessMedia(path), media));
  }
});
