import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type {
  FilmJob,
  PictureJob,
  RenderJob,
  SpeechJob,
} from "#lib/gateway/upstreams/sandbox/render/job.ts";
import { createRenderPool, type RenderPool } from "#lib/gateway/upstreams/sandbox/render/pool.ts";

/**
 * How long the sandbox takes, through the pool that the gateway uses: `npm run bench sandbox`,
 * optionally with `--runs N` and `--only TEXT` (those whose name has it). The first job of a lane also pays for its thread ("cold"); the
 * other columns are of warm threads.
 */
const { values } = parseArgs({
  options: { runs: { type: "string", default: "10" }, only: { type: "string", default: "" } },
});
const runs = Math.max(1, Number.parseInt(values.runs, 10));

type Subject = { what: string; job: Job; runs: number; budgetMs: number | null };
type Job = Omit<PictureJob, "outPath"> | Omit<FilmJob, "outPath"> | Omit<SpeechJob, "outPath">;

const SUBJECTS: readonly Subject[] = [
  picture("sunrise over mountains, watercolor", [1024, 1024], 400),
  picture("neon city in the rain at night", [1024, 1024], 400),
  picture("portrait of a woman, oil painting", [1024, 1024], 400),
  picture("cat in a forest, pixel art", [1024, 1024], 400),
  picture("boat on a stormy sea, line art", [1024, 1024], 400),
  picture("desert with a car at sunset", [1280, 720], 400),
  picture("sunrise over mountains, watercolor", [4096, 4096], null),
  film("waves on a beach at sunset", 5),
  film("neon city in the rain at night", 5),
  speech("The quick brown fox jumps over the lazy dog today."),
];

function picture(
  prompt: string,
  [widthPx, heightPx]: [number, number],
  budgetMs: number | null,
): Subject {
  return {
    what: `picture ${widthPx}×${heightPx}: ${prompt}`,
    job: {
      kind: "picture",
      prompt,
      seed: 1,
      widthPx,
      heightPx,
      format: "png",
      isTransparent: false,
      referencePaths: [],
    },
    runs: widthPx > 2000 ? Math.ceil(runs / 3) : runs,
    budgetMs,
  };
}

function film(prompt: string, durationS: number): Subject {
  return {
    what: `film 1280×720, ${durationS} s, sound: ${prompt}`,
    job: {
      kind: "film",
      prompt,
      negativePrompt: "",
      seed: 1,
      widthPx: 1280,
      heightPx: 720,
      durationS,
      fps: 24,
      hasAudio: true,
      soundPath: null,
      firstFramePath: null,
      lastFramePath: null,
      referencePaths: [],
    },
    runs: Math.ceil(runs / 3),
    budgetMs: 8000,
  };
}

function speech(text: string): Subject {
  return {
    what: "speech: a sentence of ten words",
    job: { kind: "speech", text, voice: "Vivian", speed: 1 },
    runs,
    budgetMs: 400,
  };
}

async function timeJob(pool: RenderPool, id: string, job: RenderJob): Promise<number> {
  const startMs = performance.now();
  const end = await pool.start(id, job).settled;
  const tookMs = performance.now() - startMs;
  pool.forget(id);
  if (end.state !== "done") {
    throw new Error(`${id} ended as ${end.state}`, { cause: end.state === "failed" && end.error });
  }
  return tookMs;
}

async function measure(pool: RenderPool, dir: string): Promise<string[][]> {
  const chosen = SUBJECTS.filter(({ what }) => what.includes(values.only));
  const rows: string[][] = [];
  for (const [number, { what, job, runs: times, budgetMs }] of chosen.entries()) {
    const outPath = join(dir, `${number}`);
    const coldMs = await timeCold({ ...job, outPath });
    const tookMs: number[] = [];
    for (let run = 0; run <= times; run++) {
      tookMs.push(await timeJob(pool, `${number}-${run}`, { ...job, outPath }));
    }
    const [minMs, p50Ms, p95Ms] = summarize(tookMs.slice(1));
    const verdict = budgetMs === null ? "" : p50Ms <= budgetMs ? "within" : "OVER";
    rows.push([
      what,
      `${times}`,
      ...[coldMs, minMs, p50Ms, p95Ms].map((ms) => ms.toFixed(0)),
      budgetMs === null ? "" : `${budgetMs}`,
      verdict,
    ]);
  }
  return rows;
}

async function timeCold(job: RenderJob): Promise<number> {
  const pool = createRenderPool();
  try {
    return await timeJob(pool, "cold", job);
  } finally {
    await pool.close();
  }
}

function summarize(tookMs: readonly number[]): [min: number, p50: number, p95: number] {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [at(0), at(0.5), at(0.95)];
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join("  ").trimEnd());
  }
}

/** How much of a core a busy thread gets: less than all of it means that others are at work. */
function measureCoreShare(): number {
  const startMs = performance.now();
  const before = process.threadCpuUsage();
  while (performance.now() - startMs < 300);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / (performance.now() - startMs);
}

const shareBefore = measureCoreShare();
const dir = await mkdtemp(join(tmpdir(), "rushes-bench-"));
const pool = createRenderPool();
const eventLoop = monitorEventLoopDelay({ resolution: 5 });
eventLoop.enable();
try {
  const rows = await measure(pool, dir);
  printTable([["ms", "runs", "cold", "min", "p50", "p95", "budget", ""], ...rows]);
} finally {
  await pool.close();
  await rm(dir, { recursive: true, force: true });
}
const shareAfter = measureCoreShare();
const percent = (share: number) => `${Math.round(share * 100)} %`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
console.log(`
${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${megabytes(totalmem())}
Node ${process.version}, ${process.platform} ${process.arch}
a busy thread got ${percent(shareBefore)} of a core before and ${percent(shareAfter)} after
event loop of the main thread meanwhile: p99 ${(eventLoop.percentile(99) / 1e6).toFixed(1)} ms
memory at the end: ${megabytes(process.memoryUsage().rss)}`);
