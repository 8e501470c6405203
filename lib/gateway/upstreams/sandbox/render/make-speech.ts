import { writeFile } from "node:fs/promises";
import type { RenderResult, SpeechJob } from "./job.ts";
import type { Report } from "./progress.ts";
import { renderSpeech } from "./speech.ts";

/** Speaks and writes a text: each piece is a step, and the file the last one. */
export async function makeSpeech(job: SpeechJob, report: Report): Promise<RenderResult> {
  let pieces = 0;
  const { bytes, durationS } = await renderSpeech(job, (done, total) => {
    pieces = total;
    report(done, total + 1);
  });
  await writeFile(job.outPath, bytes);
  report(pieces + 1, pieces + 1);
  return {
    contentType: "audio/mpeg",
    sizeBytes: bytes.length,
    widthPx: null,
    heightPx: null,
    durationS,
    fps: null,
    hasAudio: true,
  };
}
