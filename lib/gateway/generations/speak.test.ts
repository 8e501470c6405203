import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { createScriptedUpstream, writeOutput } from "../testing/scripted-upstream.ts";

const upstream = createScriptedUpstream();
const opened = await openTestGateway({ upstreams: [upstream] });

const speak = (body: unknown) =>
  opened.request("/api/ai/tts/generate", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

beforeEach(async () => {
  const path = await opened.gateway.media.temporaryPath("mp3");
  const output = await writeOutput(path, { contentType: "audio/mpeg", durationS: 1.5 });
  upstream.say({ state: "completed", outputs: [output] });
});

describe("speech within one call", () => {
  const input = { text: "Every take." };
  const ways = [
    { modelId: "minimax-tts/speech-02-hd" },
    { provider: "minimax-tts", model: "speech-02-hd" },
    { endpoint: "minimax-tts/speech-02-hd" },
    { modelId: "minimax-tts/speech-02-hd", provider: "qwen", model: "other", endpoint: "x/y" },
  ];
  for (const way of ways) {
    it(`is made for ${JSON.stringify(way)}`, async () => {
      const response = await speak({ ...way, input });
      assert.equal(response.status, 200);
      const { success, data } = await response.json();
      assert.equal(success, true);
      const { audio_url: url, ...rest } = data;
      assert.deepEqual(rest, {
        provider: "minimax-tts",
        model: "speech-02-hd",
        modelId: "minimax-tts/speech-02-hd",
        endpoint: "minimax-tts/speech-02-hd",
        audio: { url, content_type: "audio/mpeg", duration: 1.5 },
        output: { audio_url: url },
        logs: null,
        metrics: null,
      });
      const id = response.headers.get("x-generation-id") ?? "";
      const kept = await opened.client.get(id);
      assert.ok(kept.ok);
      assert.equal(kept.data.status, "COMPLETED");
    });
  }

  it("is there under the base of all other paths too", async () => {
    const body = { modelId: "minimax-tts/speech-02-hd", input };
    const response = await opened.request("/api/v1/ai/tts/generate", postJson(body));
    assert.equal(response.status, 200);
    assert.equal((await response.json()).data.modelId, body.modelId);
  });

  const refusals: [string, unknown, number, string, unknown][] = [
    ["no model", { input }, 400, "TTS_GENERATION_INVALID_INPUT", ["modelId"]],
    ["an unknown model", { modelId: "a/b", input }, 400, "TTS_GENERATION_UNSUPPORTED_MODEL", null],
    [
      "a model that makes films",
      { modelId: "kling-ai/v3/video", input },
      400,
      "TTS_GENERATION_UNSUPPORTED_MODEL",
      null,
    ],
    [
      "no input",
      { modelId: "minimax-tts/speech-02-hd" },
      400,
      "TTS_GENERATION_INVALID_INPUT",
      ["input"],
    ],
    [
      "an empty text",
      { modelId: "minimax-tts/speech-02-hd", input: { text: "" } },
      400,
      "TTS_GENERATION_INVALID_INPUT",
      ["input", "text"],
    ],
    ["a body that is a list", [], 400, "TTS_GENERATION_INVALID_INPUT", []],
  ];
  for (const [name, body, status, code, path] of refusals) {
    it(`is refused for ${name}`, async () => {
      const response = await speak(body);
      assert.equal(response.status, status);
      const error = await response.json();
      assert.equal(error.code, code);
      if (path !== null) assert.deepEqual(error.issues[0].path, path);
    });
  }

  it("fails within the request, with the code of speech and the id of its generation", async () => {
    upstream.say({ state: "failed", failure: { subCode: "RATE_LIMITED", retryAfterMs: 2_500 } });
    const response = await speak({ modelId: "minimax-tts/speech-02-hd", input });
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("retry-after"), "3");
    const error = await response.json();
    assert.deepEqual([error.code, error.retry_after_ms], ["TTS_GENERATION_RATE_LIMITED", 2_500]);
    assert.match(response.headers.get("x-generation-id") ?? "", /^gen_/);
  });

  it("is ended with TIMEOUT past its deadline, and so is the generation", async () => {
    upstream.say({ state: "pending", progress: 0.1, queuePosition: null });
    opened.gateway.deadlines.speechCallMs = 300;
    const response = await speak({ modelId: "minimax-tts/speech-02-hd", input });
    assert.equal(response.status, 504);
    assert.equal((await response.json()).code, "TTS_GENERATION_TIMEOUT");
    const ended = await opened.client.waitFor(response.headers.get("x-generation-id") ?? "");
    assert.ok(ended.ok);
    assert.deepEqual([ended.data.status, ended.data.code], ["FAILED", "TTS_GENERATION_TIMEOUT"]);
  });
});
