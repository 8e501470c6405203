/**
 * What everybody else notices while the server is busy: 60 generations at once (pictures, films and
 * speech), with the health of the process asked for all the while.
 *
 *     npm run bench load
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "#lib/client/client.ts";
import { startServer, temporaryDataDir } from "../e2e/support/server.ts";
import { percentile, printConditions, printTable } from "./report.ts";

const TOTAL = 60;
const HEALTH_EVERY_MS = 20;

const KINDS = [
  { model: "google/nano-banana-2", input: { prompt: "neon city in the rain" } },
  {
    model: "bytedance/seedream-4.5",
    input: { prompt: "sunrise over mountains in watercolor style" },
  },
  {
    model: "qwen/qwen-3-tts/text-to-speech/1.7b",
    input: { text: "The dailies are ready to watch." },
  },
  { model: "kling-ai/v3/video", input: { prompt: "snow falling on a village", duration: 3 } },
] as const;

const { dataDir, remove } = await temporaryDataDir();
const server = await startServer(dataDir);
const client = createClient({
  baseUrl: server.url,
  headers: { authorization: `Bearer ${server.key}` },
});

const healthMs: number[] = [];
let isBusy = true;
const watching = (async () => {
  while (isBusy) {
    const askedAt = performance.now();
    const response = await fetch(`${server.url}/api/health`);
    await response.text();
    healthMs.push(performance.now() - askedAt);
    await sleep(HEALTH_EVERY_MS);
  }
})();

const startedAt = performance.now();
const ends = await Promise.all(
  Array.from({ length: TOTAL }, async (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? KINDS[0];
    const created = await client.create(kind.model, kind.input);
    if (!created.ok) return created.error.code;
    const ended = await client.waitFor(created.data.id);
    return ended.ok ? ended.data.status : ended.error.code;
  }),
);
const tookS = (performance.now() - startedAt) / 1000;
isBusy = false;
await watching;
await server.stop();
await remove();

const completed = ends.filter((end) => end === "COMPLETED").length;
printConditions();
printTable([
  ["what", "measured", "budget"],
  [`completed of ${TOTAL} at once`, String(completed), String(TOTAL)],
  ["until the last was done", `${tookS.toFixed(1)} s`, ""],
  ["GET /api/health meanwhile, p50", `${percentile(healthMs, 50).toFixed(1)} ms`, ""],
  ["GET /api/health meanwhile, p99", `${percentile(healthMs, 99).toFixed(1)} ms`, "≤ 50 ms"],
]);
if (completed !== TOTAL) process.exitCode = 1;
