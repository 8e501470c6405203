import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import { readEnv } from "#lib/gateway/env.ts";
import { StartupError } from "#lib/gateway/startup-error.ts";

describe("readEnv", () => {
  it("gives the defaults for an empty environment", () => {
    assert.deepEqual(readEnv({}), {
      port: 3000,
      host: "127.0.0.1",
      dataDir: resolve(".rushes"),
      worker: true,
      rateLimitPerMinute: 1_200,
      concurrentGenerations: 500,
      speechTimeoutMs: 60_000,
      logLevel: "info",
    });
  });

  it("takes an empty string for unset", () => {
    assert.deepEqual(readEnv({ PORT: "", DATABASE_URL: " ", RUSHES_WORKER: "" }), readEnv({}));
  });

  it("reads every variable", () => {
    assert.deepEqual(
      readEnv({
        PORT: "0",
        HOST: "::1",
        RUSHES_DATA_DIR: "/var/data/rushes",
        DATABASE_URL: "postgresql:///rushes?host=/run/postgresql",
        RUSHES_PUBLIC_URL: "https://media.example.com:8443/",
        RUSHES_WORKER: "off",
        RUSHES_RATE_LIMIT_PER_MINUTE: "1000000",
        RUSHES_CONCURRENT_GENERATIONS: "1",
        RUSHES_SPEECH_TIMEOUT_MS: " 600000 ",
        STRIPE_SECRET_KEY: "sk_live_51abc",
        STRIPE_WEBHOOK_SECRET: "whsec_abc",
        STRIPE_BASE_URL: "http://127.0.0.1:12111/",
        LOG_LEVEL: "silent",
      }),
      {
        port: 0,
        host: "::1",
        dataDir: "/var/data/rushes",
        databaseUrl: "postgresql:///rushes?host=/run/postgresql",
        publicUrl: "https://media.example.com:8443",
        worker: false,
        rateLimitPerMinute: 1_000_000,
        concurrentGenerations: 1,
        speechTimeoutMs: 600_000,
        stripe: {
          secretKey: "sk_live_51abc",
          webhookSecret: "whsec_abc",
          baseUrl: "http://127.0.0.1:12111",
        },
        logLevel: "silent",
      },
    );
  });

  const refused: [string, string[]][] = [
    ["PORT", ["65536", "-1", "3000.5", "http", "0x10", "1e3"]],
    ["HOST", ["http://localhost", "local host", "a/b"]],
    ["DATABASE_URL", ["mysql://localhost/x", "localhost:5432", "postgres"]],
    [
      "RUSHES_PUBLIC_URL",
      ["rushes.example.com", "ftp://a.example", "https://a.example/console", "https://a.example?"],
    ],
    ["RUSHES_WORKER", ["true", "1", "ON"]],
    ["RUSHES_RATE_LIMIT_PER_MINUTE", ["0", "1000001", "-1", "1.5", "1e3", "unlimited"]],
    ["RUSHES_CONCURRENT_GENERATIONS", ["0", "1000001", "99999999", "five"]],
    ["RUSHES_SPEECH_TIMEOUT_MS", ["99", "600001", "60s"]],
    ["STRIPE_SECRET_KEY", ["pk_live_abc", "sk_abc", "sk_live_", "sk_live_a b"]],
    ["STRIPE_WEBHOOK_SECRET", ["sk_live_abc", "whsec_", "whsec_a b"]],
    ["STRIPE_BASE_URL", ["127.0.0.1:12111", "ftp://a.example", "https://a.example/v1"]],
    ["LOG_LEVEL", ["verbose"]],
  ];
  for (const [name, values] of refused) {
    for (const value of values) {
      it(`refuses ${name}=${value} in words that name it and what is allowed`, () => {
        assert.throws(() => readEnv({ [name]: value }), {
          name: "StartupError",
          message: new RegExp(`^ {2}${name}: .* is not valid; it must be \\S`, "m"),
        });
      });
    }
  }

  it("names all invalid variables at once", () => {
    assert.throws(
      () => readEnv({ PORT: "x", LOG_LEVEL: "y" }),
      (error) =>
        error instanceof StartupError &&
        error.message.includes('PORT: "x"') &&
        error.message.includes('LOG_LEVEL: "y"'),
    );
  });

  it("does not repeat a password that stands in a wrong DATABASE_URL", () => {
    assert.throws(
      () => readEnv({ DATABASE_URL: "mysql://me:hunter2@db/x" }),
      (error) => error instanceof StartupError && !error.message.includes("hunter2"),
    );
  });

  for (const [given, missing] of [
    [{ STRIPE_SECRET_KEY: "sk_test_abc" }, "STRIPE_WEBHOOK_SECRET"],
    [{ STRIPE_WEBHOOK_SECRET: "whsec_abc" }, "STRIPE_SECRET_KEY"],
  ] as const) {
    it(`refuses ${Object.keys(given)} alone, and names what is missing`, () => {
      assert.throws(() => readEnv(given), {
        name: "StartupError",
        message: new RegExp(`^ {2}${missing} is not set; it must be \\S`, "m"),
      });
    });
  }

  it("sells nothing by an address alone", () => {
    assert.equal(readEnv({ STRIPE_BASE_URL: "http://127.0.0.1:12111" }).stripe, undefined);
  });

  it("does not repeat Stripe's secrets", () => {
    const given = { STRIPE_SECRET_KEY: "pk_hunter2", STRIPE_WEBHOOK_SECRET: "hunter3" };
    assert.throws(
      () => readEnv(given),
      (error) => error instanceof StartupError && !/hunter/.test(error.message),
    );
  });
});
