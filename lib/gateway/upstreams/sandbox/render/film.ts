import { setImmediate } from "node:timers/promises";
import { createFilmEncoder } from "./encode-film.ts";
import { prepareFrames } from "./film-frames.ts";
import type { FilmJob } from "./job.ts";

/**
 * Films the prompt's scene and gives a silent H.264 MP4. `onFrame` is
 * called after each frame is encoded. Throws when a given picture cannot be decoded.
 */
export async function renderFilm(
  job: FilmJob,
  onFrame: (done: number, total: number) => void,
): Promise<Uint8Array> {
  const frames = await prepareFrames(job);
  const { count, widthPx, heightPx } = frames;
  const encoder = createFilmEncoder({ widthPx, heightPx, fps: job.fps }, (done) =>
    onFrame(done, count),
  );
  try {
    for (let index = 0; index < count; index += 1) {
      await encoder.add(frames.draw(index));
      // Frame buffers are given back on the event loop only: without a turn of it for each
      // frame, five seconds of 720p held 500 MB.
      await setImmediate();
    }
    return await encoder.finish();
  } finally {
    encoder.close();
  }
}
