/*
 * Every failure of the contract, made to happen over HTTP. The table is written by hand from section
 * 2 of the contract, the words that must not come through from what vendors send.
 */
import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Billing } from "#lib/contract/errors.ts";
import type { Generation } from "#lib/contract/generation.ts";
import { runCommand } from "../support/server.ts";
import { durableIds, parseFrames, type SseFrame } from "../support/stream.ts";
import { apiKey, dataDir, expect, serverUrl, test } from "../support/test.ts";

type Row = {
  status: number;
  fault: "caller" | "provider";
  retryable: boolean;
  nextAction: string;
  /** Answered before there is a generation: always, only without options, never. */
  early: "always" | "untimed" | "never";
  extra?: "issues" | "suggestions" | "billing";
};

const provider = { fault: "provider", retryable: true, early: "never" } as const;
const caller = { fault: "caller", retryable: false, early: "always" } as const;

const CONTRACT: Record<string, Row> = {
  FAILED: { ...provider, status: 502, nextAction: "retry_now" },
  TIMEOUT: { ...provider, status: 504, nextAction: "retry_now" },
  RATE_LIMITED: { ...provider, status: 429, nextAction: "retry_later" },
  PROVIDER_UNAVAILABLE: { ...provider, status: 503, nextAction: "retry_later" },
  UNSUPPORTED_MODEL: {
    ...caller,
    status: 400,
    nextAction: "choose_model",
    extra: "suggestions",
  },
  INVALID_INPUT: { ...caller, status: 400, nextAction: "fix_input", extra: "issues" },
  INSUFFICIENT_CREDITS: { ...caller, status: 402, nextAction: "buy_credits", extra: "billing" },
  CONTENT_REJECTED: { ...caller, status: 422, nextAction: "edit_prompt", early: "untimed" },
};

const FAMILIES = [
  { family: "IMAGE", model: "bytedance/seedream-4.5", field: "prompt" },
  { family: "VIDEO", model: "kling-ai/v3/video", field: "prompt" },
  { family: "TTS", model: "qwen/qwen-3-tts/text-to-speech/1.7b", field: "text" },
] as const;

const TIMINGS = ["", "after 1s", "at 50%"];

