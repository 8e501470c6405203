import { writeFile } from "node:fs/promises";
import { renderFilm } from "./film.ts";
import type { FilmJob, RenderResult } from "./job.ts";
import { measureFilm } from "./measure.ts";
import { muxFilm } from "./mux.ts";
import type { Report } from "./progress.ts";
import { readScene, withoutNamed } from "./scene/read-scene.ts";
import { composeSound } from "./sound/compose-sound.ts";
import { type FilmSound, soundOfSamples } from "./sound/film-sound.ts";
import { soundOfFile } from "./sound/sound-of-file.ts";
import { SAMPLE_RATE_HZ } from "./sound/stereo.ts";

/** Films, scores, joins, writes and measures: each frame is a step, then the sound, the file. */
export async function makeFilm(job: FilmJob, report: Report): Promise<RenderResult> {
  const stepsAfter = job.hasAudio ? 2 : 1;
  let frames = 0;
  const video = await renderFilm(job, (done, total) => {
    frames = total;
    report(done, total + stepsAfter);
  });
  using given = job.hasAudio && job.soundPath ? await soundOfFile(job.soundPath) : null;
  const sound = given ?? (job.hasAudio ? composeFilmSound(job) : null);
  if (sound !== null) report(frames + 1, frames + stepsAfter);
  const bytes = await muxFilm({ video, sound });
  await writeFile(job.outPath, bytes);
  report(frames + stepsAfter, frames + stepsAfter);
  return await measureFilm(bytes);
}

function composeFilmSound({ prompt, negativePrompt, durationS, seed }: FilmJob): FilmSound {
  const scene = withoutNamed(readScene(prompt, seed), negativePrompt);
  const channels = composeSound({ scene, prompt, durationS, seed });
  return soundOfSamples(channels, { sampleRate: SAMPLE_RATE_HZ, durationS });
}
