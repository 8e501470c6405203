import { resultCount } from "#lib/contract/amounts.ts";
import type { Model } from "#lib/contract/models/model.ts";
import type { UpstreamJob } from "../adapter.ts";
import { gatherMedia, type InputMedia } from "./gather-media.ts";
import type { InputFileContext } from "./input-files.ts";
import { countFrames, filmFps, filmLength } from "./length.ts";
import type { FilmJob, PictureJob, RenderJob, SpeechJob } from "./render/job.ts";
import { isWordless } from "./render/scene/scene.ts";
import { resultSeed } from "./seed.ts";
import { filmSize, pictureSize } from "./size.ts";
import { clamp, type Input, readNumber, readText } from "./values.ts";

/** What has to be rendered for a generation, and the input files that go with it. */
export type RenderPlan = { jobs: RenderJob[]; dispose(): Promise<void> };

const FORMATS = ["png", "jpeg", "webp"] as const;
const VOICE_MAX_LENGTH = 200;

/** What one result is made from. */
type Ask = { model: Model; input: Input; media: InputMedia; seed: number };

function readFormat(value: unknown): (typeof FORMATS)[number] {
  const name = value === "jpg" ? "jpeg" : value;
  return FORMATS.find((format) => format === name) ?? "png";
}

function isUpscale(model: Model): boolean {
  return /\bupscale\b/.test(model.id);
}

/** Sound unless every switch for it that is there says no. */
function wantsSound(input: Input): boolean {
  const switches = [input.generate_audio, input.audio, input.enable_audio].filter(
    (value) => typeof value === "boolean",
  );
  return switches.length === 0 || switches.includes(true);
}

function planPicture({ model, input, media, seed }: Ask): Omit<PictureJob, "outPath"> {
  const format = readFormat(input.output_format);
  const { source, firstFramePath, lastFramePath, referencePaths } = media;
  const frames = [firstFramePath, lastFramePath].filter((path) => path !== null);
  return {
    kind: "picture",
    prompt: readText(input.prompt),
    seed,
    ...pictureSize(input, { source, isUpscale: isUpscale(model) }),
    format,
    isTransparent: input.background === "transparent" && format !== "jpeg",
    referencePaths: [...referencePaths, ...frames],
  };
}

function planFilm({ model, input, media, seed }: Ask): Omit<FilmJob, "outPath"> {
  const { source, lengths, firstFramePath, lastFramePath, referencePaths, soundPath } = media;
  const prompt = readText(input.prompt);
  const time = { durationS: filmLength(input, lengths), fps: filmFps(input) };
  const frameCount = countFrames(time);
  const start = firstFramePath ?? lastFramePath;
  // Without words there is nothing to go on to from a first picture: the film stays with it.
  const isHeld = isWordless({ prompt }) && referencePaths.length === 0 && start !== null;
  return {
    kind: "film",
    prompt,
    negativePrompt: readText(input.negative_prompt),
    seed,
    ...filmSize(input, { source, isUpscale: isUpscale(model), frameCount }),
    ...time,
    hasAudio: wantsSound(input),
    soundPath,
    firstFramePath,
    lastFramePath,
    referencePaths: isHeld ? [start] : referencePaths,
  };
}

function planSpeech({ input }: Ask): Omit<SpeechJob, "outPath"> {
  return {
    kind: "speech",
    text: readText(input.text) || readText(input.prompt),
    voice: readText(input.voice).slice(0, VOICE_MAX_LENGTH),
    speed: clamp(readNumber(input.speed) ?? 1, 0.5, 2),
  };
}

async function planResult(ctx: InputFileContext, ask: Ask): Promise<RenderJob> {
  switch (ask.model.media) {
    case "image": {
      const job = planPicture(ask);
      return { ...job, outPath: await ctx.media.temporaryPath(job.format) };
    }
    case "video":
      return { ...planFilm(ask), outPath: await ctx.media.temporaryPath("mp4") };
    case "tts":
      return { ...planSpeech(ask), outPath: await ctx.media.temporaryPath("mp3") };
  }
}

/**
 * Fetches the input's files and says what to render, one job a result. Throws INVALID_INPUT; and
 * the signal's reason when nobody wants the files.
 */
export async function planRender(
  ctx: InputFileContext,
  job: UpstreamJob,
  signal?: AbortSignal,
): Promise<RenderPlan> {
  const { generationId, model, input } = job;
  const media = await gatherMedia(ctx, job, signal);
  try {
    const jobs = await Promise.all(
      Array.from({ length: resultCount(input) }, (_, index) => {
        const seed = resultSeed(generationId, input.seed, index);
        return planResult(ctx, { model, input, media, seed });
      }),
    );
    return { jobs, dispose: media.dispose };
  } catch (error) {
    await media.dispose();
    throw error;
  }
}
