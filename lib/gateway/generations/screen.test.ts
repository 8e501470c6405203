import assert from "node:assert/strict";
import { test } from "node:test";
import pino from "pino";
import { postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createScriptedUpstream } from "../testing/scripted-upstream.ts";
import type { UpstreamAdapter } from "../upstreams/adapter.ts";
import { mapFailure } from "../upstreams/failures/map-failure.ts";

const KEY = "sk-vendor-secret-0123456789";

const upstream: UpstreamAdapter = {
  ...createScriptedUpstream(),
  screen: async () =>
    mapFailure({
      vendor: "openai",
      phase: "submit",
      status: 400,
      headers: { "x-request-id": "req_vendor" },
      body: JSON.stringify({
        error: { code: "moderation_blocked", message: `Blocked for ${KEY}` },
      }),
    }),
};
const logged: string[] = [];
const { request } = await openTestGateway({
  upstreams: [upstream],
  log: pino({ level: "info" }, { write: (line: string) => logged.push(line) }),
});

test("what an upstream says when it refuses at once stays in the log, without its keys", async () => {
  const path = "/api/v1/generation/bytedance/seedream-4.5";
  const response = await request(path, postJson({ prompt: "a cat" }));
  const text = await response.text();
  assert.equal(response.status, 422);
  assert.equal(JSON.parse(text).code, "IMAGE_GENERATION_CONTENT_REJECTED");
  assert.doesNotMatch(text, /vendor|openai|Blocked/);
  const log = logged.join("");
  assert.match(log, /moderation_blocked/);
  assert.ok(!log.includes(KEY), log);
});