const LEAKS: readonly RegExp[] = [
  ...[/\bfal[-.](ai|run)\b/i, /\bfal\b/i, /replicate/i, /elevenlabs|eleven_v/i],
  ...[/open ?ai/i, /google/i, /gemini/i, /\bveo\b/i, /klingai/i],
  ...[/googleapis|generativelanguage|aistudio|vertex/i, /cloudflare|sentry\.io|Ray ID/i],
  ...[/\bsk[-_]/, /\br8_/, /AIza/, /FAL_KEY/, /xi-api-key/i, /\borg-/, /acct_/, /\bacc?ount\b/i],
  ...[/projects\//, /[\w.]+@[\w.]+/, /7c1f2b9e/, /Traceback|File "\//, /^\s+at /m, /\bH100\b/],
  ...[/quota/i, /balance/i, /invoice|subscription plan|purchase/i, /billing(?!":\{)/i],
  ...[/E005|E003|E6716|E1001/, /ECONN|ENOTFOUND|UND_ERR/, /<html/i, /content_against_policy/],
];

/** Ids of models are ours to suggest, whoever made the model. */
function expectNoLeak(text: string): void {
  const said = text.replace(/"suggestions":\[[^\]]*\]/g, "");
  for (const leak of LEAKS) expect(said).not.toMatch(leak);
}

/** The text of an answer, whose bytes and headers name nobody. */
async function readText(response: APIResponse): Promise<string> {
  const text = await response.text();
  expectNoLeak(text);
  expectNoLeak(JSON.stringify(response.headers()));
  return text;
}

const codeOf = (family: string, subCode: string) => `${family}_GENERATION_${subCode}`;

/** Checks all that an error body says of a code, wherever it stands. */
function expectFailure(body: Record<string, unknown>, family: string, subCode: string): void {
  const row = CONTRACT[subCode];
  if (!row) throw new Error(`no row for ${subCode}`);
  const { error, code, message, request_id, docs_url } = body;
  const { fault, retryable, retry_after_ms, next_action } = body;
  const expected = codeOf(family, subCode);
  expect({ error, code, docs_url, fault, retryable, next_action }).toEqual({
    error: expected,
    code: expected,
    docs_url: `${serverUrl()}/errors/${expected}`,
    fault: row.fault,
    retryable: row.retryable,
    next_action: row.nextAction,
  });
  expect(message).toMatch(/^\S.{10,400}\.$/);
  expect(request_id).toMatch(/^[A-Za-z0-9._-]{8,128}$/);
  if (subCode === "RATE_LIMITED") {
    expect(retry_after_ms).toBeGreaterThanOrEqual(2_000);
    expect(retry_after_ms).toBeLessThanOrEqual(20_000);
  } else if (subCode === "PROVIDER_UNAVAILABLE") expect(retry_after_ms).toBeGreaterThan(0);
  else expect(retry_after_ms).toBeNull();
}

/** Checks that all that was held went back, by entries of the ledger that are named. */
function expectReleased(billing: unknown, credits: number): void {
  expect(credits).toBeGreaterThan(0);
  const { entry_ids, ...amounts } = billing as Billing;
  expect(amounts).toEqual({ held: 0, captured: 0, released: credits });
  expect(entry_ids.length).toBeGreaterThanOrEqual(2);
  expect(new Set(entry_ids).size).toBe(entry_ids.length);
  for (const id of entry_ids) expect(id).toMatch(/^cre_\d+$/);
}

/**
 * Checks an answer that is an error and nothing else: status, headers, the whole body. `released`
 * says that there was a generation, whose credits went back.
 */
async function expectRefusal(
  response: APIResponse,
  args: { family: string; subCode: string; model: string; path: string[]; released?: boolean },
): Promise<void> {
  const { family, subCode, model, path, released = false } = args;
  const row = CONTRACT[subCode];
  expect(response.status()).toBe(row?.status);
  const headers = response.headers();
  expect(headers["content-type"]).toMatch(/^application\/json/);
  const body = JSON.parse(await readText(response));
  expectFailure(body, family, subCode);
  expect(body.request_id).toBe(headers["x-request-id"]);
  const seconds = body.retry_after_ms === null ? undefined : Math.ceil(body.retry_after_ms / 1000);
  expect(headers["retry-after"]).toBe(seconds === undefined ? undefined : String(seconds));
  const known = ["error", "code", "message", "request_id", "docs_url", "fault", "retryable"];
  const more: string[] = row?.extra ? [row.extra] : released ? ["billing"] : [];
  // What would fit the little that is left: there may be nothing.
  if (subCode === "INSUFFICIENT_CREDITS" && "suggestions" in body) more.push("suggestions");
  expect(Object.keys(body).sort()).toEqual(
    [...known, "retry_after_ms", "next_action", ...more].sort(),
  );
  if (row?.extra === "issues") {
    expect(body.issues).toEqual([{ path, message: expect.stringContaining("simulated") }]);
  }
  if (row?.extra === "suggestions") {
    expect(body.suggestions.length).toBeGreaterThan(0);
    expect(body.suggestions.length).toBeLessThanOrEqual(3);
    expect(body.suggestions).not.toContain(model);
  }
  if (row?.extra === "billing") {
    const { required, available, shortfall, ...rest } = body.billing;
    expect(rest).toEqual({ held: 0, captured: 0, released: 0, entry_ids: [] });
    expect(shortfall).toBe(required - available);
    expect(available).toBeLessThan(required);
    expect(available).toBeGreaterThanOrEqual(0);
  }
  if (released) expectReleased(body.billing, body.billing?.released);
}

const isEarly = (subCode: string, timing: string) => {
  const early = CONTRACT[subCode]?.early;
  return early === "always" || (early === "untimed" && timing === "");
};

/** Reads a generation until it has ended. */
async function poll(api: APIRequestContext, id: string): Promise<Record<string, unknown>> {
  let generation: Record<string, unknown> = {};
  await expect(async () => {
    const response = await api.get(`/api/v1/generation/${id}`);
    expect(response.status()).toBe(200);
    generation = JSON.parse(await readText(response));
    expect(generation.finished_at).not.toBeNull();
  }).toPass({ intervals: [250], timeout: 30_000 });
  return generation;
}

function expectFailedGeneration(
  generation: Record<string, unknown>,
  args: { family: string; subCode: string; timing: string; model: string },
): void {
  expectFailure(generation, args.family, args.subCode);
  expect(generation).toMatchObject({
    status: "FAILED",
    data: null,
    livemode: false,
    model: args.model,
    attempts: [{ n: 1, code: codeOf(args.family, args.subCode) }],
  });
  const { usage, billing } = generation as Pick<Generation, "usage" | "billing">;
  expectReleased(billing, usage.total);
  if (args.timing === "at 50%") expect(generation.progress).toBe(0.5);
  if (args.timing === "after 1s") {
    const ranMs =
      Date.parse(String(generation.finished_at)) - Date.parse(String(generation.started_at));
    expect(ranMs).toBeGreaterThanOrEqual(950);
  }
}

/** Checks the frames of a failing run: from the queue, through work if there was any, to the failure. */
function expectFrames(frames: readonly SseFrame[], subCode: string, timing: string): void {
  const isAtSubmit =
    timing === "" && (subCode === "RATE_LIMITED" || subCode === "PROVIDER_UNAVAILABLE");
  const statuses = frames.map(({ generation }) => generation.status);
  const expected = ["IN_QUEUE", ...(isAtSubmit ? [] : ["IN_PROGRESS"]), "FAILED"];
  expect(statuses.filter((status, index) => status !== statuses[index - 1])).toEqual(expected);
  expect(durableIds(frames)).toEqual(expected.map((_, index) => index + 1));
  expect(frames.every(({ event }) => event === null)).toBe(true);
  if (timing !== "at 50%") return;
  const shares = frames.map(({ generation }) => generation.progress);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(new Set(shares).size).toBeGreaterThan(2);
  expect(shares.at(-1)).toBe(0.5);
}

for (const { family, model, field } of FAMILIES) {
  for (const subCode of Object.keys(CONTRACT)) {
    for (const timing of TIMINGS) {
      const marker = `[[simulate ${subCode} ${timing}]]`.replace(" ]]", "]]");
      const args = { family, subCode, timing, model };
      const input = () => ({ [field]: `take ${randomUUID()} ${marker} of a cat` });

      test(`${family} ${marker}: create, get and list`, async ({ api }) => {
        const created = await api.post(`/api/v1/generation/${model}`, { data: input() });
        if (isEarly(subCode, timing)) {
          return expectRefusal(created, { ...args, path: [field] });
        }
        expect(created.status()).toBe(202);
        const { id, status } = JSON.parse(await readText(created));
        expect(status).toBe("IN_QUEUE");
        const generation = await poll(api, id);
        expectFailedGeneration(generation, args);
        const list = await api.get(
          `/api/v1/generations?limit=100&code=${codeOf(family, subCode)}&model=${model}`,
        );
        const { items } = JSON.parse(await readText(list));
        expect(items.find((item: { id: string }) => item.id === id)).toEqual(generation);
      });

      test(`${family} ${marker}: stream`, async ({ api }) => {
        const response = await api.post(`/api/v1/generation/sse/${model}`, { data: input() });
        if (isEarly(subCode, timing)) {
          return expectRefusal(response, { ...args, path: [field] });
        }
        expect(response.status()).toBe(200);
        expect(response.headers()["content-type"]).toContain("text/event-stream");
        const frames = parseFrames(await readText(response));
        expectFrames(frames, subCode, timing);
        expectFailedGeneration({ ...frames.at(-1)?.generation }, args);
      });

      if (family !== "TTS") continue;
      test(`${family} ${marker}: speech within one call`, async ({ api }) => {
        const data = { modelId: model, input: input() };
        const response = await api.post("/api/ai/tts/generate", { data });
        const released = !isEarly(subCode, timing);
        await expectRefusal(response, { ...args, path: ["input", field], released });
        const id = response.headers()["x-generation-id"];
        if (isEarly(subCode, timing)) return expect(id).toBeUndefined();
        expectFailedGeneration(await poll(api, id ?? ""), args);
      });
    }
  }

  for (const marker of [
    "[[simulate NOTHING_KNOWN]]",
    "[[simulate FAILED after x]]",
    "[[simulate",
  ]) {
    test(`${family} ${marker}: INVALID_INPUT that says what is right`, async ({ api }) => {
      const created = await api.post(`/api/v1/generation/${model}`, { data: { [field]: marker } });
      expect(created.status()).toBe(400);
      const body = JSON.parse(await readText(created));
      expectFailure(body, family, "INVALID_INPUT");
      expect(body.issues).toEqual([{ path: [field], message: expect.stringMatching(/simulate/) }]);
      if (marker !== "[[simulate NOTHING_KNOWN]]") return;
      for (const subCode of Object.keys(CONTRACT))
        expect(body.issues[0].message).toContain(subCode);
    });
  }
}

/** Reads a stream to where it breaks; fails when it ends as it should. */
async function readUntilCut(response: Response): Promise<SseFrame[]> {
  let text = "";
  let isCut = false;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  } catch {
    isCut = true;
  }
  expect(isCut).toBe(true);
  return parseFrames(text);
}

test("a dropped stream is cut once, the work goes on, and the next stream has the rest", async () => {
  const headers = { authorization: `Bearer ${apiKey()}`, "content-type": "application/json" };
  const path = "/api/v1/generation/sse/bytedance/seedream-4.5";
  const prompt = "a cat [[simulate drop]] in rain [[simulate slow 2s]]";
  const dropped = await fetch(`${serverUrl()}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ prompt, resolution: "1K" }),
  });
  expect(dropped.status).toBe(200);
  const before = await readUntilCut(dropped);
  expect(durableIds(before)).toEqual([1, 2]);
  expect(before.at(-1)?.generation.status).toBe("IN_PROGRESS");
  const id = before[0]?.generation.id;
  const resumed = await fetch(`${serverUrl()}/api/v1/generation/${id}/events`, {
    headers: { ...headers, "last-event-id": "2" },
  });
  const rest = parseFrames(await resumed.text());
  expect(durableIds(rest)).toEqual([3]);
  const last = rest.at(-1)?.generation;
  expect(last?.status).toBe("COMPLETED");
  expect(last?.input.prompt).toBe(prompt);
  expect(last?.data?.type === "image" && last.data.actual_prompt).toBe("a cat in rain");
});

test("slow work completes, not before its time", async ({ api }) => {
  const response = await api.post("/api/v1/generation/sse/bytedance/seedream-4.5", {
    data: { prompt: "a cat [[simulate slow 3s]]", resolution: "1K" },
  });
  const frames = parseFrames(await response.text());
  const last = frames.at(-1)?.generation;
  expect(last?.status).toBe("COMPLETED");
  const ranMs = Date.parse(last?.finished_at ?? "") - Date.parse(last?.started_at ?? "");
  expect(ranMs).toBeGreaterThanOrEqual(2_950);
  expect(new Set(frames.map(({ generation }) => generation.progress)).size).toBeGreaterThan(5);
});

test("in live mode a marker is ordinary text", async ({ playwright }) => {
  const port = Number(new URL(serverUrl()).port);
  const key = await runCommand("key", ["--mode", "live"], { dataDir: dataDir(), port });
  const live = await playwright.request.newContext({
    baseURL: serverUrl(),
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  for (const subCode of ["INVALID_INPUT", "INSUFFICIENT_CREDITS", "TIMEOUT", "NOTHING_KNOWN"]) {
    const prompt = `a cat [[simulate ${subCode}]]`;
    const created = await live.post("/api/v1/generation/bytedance/seedream-4.5", {
      data: { prompt },
    });
    expect(created.status()).toBe(202);
    const { id } = await created.json();
    const generation = await poll(live, id);
    // No upstream is configured for live mode here.
    expect(generation.code).toBe("IMAGE_GENERATION_PROVIDER_UNAVAILABLE");
    expect(generation.livemode).toBe(true);
    expect(generation.input).toMatchObject({ prompt });
  }
  await live.dispose();
});
