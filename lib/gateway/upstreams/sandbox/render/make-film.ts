import { writeFile } from "node:fs/promises";
import { renderFilm } from "./film.ts";
import type { FilmJob, RenderResult } from "./job.ts";
import { measureFilm } from "./measure.ts";
import { muxFilm } from "./mux.ts";
import type { Report } from "./progress.ts";
import { readScene, withoutNamed } from "./scene/read-scene.ts";
import { composeSound } from "./sound/compose-sound.ts";
import { SAMPLE_RATE_HZ } from "./sound/stereo.ts";

/** Films, scores, joins, writes and measures: each frame is a step, then the sound, the file. */
export async function makeFilm(job: FilmJob, report: Report): Promise<RenderResult> {
  const stepsAfter = job.hasAudio ? 2 : 1;
  let frames = 0;
  const video = await renderFilm(job, (done, total) => {
    frames = total;
    report(done, total + stepsAfter);
  });
  const channels = job.hasAudio ? composeFilmSound(job) : null;
  if (channels !== null) report(frames + 1, frames + stepsAfter);
  const bytes = await muxFilm({
    video,
    channels,
    sampleRate: SAMPLE_RATE_HZ,
    durationS: job.durationS,
  });
  await writeFile(job.outPath, bytes);
  report(frames + stepsAfter, frames + stepsAfter);
  return await measureFilm(bytes);
}

function composeFilmSound({ prompt, negativePrompt, durationS, seed }: FilmJob): Float32Array[] {
  const scene = withoutNamed(readScene(prompt, seed), negativePrompt);
  return composeSound({ scene, prompt, durationS, seed });
}
