import type { APIRequestContext } from "@playwright/test";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import sharp from "sharp";
import { durableIds, parseFrames } from "../support/stream.ts";
import { expect, test } from "../support/test.ts";

/** Creates by stream and gives every frame up to the terminal one. */
async function generate(api: APIRequestContext, model: string, input: Record<string, unknown>) {
  const response = await api.post(`/api/v1/generation/sse/${model}`, { data: input });
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toContain("text/event-stream");
  expect(response.headers()["cache-control"]).toBe("no-store");
  const frames = parseFrames(await response.text());
  const last = frames.at(-1)?.generation;
  if (!last) throw new Error("the stream was empty");
  return { frames, last };
}

test("a prompt becomes a picture of the asked shape and format", async ({ api }) => {
  const { frames, last } = await generate(api, "google/nano-banana-2", {
    prompt: "sunrise over mountains in watercolor style",
    aspect_ratio: "16:9",
    output_format: "webp",
    n: 2,
  });
  expect(frames[0]?.generation.status).toBe("IN_QUEUE");
  expect(durableIds(frames)).toEqual([1, 2, 3]);
  expect(frames.every((frame) => frame.event === null)).toBe(true);
  expect(last.status).toBe("COMPLETED");
  if (last.data?.type !== "image") throw new Error("not a picture");
  expect(last.data.n).toBe(2);
  expect(last.data.image).toEqual(last.data.images[0]);
  const files = await Promise.all(
    last.data.images.map(async (image) => {
      const media = await api.get(image.url);
      expect(media.headers()["content-type"]).toBe("image/webp");
      return media.body();
    }),
  );
  for (const [index, bytes] of files.entries()) {
    const facts = await sharp(bytes).metadata();
    expect(facts.format).toBe("webp");
    expect([facts.width, facts.height]).toEqual([
      last.data.images[index]?.width,
      last.data.images[index]?.height,
    ]);
    expect(facts.width / facts.height).toBeCloseTo(16 / 9, 2);
  }
  expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(false);
});

test("a prompt becomes a film with sound, as long and as large as asked", async ({ api }) => {
  const { frames, last } = await generate(api, "kling-ai/v3/video", {
    prompt: 'waves at night, a voice says "cut"',
    duration: 3,
  });
  expect(last.status).toBe("COMPLETED");
  const shares = frames.map((frame) => frame.generation.progress);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(2);
  if (last.data?.type !== "video") throw new Error("not a film");
  expect(last.data.video).toMatchObject({ width: 1280, height: 720, fps: 24, has_audio: true });
  const bytes = await (await api.get(last.data.video.url)).body();
  const file = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const picture = await file.getPrimaryVideoTrack();
  const sound = await file.getPrimaryAudioTrack();
  expect(picture?.codec).toBe("avc");
  expect(sound?.codec).toBe("aac");
  expect(await file.computeDuration()).toBeCloseTo(3, 1);
});

test("a text becomes speech, in a stream and within one call", async ({ api }) => {
  const { last } = await generate(api, "qwen/qwen-3-tts/text-to-speech/1.7b", {
    text: "The dailies are ready to watch.",
    voice: "Ryan",
  });
  expect(last.status).toBe("COMPLETED");
  expect(last.data?.type).toBe("audio");
  const spoken = await api.post("/api/ai/tts/generate", {
    data: { provider: "minimax-tts", model: "speech-02-hd", input: { text: "Every take." } },
  });
  expect(spoken.status()).toBe(200);
  expect(spoken.headers()["x-generation-id"]).toMatch(/^gen_/);
  const { data } = await spoken.json();
  expect(data.output.audio_url).toBe(data.audio_url);
  const bytes = await (await api.get(data.audio_url)).body();
  const file = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  expect(await file.computeDuration()).toBeCloseTo(data.audio.duration, 1);
});

test("an earlier picture is used as the first frame of a film", async ({ api }) => {
  const picture = await generate(api, "bytedance/seedream-4.5", {
    prompt: "a red car",
    resolution: "1K",
  });
  if (picture.last.data?.type !== "image") throw new Error("not a picture");
  const { last } = await generate(api, "kling-ai/v3/video", {
    prompt: "it drives away",
    duration: 3,
    generate_audio: false,
    first_frame_url: picture.last.data.image.url,
  });
  expect(last.status).toBe("COMPLETED");
  if (last.data?.type !== "video") throw new Error("not a film");
  expect(last.data.video.has_audio).toBe(false);
});

test("a generation that is cancelled ends as CANCELED and cannot be cancelled again", async ({
  api,
}) => {
  const created = await api.post("/api/v1/generation/google/veo-3.1", {
    data: { prompt: "a long film", duration: 8 },
  });
  expect(created.status()).toBe(202);
  const { id } = await created.json();
  const canceled = await api.post(`/api/v1/generation/${id}/cancel`);
  expect(canceled.status()).toBe(200);
  expect((await canceled.json()).status).toBe("CANCELED");
  const again = await api.post(`/api/v1/generation/${id}/cancel`);
  expect(again.status()).toBe(409);
  expect((await again.json()).message).toContain("CANCELED");
  const replay = parseFrames(await (await api.get(`/api/v1/generation/${id}/events`)).text());
  expect(replay.at(-1)?.generation.status).toBe("CANCELED");
});
