import type { WorkerOutcome, WorkerTask } from "./worker.ts";

/** A thread that does what a job's text says, for tests of the pool itself. */
export async function render({ job, progressPort }: WorkerTask): Promise<WorkerOutcome> {
  const order = job.kind === "speech" ? job.text : job.prompt;
  if (order === "spin") for (;;);
  if (order === "exit") process.exit(3);
  if (order === "throw later") {
    setImmediate(() => {
      throw new Error("Nobody catches this.");
    });
    await new Promise(() => {});
  }
  if (order === "fail") {
    return { ok: false, code: "nothing_to_say", message: "Nothing.", stack: "Nothing." };
  }
  for (let done = 1; done <= 5; done++) progressPort?.postMessage({ done, total: 5 });
  return {
    ok: true,
    result: {
      contentType: "audio/mpeg",
      sizeBytes: 1,
      widthPx: null,
      heightPx: null,
      durationS: 1,
      fps: null,
      hasAudio: true,
    },
  };
}
