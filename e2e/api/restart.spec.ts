import { expect, test } from "@playwright/test";
import type { Generation } from "#lib/contract/generation.ts";
import { startServer, temporaryDataDir } from "../support/server.ts";
import { durableIds, parseFrames, type SseFrame } from "../support/stream.ts";

/** Reads a stream until `isEnough`, then drops it; gives the frames seen. */
async function readUntil(
  response: Response,
  isEnough: (frames: SseFrame[]) => boolean,
): Promise<SseFrame[]> {
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && !isEnough(parseFrames(text))) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return parseFrames(text);
}

test("a film that is killed in the middle is finished once by the next process, without a gap in its stream", async () => {
  test.setTimeout(120_000);
  const { dataDir, remove } = await temporaryDataDir();
  const first = await startServer(dataDir);
  const headers = { authorization: `Bearer ${first.key}`, "content-type": "application/json" };
  const opened = await fetch(`${first.url}/api/v1/generation/sse/kling-ai/v3/video`, {
    method: "POST",
    headers,
    body: JSON.stringify({ prompt: "a cat walking through neon rain", duration: 5 }),
  });
  const before = await readUntil(opened, (frames) =>
    frames.some((frame) => frame.generation.progress > 0.2),
  );
  const id = before[0]?.generation.id ?? "";
  expect(before.at(-1)?.generation.status).toBe("IN_PROGRESS");
  await first.kill();

  const second = await startServer(dataDir);
  const lastSeen = durableIds(before).at(-1) ?? 0;
  const resumed = await fetch(`${second.url}/api/v1/generation/${id}/events`, {
    headers: { ...headers, "last-event-id": String(lastSeen) },
  });
  const after = parseFrames(await resumed.text());
  const last = after.at(-1)?.generation;
  expect(last?.status).toBe("COMPLETED");
  expect([...durableIds(before), ...durableIds(after)]).toEqual([1, 2, 3]);
  expect(last?.attempts).toHaveLength(1);

  const list = await fetch(`${second.url}/api/v1/generations`, { headers });
  const { items } = (await list.json()) as { items: Generation[] };
  expect(items.map((item) => item.id)).toEqual([id]);
  if (last?.data?.type !== "video") throw new Error("not a film");
  const media = await fetch(last.data.video.url, { headers: { range: "bytes=4-7" } });
  expect(media.status).toBe(206);
  expect(await media.text()).toBe("ftyp");
  await second.stop();
  await remove();
});

test("a process that is asked to stop hands its work back, and everything is there after the next start", async () => {
  test.setTimeout(120_000);
  const { dataDir, remove } = await temporaryDataDir();
  const first = await startServer(dataDir);
  const headers = { authorization: `Bearer ${first.key}`, "content-type": "application/json" };
  const create = async (model: string, body: object) => {
    const response = await fetch(`${first.url}/api/v1/generation/${model}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as Generation).id;
  };
  const ids = [
    await create("google/veo-3.1", { prompt: "a long film", duration: 8, resolution: "720p" }),
    await create("google/nano-banana-2", { prompt: "a picture" }),
  ];
  await first.stop();
  expect(first.process.exitCode).toBe(0);

  const second = await startServer(dataDir);
  for (const id of ids) {
    const events = await fetch(`${second.url}/api/v1/generation/${id}/events`, { headers });
    expect(parseFrames(await events.text()).at(-1)?.generation.status).toBe("COMPLETED");
  }
  await second.stop();
  await remove();
});
