import { rm } from "node:fs/promises";
import type { MediaStore } from "../../../assets/media-store.ts";
import type { RenderJob } from "./job.ts";
import type { RenderPool } from "./pool.ts";

/** Small, but through everything that takes long the first time: fonts, WebAssembly, hot loops. */
async function warmUpJobs(media: MediaStore): Promise<RenderJob[]> {
  const scene = { prompt: "sunrise over mountains in watercolor style", seed: 1 };
  return [
    {
      kind: "picture",
      ...scene,
      widthPx: 512,
      heightPx: 512,
      format: "png",
      isTransparent: false,
      referencePaths: [],
      outPath: await media.temporaryPath("png"),
    },
    {
      kind: "speech",
      text: "Ready.",
      voice: "",
      speed: 1,
      outPath: await media.temporaryPath("mp3"),
    },
    {
      kind: "film",
      ...scene,
      negativePrompt: "",
      widthPx: 320,
      heightPx: 180,
      durationS: 0.5,
      fps: 24,
      hasAudio: true,
      soundPath: null,
      firstFramePath: null,
      lastFramePath: null,
      referencePaths: [],
      outPath: await media.temporaryPath("mp4"),
    },
  ];
}

/**
 * Renders a little of everything and throws it away, so that the first generation after a start is
 * as fast as the others.
 */
export async function warmUp(pool: RenderPool, media: MediaStore): Promise<void> {
  const jobs = await warmUpJobs(media);
  await Promise.all(
    jobs.map(async (job) => {
      const id = `warm-up/${job.kind}`;
      await pool.start(id, job).settled;
      pool.forget(id);
      await rm(job.outPath, { force: true });
    }),
  );
}
