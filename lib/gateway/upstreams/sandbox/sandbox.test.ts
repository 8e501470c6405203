import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import sharp from "sharp";
import { openCaller, postJson } from "../../testing/callers.ts";
import { openTestGateway } from "../../testing/gateway.ts";
import { until } from "../../testing/until.ts";

const opened = await openTestGateway();
const { client, app, dataDir } = opened;

async function make(model: string, input: Record<string, unknown>) {
  const created = await client.create(model, input);
  assert.ok(created.ok, JSON.stringify(created));
  const ended = await client.waitFor(created.data.id);
  assert.ok(ended.ok);
  return ended.data;
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await app.request(url.slice(new URL(url).origin.length));
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
}

const nothingIsLeft = () =>
  until(
    "no temporary file is left",
    async () => (await readdir(path.join(dataDir, "tmp"))).length === 0,
  );

describe("the sandbox behind the gateway", () => {
  it("makes a real picture, and another one of it", async () => {
    const first = await make("google/nano-banana-2", {
      prompt: "a red boat at sea",
      output_format: "webp",
    });
    assert.equal(first.status, "COMPLETED", JSON.stringify(first));
    assert.ok(first.data?.type === "image");
    const { url, file_name, content_type, width, height } = first.data.image;
    assert.deepEqual([file_name, content_type], ["a-red-boat-at-sea.webp", "image/webp"]);
    const facts = await sharp(await fetchBytes(url)).metadata();
    assert.deepEqual([facts.format, facts.width, facts.height], ["webp", width, height]);
    assert.deepEqual([width, height], [1024, 1024]);

    const second = await make("google/nano-banana-2", { prompt: "at night", image_urls: [url] });
    assert.equal(second.status, "COMPLETED", JSON.stringify(second));
    await nothingIsLeft();
  });

  it("speaks a sentence", async () => {
    const generation = await make("minimax-tts/speech-02-hd", { text: "Every take." });
    assert.equal(generation.status, "COMPLETED", JSON.stringify(generation));
    assert.ok(generation.data?.type === "audio");
    const { url, content_type, duration } = generation.data.audio;
    assert.equal(content_type, "audio/mpeg");
    assert.ok(duration > 0.3 && duration < 5, String(duration));
    assert.ok((await fetchBytes(url)).byteLength > 1000);
    await nothingIsLeft();
  });

  it("fails with INVALID_INPUT that names the field when a picture is none", async () => {
    const speech = await make("minimax-tts/speech-02-hd", { text: "No picture." });
    assert.ok(speech.data?.type === "audio");
    const image_urls = [speech.data.audio.url];
    const generation = await make("bytedance/seedream-4.5", { prompt: "a", image_urls });
    assert.deepEqual(
      [generation.status, generation.code],
      ["FAILED", "IMAGE_GENERATION_INVALID_INPUT"],
    );
    const message =
      "does not lead to a picture: it is audio/mpeg; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif";
    assert.equal(generation.message, `image_urls.0 ${message}.`);
    assert.deepEqual(generation.issues, [{ path: ["image_urls", 0], message }]);
    assert.equal(generation.next_action, "fix_input");
    await nothingIsLeft();
  });

  it("says no to a live key, for which it is not there", async () => {
    const live = await openCaller(opened, { mode: "live" });
    const created = await live.request(
      "/api/v1/generation/google/nano-banana-2",
      postJson({ prompt: "a" }),
    );
    assert.equal(created.status, 202);
    const { id, livemode } = await created.json();
    assert.equal(livemode, true);
    const ended = await until("it has failed", async () => {
      const read = await (await live.request(`/api/v1/generation/${id}`)).json();
      return read.finished_at && read;
    });
    assert.equal(ended.code, "IMAGE_GENERATION_PROVIDER_UNAVAILABLE");
  });
});
