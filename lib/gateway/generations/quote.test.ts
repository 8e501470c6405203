import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ErrorBody } from "#lib/contract/errors.ts";
import { MODELS } from "#lib/contract/models/catalogue.ts";
import { openCaller, postJson } from "../testing/callers.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { countRows } from "../testing/rows.ts";

const opened = await openTestGateway({ hasWorker: false });
const { client, gateway, request } = opened;
const KLING = "kling-ai/v3/video";

describe("a quote", () => {
  it("is what the same body costs when it is created, for every model", async () => {
    for (const { id, example } of MODELS) {
      const quoted = await client.quote(id, example);
      const created = await client.create(id, example);
      assert.ok(quoted.ok && created.ok, id);
      assert.equal(quoted.data.credits, created.data.usage.total, id);
    }
  });

  it("has the lines that lead to it, and stores nothing", async () => {
    const before = await countRows(gateway.db, "generations");
    const response = await request(`/api/v1/quote/${KLING}`, postJson({ prompt: "a", n: 2 }));
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      credits: 240,
      breakdown: [{ label: "2 × (5 s × 24)", credits: 240 }],
      available: null,
      affordable: true,
    });
    assert.equal(await countRows(gateway.db, "generations"), before);
  });

  const refused: [string, unknown, string, string][] = [
    [KLING, { duration: 99 }, "VIDEO_GENERATION_INVALID_INPUT", "prompt,duration"],
    ["bytedance/seedream-4.5", { promt: "a" }, "IMAGE_GENERATION_INVALID_INPUT", "prompt,promt"],
    ["minimax-tts/speech-02-hd", [], "TTS_GENERATION_INVALID_INPUT", ""],
    ["acme/movie", {}, "VIDEO_GENERATION_UNSUPPORTED_MODEL", "-"],
    ["acme/image", {}, "IMAGE_GENERATION_UNSUPPORTED_MODEL", "-"],
  ];
  for (const [model, body, code, paths] of refused) {
    it(`is ${code} for ${JSON.stringify(body)} to ${model}, as create says it`, async () => {
      const errors = await Promise.all(
        ["quote", "generation"].map(async (way) => {
          const response = await request(`/api/v1/${way}/${model}`, postJson(body));
          const error: ErrorBody = await response.json();
          return { status: response.status, ...error, request_id: "" };
        }),
      );
      assert.deepEqual(errors[0], errors[1]);
      assert.equal(errors[0]?.code, code);
      const named = errors[0]?.issues?.map(({ path }) => path.join(".")).join(",") ?? "-";
      assert.equal(named, paths);
    });
  }

  it("may be asked by a key that may only read, and by no other method", async () => {
    const reader = await openCaller(opened, { scopes: ["generations:read"] });
    const path = `/api/v1/quote/${KLING}`;
    assert.equal((await reader.request(path, postJson({ prompt: "a" }))).status, 200);
    const writer = await openCaller(opened, { scopes: ["generations:write"] });
    assert.equal((await writer.request(path, postJson({ prompt: "a" }))).status, 403);
    const response = await request(path);
    assert.deepEqual([response.status, response.headers.get("allow")], [405, "POST"]);
  });
});
