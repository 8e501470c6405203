import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FilmJob, PictureJob, SpeechJob } from "./job.ts";
import { createRenderPool, type RenderState } from "./pool.ts";

let dir: string;
const pool = createRenderPool({ threads: 1 });

before(async () => {
  dir = await mkdtemp(join(tmpdir(), "rushes-worker-"));
});
after(async () => {
  await pool.close();
  await rm(dir, { recursive: true, force: true });
});

async function renderIn(
  name: string,
  job: Omit<PictureJob, "outPath"> | Omit<FilmJob, "outPath"> | Omit<SpeechJob, "outPath">,
) {
  const outPath = join(dir, name);
  const task = pool.start(name, { ...job, outPath });
  const seen: RenderState[] = [];
  task.onChange((state) => seen.push(state));
  const end = await task.settled;
  assert.ok(end.state === "done", JSON.stringify(end));
  const bytes = await readFile(outPath);
  assert.equal(bytes.length, end.result.sizeBytes);
  return { result: end.result, bytes, seen };
}

test("writes a spoken text and says how long it lasts", async () => {
  const text = "A voice from a thread.";
  const { result, bytes } = await renderIn("a", { kind: "speech", text, voice: "Ryan", speed: 1 });
  assert.equal(result.contentType, "audio/mpeg");
  assert.ok((result.durationS ?? 0) > 0.8 && (result.durationS ?? 0) < 3, `${result.durationS}`);
  assert.ok(bytes.length > 5000);
});

test("says why a text cannot be spoken", async () => {
  const job: SpeechJob = {
    kind: "speech",
    text: "…",
    voice: "Ryan",
    speed: 1,
    outPath: join(dir, "b"),
  };
  const end = await pool.start("b", job).settled;
  assert.equal(end.state === "failed" && end.error.code, "nothing_to_say");
});

test("writes a picture and measures it", async () => {
  const { result } = await renderIn("c", {
    kind: "picture",
    prompt: "mountains",
    seed: 1,
    widthPx: 160,
    heightPx: 90,
    format: "webp",
    isTransparent: false,
    referencePaths: [],
  });
  assert.deepEqual(
    { ...result, sizeBytes: 0 },
    {
      contentType: "image/webp",
      sizeBytes: 0,
      widthPx: 160,
      heightPx: 90,
      durationS: null,
      fps: null,
      hasAudio: false,
    },
  );
});

test("writes a film with sound, measures it and counts its frames", async () => {
  const { result, seen } = await renderIn("d", {
    kind: "film",
    prompt: "sea",
    negativePrompt: "",
    seed: 1,
    widthPx: 160,
    heightPx: 96,
    durationS: 1,
    fps: 24,
    hasAudio: true,
    soundPath: null,
    firstFramePath: null,
    lastFramePath: null,
    referencePaths: [],
  });
  assert.deepEqual(
    { ...result, sizeBytes: 0, fps: Math.round(result.fps ?? 0) },
    {
      contentType: "video/mp4",
      sizeBytes: 0,
      widthPx: 160,
      heightPx: 96,
      durationS: 1,
      fps: 24,
      hasAudio: true,
    },
  );
  assert.deepEqual(seen.at(-2), { state: "running", done: 26, total: 26 });
});

test("a disk that refuses the file fails the task", async () => {
  const job: SpeechJob = {
    kind: "speech",
    text: "Hi.",
    voice: "Ryan",
    speed: 1,
    outPath: join(dir, "no/where"),
  };
  const end = await pool.start("e", job).settled;
  assert.ok(end.state === "failed" && end.error.code === "render_failed");
  assert.match(end.error.message, /ENOENT/);
});

test("on Linux, render threads stand back for the main thread", async () => {
  await renderIn("f", { kind: "speech", text: "Low.", voice: "Ryan", speed: 1 });
  const { main, others } = await readNiceness();
  assert.equal(main, getPriority());
  if (process.platform === "linux") assert.ok(others.includes(5) && others.includes(10));
});

/** The niceness of this process's threads; only Linux can tell. */
async function readNiceness(): Promise<{ main: number; others: number[] }> {
  const threads = await readdir("/proc/self/task").catch(() => []);
  const others: number[] = [];
  let main = getPriority();
  for (const thread of threads) {
    const stat = await readFile(`/proc/self/task/${thread}/stat`, "utf8").catch(() => "");
    const nice = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
    if (Number(thread) === process.pid) main = nice;
    else others.push(nice);
  }
  return { main, others };
}
