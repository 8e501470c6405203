import { rm } from "node:fs/promises";
import type { Model } from "#lib/contract/models/model.ts";
import type { UpstreamJob } from "../adapter.ts";
import { fetchPicture, type InputFile, type InputFileContext } from "./input-files.ts";
import type { RenderJob } from "./render/job.ts";
import { resultSeed } from "./seed.ts";
import { filmSize, pictureSize } from "./size.ts";

/** What has to be rendered for a generation, and the input files that go with it. */
export type RenderPlan = { jobs: RenderJob[]; dispose(): Promise<void> };

type Pictures = {
  firstFramePath: string | null;
  lastFramePath: string | null;
  referencePaths: string[];
};

const FORMATS = ["png", "jpeg", "webp"] as const;

function readFormat(value: unknown): (typeof FORMATS)[number] {
  const name = value === "jpg" ? "jpeg" : value;
  return FORMATS.find((format) => format === name) ?? "png";
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** URLs of the input's picture fields, each with its path in the body. */
function pictureUrls(model: Model, input: UpstreamJob["input"]) {
  return model.fields.flatMap((field) => {
    const isPicture = (field.type === "uri" || field.type === "uri[]") && field.accepts === "image";
    const value = input[field.name];
    if (!isPicture || value === undefined || value === null) return [];
    const urls = Array.isArray(value) ? value : [value];
    return urls.map((url, index) => ({
      field: field.name,
      url: String(url),
      path: Array.isArray(value) ? [field.name, index] : [field.name],
    }));
  });
}

async function fetchPictures(
  ctx: InputFileContext,
  job: UpstreamJob,
  files: InputFile[],
): Promise<Pictures> {
  const pictures: Pictures = { firstFramePath: null, lastFramePath: null, referencePaths: [] };
  for (const { field, url, path } of pictureUrls(job.model, job.input)) {
    const file = await fetchPicture(ctx, url, path);
    files.push(file);
    if (field === "first_frame_url") pictures.firstFramePath = file.path;
    else if (field === "last_frame_url") pictures.lastFramePath = file.path;
    else pictures.referencePaths.push(file.path);
  }
  // A film's plain input picture is where it starts, unless a first frame says otherwise.
  if (job.model.media === "video" && typeof job.input.image_url === "string") {
    pictures.firstFramePath ??= pictures.referencePaths[0] ?? null;
  }
  return pictures;
}

async function planResult(
  ctx: InputFileContext,
  { generationId, model, input }: UpstreamJob,
  pictures: Pictures,
  index: number,
): Promise<RenderJob> {
  const seed = resultSeed(generationId, input.seed, index);
  switch (model.media) {
    case "image": {
      const format = readFormat(input.output_format);
      const { referencePaths } = pictures;
      const outPath = await ctx.media.temporaryPath(format);
      return {
        kind: "picture",
        prompt: text(input.prompt),
        seed,
        ...pictureSize(input),
        format,
        referencePaths,
        outPath,
      };
    }
    case "video":
      return {
        kind: "film",
        prompt: text(input.prompt),
        negativePrompt: text(input.negative_prompt),
        seed,
        ...filmSize(input),
        durationS: typeof input.duration === "number" ? input.duration : 5,
        hasAudio: input.generate_audio !== false,
        ...pictures,
        outPath: await ctx.media.temporaryPath("mp4"),
      };
    case "tts":
      return {
        kind: "speech",
        text: text(input.text),
        voice: text(input.voice),
        speed: typeof input.speed === "number" ? Math.min(2, Math.max(0.5, input.speed)) : 1,
        outPath: await ctx.media.temporaryPath("mp3"),
      };
  }
}

/** Fetches the input's pictures and says what to render, one job a result. Throws INVALID_INPUT. */
export async function planRender(ctx: InputFileContext, job: UpstreamJob): Promise<RenderPlan> {
  const files: InputFile[] = [];
  const dispose = async () => {
    const temporary = files.filter((file) => file.isTemporary);
    await Promise.all(temporary.map((file) => rm(file.path, { force: true })));
  };
  try {
    const pictures = await fetchPictures(ctx, job, files);
    const count = typeof job.input.n === "number" ? job.input.n : 1;
    const indexes = Array.from({ length: count }, (_, index) => index);
    const jobs = await Promise.all(indexes.map((index) => planResult(ctx, job, pictures, index)));
    return { jobs, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
