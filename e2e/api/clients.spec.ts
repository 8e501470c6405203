import { type ChildProcess, execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { APIRequestContext } from "@playwright/test";
import { EventSource } from "eventsource";
import { type Generation, isTerminal } from "#lib/contract/generation.ts";
import { type CuttingProxy, openCuttingProxy } from "../support/cutting-proxy.ts";
import { durableIds, parseFrames } from "../support/stream.ts";
import { apiKey, test as base, expect, serverUrl } from "../support/test.ts";

/**
 * Clients that others wrote, as they are: what they take for a failure, an end or an event is what
 * the contract has to say.
 */
const test = base.extend<{ cutting: CuttingProxy }>({
  cutting: async ({ api: _ }, use) => {
    const proxy = await openCuttingProxy(serverUrl());
    await use(proxy);
    proxy.close();
  },
});

const PICTURE = "bytedance/seedream-4.5";
const FILM = "kling-ai/v3/video";
const SPEECH = "minimax-tts/speech-02-hd";
const EVENTS = [1, 2, 3];
const FILM_MS = 120_000;

async function createFilm(api: APIRequestContext): Promise<string> {
  const data = { prompt: "a train in the snow", duration: 3 };
  const response = await api.post(`/api/v1/generation/${FILM}`, { data });
  expect(response.status()).toBe(202);
  return (await response.json()).id;
}

test.describe("a client of Python's standard library", () => {
  const script = path.join(import.meta.dirname, "..", "support", "clients", "client.py");

  async function python(
    command: "stream" | "create" | "speech",
    model: string,
    input: object,
    { url = serverUrl(), key = apiKey() } = {},
  ) {
    const args = [script, url, key, command, model, JSON.stringify(input)];
    const { stdout } = await promisify(execFile)("python3", args);
    return JSON.parse(stdout);
  }

  test("follows a stream to its terminal frame", async () => {
    const said = await python("stream", PICTURE, { prompt: "a lighthouse" });
    expect(said.broke_off).toBe(false);
    expect(said.names).toEqual([]);
    expect(said.frames[0]).toEqual(["1", "IN_QUEUE"]);
    expect(said.frames.at(-1)).toEqual(["3", "COMPLETED"]);
    expect(said.generation.data.images[0].url).toMatch(/^http/);
  });

  test("polls on when its stream is cut, and the work was not canceled", async ({ cutting }) => {
    test.setTimeout(FILM_MS);
    const input = { prompt: "waves on a beach", duration: 3 };
    const said = await python("stream", FILM, input, { url: cutting.url });
    expect(said.broke_off).toBe(true);
    expect(said.frames[0]).toEqual(["1", "IN_QUEUE"]);
    expect(said.generation.status).toBe("COMPLETED");
    expect(said.generation.attempts).toHaveLength(1);
  });

  test("creates and polls", async () => {
    const said = await python("create", PICTURE, { prompt: "a fox" });
    expect(said.created.status).toBe("IN_QUEUE");
    expect(said.generation.status).toBe("COMPLETED");
  });

  test("gets speech within the call", async () => {
    const said = await python("speech", SPEECH, { text: "Every take." });
    expect(said.success).toBe(true);
    expect(said.data.output.audio_url).toBe(said.data.audio_url);
    expect(said.data.audio.content_type).toBe("audio/mpeg");
  });

  const failures = [
    ["stream", PICTURE, { prompt: "" }, 400, "IMAGE_GENERATION_INVALID_INPUT", "fix the request"],
    ["create", FILM, { duration: 99 }, 400, "VIDEO_GENERATION_INVALID_INPUT", "fix the request"],
    ["speech", SPEECH, {}, 400, "TTS_GENERATION_INVALID_INPUT", "fix the request"],
    ["speech", PICTURE, { text: "a" }, 400, "TTS_GENERATION_UNSUPPORTED_MODEL", "fix the request"],
  ] as const;
  for (const [command, model, input, status, code, kind] of failures) {
    test(`understands ${code} of ${command}`, async () => {
      const said = await python(command, model, input);
      expect(said).toEqual({ status, code, kind, message: expect.stringMatching(/\.$/) });
    });
  }

  test("understands that its key is wrong", async () => {
    const said = await python("stream", PICTURE, { prompt: "a fox" }, { key: "rk_test_wrong" });
    expect([said.status, said.code, said.kind]).toEqual([401, "UNAUTHORIZED", "fix the key"]);
  });
});

test.describe("curl -N", () => {
  const auth = () => ["-H", `Authorization: Bearer ${apiKey()}`];

  function curl(args: readonly string[]): ChildProcess & { text(): string } {
    const child = spawn("curl", ["-N", "-sS", "--fail-with-body", ...args]);
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    return Object.assign(child, { text: () => text });
  }

  const exitCode = (child: ChildProcess) =>
    new Promise<number | null>((resolve) => child.once("close", resolve));

  test("shows each frame as it comes, and exits well at the end", async () => {
    test.setTimeout(FILM_MS);
    const child = curl([
      ...auth(),
      ...["-H", "Content-Type: application/json", "-d", '{"prompt":"a boat","duration":3}'],
      `${serverUrl()}/api/v1/generation/sse/${FILM}`,
    ]);
    const exit = exitCode(child);
    await expect.poll(() => child.text()).toMatch(/^retry: 2000\n\nid: 1\ndata: \{.*\}\n\n/);
    expect(child.exitCode).toBe(null);
    expect(await exit).toBe(0);
    const frames = parseFrames(child.text());
    expect(durableIds(frames)).toEqual(EVENTS);
    expect(frames.at(-1)?.generation.status).toBe("COMPLETED");
    expect(frames.filter(({ id }) => id === null).length).toBeGreaterThan(0);
    expect(child.text()).not.toMatch(/^event:/m);
  });

  test("replays what has ended behind a number, and exits well", async ({ api }) => {
    const response = await api.post(`/api/v1/generation/sse/${PICTURE}`, { data: { prompt: "a" } });
    const { id } = parseFrames(await response.text()).at(-1)?.generation ?? {};
    const child = curl([...auth(), `${serverUrl()}/api/v1/generation/${id}/events?after=1`]);
    expect(await exitCode(child)).toBe(0);
    expect(durableIds(parseFrames(child.text()))).toEqual([2, 3]);
  });

  test("exits badly, with the error body, when there is nothing to stream", async () => {
    const child = curl([...auth(), `${serverUrl()}/api/v1/generation/gen_none/events`]);
    expect(await exitCode(child)).toBe(22);
    expect(JSON.parse(child.text()).code).toBe("NOT_FOUND");
  });
});

test("the eventsource package resumes by itself behind a cut, without a gap or a repeat", async ({
  api,
  cutting,
}) => {
  test.setTimeout(FILM_MS);
  const id = await createFilm(api);
  const source = new EventSource(`${cutting.url}/api/v1/generation/${id}/events`, {
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${apiKey()}` } }),
  });
  const ids: string[] = [];
  const last = await new Promise<Generation>((resolve) => {
    source.onmessage = ({ data, lastEventId }) => {
      const generation: Generation = JSON.parse(data);
      if (lastEventId !== ids.at(-1)) ids.push(lastEventId);
      if (isTerminal(generation.status)) resolve(generation);
    };
  });
  source.close();
  expect(last.status).toBe("COMPLETED");
  expect(ids).toEqual(EVENTS.map(String));
  expect(cutting.heads).toHaveLength(2);
  expect(cutting.heads[0]).not.toMatch(/last-event-id/i);
  expect(cutting.heads[1]).toMatch(/last-event-id: 1/i);
});

test("a page's EventSource follows by the session's cookie to the terminal frame", async ({
  api,
  page,
}) => {
  test.setTimeout(FILM_MS);
  const id = await createFilm(api);
  await page.goto("/playground");
  const { seen, named } = await page.evaluate(async (url) => {
    const source = new EventSource(url);
    const seen: { id: string; status: string }[] = [];
    const named: string[] = [];
    for (const name of ["done", "complete", "completed", "end", "failed", "progress", "status"]) {
      source.addEventListener(name, () => named.push(name));
    }
    await new Promise<void>((resolve, reject) => {
      source.onerror = () => reject(new Error("the stream broke"));
      source.onmessage = ({ data, lastEventId }) => {
        const { status, finished_at: finishedAt } = JSON.parse(data);
        seen.push({ id: lastEventId, status });
        if (finishedAt !== null) resolve();
      };
    });
    source.close();
    return { seen, named };
  }, `/api/v1/generation/${id}/events`);
  expect(named).toEqual([]);
  expect(seen[0]).toEqual({ id: "1", status: "IN_QUEUE" });
  expect(seen.at(-1)).toEqual({ id: "3", status: "COMPLETED" });
  expect(seen.filter(({ status }) => status === "IN_PROGRESS").length).toBeGreaterThan(1);
});
