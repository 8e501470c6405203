import type { RenderJob, RenderResult } from "./job.ts";
import type { Report } from "./progress.ts";

/**
 * Makes the file of a job at its `outPath` and measures what was made. Reports zero first and
 * the total last. Throws `RenderError` and whatever the codecs and the disk throw; a file that
 * was begun is then the caller's to remove.
 */
export async function renderJob(job: RenderJob, report: Report): Promise<RenderResult> {
  report(0, 1);
  // Loaded when first asked for: a thread that only speaks need not hold a film encoder.
  switch (job.kind) {
    case "picture": {
      const { makePicture } = await import("./make-picture.ts");
      return await makePicture(job, report);
    }
    case "film": {
      const { makeFilm } = await import("./make-film.ts");
      return await makeFilm(job, report);
    }
    case "speech": {
      const { makeSpeech } = await import("./make-speech.ts");
      return await makeSpeech(job, report);
    }
  }
}
