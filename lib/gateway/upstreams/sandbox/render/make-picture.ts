import { writeFile } from "node:fs/promises";
import type { PictureJob, RenderResult } from "./job.ts";
import { measurePicture } from "./measure.ts";
import { renderPicture } from "./picture.ts";
import type { Report } from "./progress.ts";

/** Draws, writes and measures a picture, in one step. */
export async function makePicture(job: PictureJob, report: Report): Promise<RenderResult> {
  const bytes = await renderPicture(job);
  await writeFile(job.outPath, bytes);
  report(1, 1);
  return await measurePicture(bytes);
}
