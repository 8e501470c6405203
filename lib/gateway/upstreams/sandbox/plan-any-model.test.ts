import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { resultCount } from "#lib/contract/amounts.ts";
import type { Media } from "#lib/contract/media.ts";
import type { Field, Model } from "#lib/contract/models/model.ts";
import { openDiskStore } from "../../assets/disk-store.ts";
import { UpstreamError } from "../adapter.ts";
import { planRender } from "./plan.ts";
import type { FilmJob, PictureJob, RenderJob, SpeechJob } from "./render/job.ts";
import { dataUrl, sampleFilm, sampleMp3, samplePicture } from "./sample-media.fixture.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-plan-any-"));
after(() => rm(folder, { recursive: true, force: true }));
const media = await openDiskStore(folder);
const ctx = { media, urlSecret: "secret of the test", now: () => new Date() };

const portrait = dataUrl("image/png", await samplePicture(60, 90));
const square = dataUrl("image/png", await samplePicture(50, 50));
const film = dataUrl(
  "video/mp4",
  await sampleFilm({ widthPx: 96, heightPx: 64, durationS: 3, hasSound: true }),
);
const mute = dataUrl(
  "video/mp4",
  await sampleFilm({ widthPx: 96, heightPx: 64, durationS: 2, hasSound: false }),
);
const sound = dataUrl("audio/mpeg", await sampleMp3(4));

/** A model of which nothing is known but what it makes. */
function openModel(made: Media, fields: readonly Field[] = [], id = "test/open"): Model {
  return {
    ...{ id, title: "Open", description: "", media: made, fields, open: true },
    ...{ typicalMs: 1, example: {} },
  };
}

function plan(model: Model, input: Record<string, unknown>) {
  return planRender(ctx, { generationId: "gen_any", model, input });
}

async function planOne(model: Model, input: Record<string, unknown>): Promise<RenderJob> {
  const { jobs, dispose } = await plan(model, input);
  await dispose();
  assert.equal(jobs.length, resultCount(input));
  const [job] = jobs;
  assert.ok(job);
  return job;
}

async function planPicture(input: Record<string, unknown>, id?: string): Promise<PictureJob> {
  const job = await planOne(openModel("image", [], id), input);
  assert.ok(job.kind === "picture");
  return job;
}

async function planFilm(input: Record<string, unknown>, id?: string): Promise<FilmJob> {
  const job = await planOne(openModel("video", [], id), input);
  assert.ok(job.kind === "film");
  return job;
}

const leftovers = async () => (await readdir(path.join(folder, "tmp"))).length;

describe("the plan of a picture, whatever its model calls things", () => {
  it("has the format that is asked for, and is cut out where it can be", async () => {
    const made = async (output_format: unknown, background?: string) => {
      const { format, isTransparent } = await planPicture({ output_format, background });
      return [format, isTransparent];
    };
    assert.deepEqual(await made("jpg"), ["jpeg", false]);
    assert.deepEqual(await made("webp", "transparent"), ["webp", true]);
    assert.deepEqual(await made("jpeg", "transparent"), ["jpeg", false]);
    assert.deepEqual(await made(undefined, "opaque"), ["png", false]);
    assert.deepEqual(await made({ toString: 1 }), ["png", false]);
  });

  it("shows pictures of any name but the mask, four at most, in the first one's shape", async () => {
    const job = await planPicture({
      human_image_url: portrait,
      garment_image_url: square,
      mask_url: square,
      image_urls: [square, square, square],
    });
    assert.equal(job.referencePaths.length, 4);
    assert.equal((job.widthPx / job.heightPx).toFixed(2), (60 / 90).toFixed(2));
  });

  it("enlarges what an upscaler is given", async () => {
    const { widthPx, heightPx } = await planPicture({ image_url: portrait }, "topaz/upscale/image");
    assert.deepEqual([widthPx, heightPx], [120, 180]);
  });
});

describe("the plan of a film, whatever its model calls things", () => {
  it("has frames, length, rate and sound by any of their names", async () => {
    const job = await planFilm({
      start_image_url: portrait,
      end_frame_url: square,
      reference_image_urls: [square],
      seconds: "3",
      fps: "30",
      audio: false,
      prompt: "waves",
    });
    assert.ok(job.firstFramePath && job.lastFramePath);
    assert.equal(job.referencePaths.length, 1);
    assert.deepEqual([job.durationS, job.fps, job.hasAudio], [3, 30, false]);
    assert.deepEqual([job.widthPx, job.heightPx], [720, 1080]);
  });

  it("has sound unless every switch for it is off", async () => {
    const hasAudio = async (input: object) => (await planFilm({ ...input, prompt: "a" })).hasAudio;
    assert.equal(await hasAudio({}), true);
    assert.equal(await hasAudio({ generate_audio: false }), false);
    assert.equal(await hasAudio({ audio: true, generate_audio: false }), true);
    assert.equal(await hasAudio({ enable_audio: false, audio: false }), false);
    assert.equal(await hasAudio({ generate_audio: "no" }), true);
  });

  it("is as long as the film that goes in where 0 is asked for, with its shape and sound", async () => {
    const job = await planFilm({ prompt: "snow", video_url: film, duration: 0 });
    assert.ok(Math.abs(job.durationS - 3) < 0.1, String(job.durationS));
    assert.deepEqual([job.widthPx, job.heightPx], [1080, 720]);
    assert.ok(job.soundPath);
    assert.equal((await planFilm({ video_url: mute })).soundPath, null);
    assert.equal((await planFilm({ video_url: film, keep_audio: false })).soundPath, null);
    assert.equal((await planFilm({ reference_video_urls: [film] })).soundPath, null);
  });

  it("is as long as the sound that drives it, and sounds like it", async () => {
    const job = await planFilm({ video_url: film, audio_url: sound }, "pixverse/lipsync");
    assert.ok(Math.abs(job.durationS - 4) < 0.15, String(job.durationS));
    assert.ok(job.soundPath);
  });

  it("stays with its first picture where there are no words", async () => {
    const job = await planFilm({ first_frame_url: portrait });
    assert.deepEqual(job.referencePaths, [job.firstFramePath]);
    assert.equal(
      (await planFilm({ first_frame_url: portrait, prompt: "a" })).referencePaths[0],
      undefined,
    );
  });

  it("is as large as the input, twice, of an upscaler", async () => {
    const { widthPx, heightPx } = await planFilm({ video_url: film }, "topaz/upscale/video");
    assert.deepEqual([widthPx, heightPx], [192, 128]);
  });
});

describe("input files", () => {
  const fields: readonly Field[] = [
    { name: "video_url", type: "uri", accepts: "video", description: "" },
    { name: "audio_urls", type: "uri[]", accepts: "audio", description: "" },
  ];
  const wrong: [string, Record<string, unknown>, string, (string | number)[]][] = [
    ["a picture for a video", { video_url: square }, "does not lead to a video", ["video_url"]],
    ["a sound for a video", { video_url: sound }, "does not lead to a video", ["video_url"]],
    [
      "text for a video",
      { video_url: dataUrl("video/mp4", Buffer.from("film")) },
      "does not lead to a video",
      ["video_url"],
    ],
    [
      "a silent film for a sound",
      { audio_urls: [sound, mute] },
      "does not lead to a sound file",
      ["audio_urls", 1],
    ],
    [
      "a film for a picture that no schema lists",
      { start_image_url: film },
      "does not lead to a picture: it is video/mp4; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif",
      ["start_image_url"],
    ],
  ];
  for (const [what, input, message, issuePath] of wrong) {
    it(`are refused by their path: ${what}, and nothing is left over`, async () => {
      const before = await leftovers();
      await assert.rejects(plan(openModel("video", fields), input), (error) => {
        assert.ok(error instanceof UpstreamError);
        assert.equal(error.failure.subCode, "INVALID_INPUT");
        assert.deepEqual(error.failure.issues, [{ path: issuePath, message }]);
        return true;
      });
      assert.equal(await leftovers(), before);
    });
  }

  it("may be the sound of a film, and are put away after use", async () => {
    const before = await leftovers();
    const { jobs, dispose } = await plan(openModel("video", fields), { audio_urls: [film] });
    assert.ok(jobs[0]?.kind === "film" && jobs[0].soundPath);
    await dispose();
    assert.equal(await leftovers(), before);
  });

  it("are read up to a number, and keys of other things are not addresses to go to", async () => {
    const { jobs, dispose } = await plan(openModel("image"), {
      image_urls: Array.from({ length: 400 }, () => square),
      webhook_url: "http://127.0.0.1:1/",
      callback_image: "http://127.0.0.1:1/",
      image_url: { deep: true },
    });
    assert.ok(jobs[0]?.kind === "picture" && jobs[0].referencePaths.length === 4);
    assert.ok((await leftovers()) <= 24);
    await dispose();
  });
});

const TELLING_KEYS = [
  ...["prompt", "negative_prompt", "text", "voice", "speed", "seed", "n", "num_images"],
  ...["duration", "seconds", "fps", "frames_per_second", "width", "height", "size", "image_size"],
  ...["resolution", "aspect_ratio", "ratio", "quality", "output_format", "background", "audio"],
  ...["generate_audio", "keep_audio", "upscale_factor", "image_url", "image_urls", "video_url"],
] as const;

function assertPicture(job: PictureJob): void {
  assert.ok(Number.isInteger(job.widthPx) && Number.isInteger(job.heightPx));
  assert.ok(Math.min(job.widthPx, job.heightPx) >= 64);
  assert.ok(job.widthPx * job.heightPx <= 4096 ** 2 * 1.01, `${job.widthPx}×${job.heightPx}`);
  assert.ok(Math.max(job.widthPx, job.heightPx) <= 16_383, "more than WebP holds");
  assert.ok(job.prompt.length <= 20_000 && job.referencePaths.length <= 6);
}

function assertFilm(job: FilmJob): void {
  const { widthPx, heightPx, durationS, fps, prompt, negativePrompt } = job;
  assert.ok(widthPx % 2 === 0 && heightPx % 2 === 0 && Math.min(widthPx, heightPx) >= 64);
  assert.ok(Number.isInteger(fps) && fps >= 1 && fps <= 60, String(fps));
  assert.ok(durationS >= 0.5 && durationS <= 60, String(durationS));
  assert.ok(widthPx * heightPx <= 2560 * 1440 * 1.01, `${widthPx}×${heightPx}`);
  const allPx = widthPx * heightPx * Math.round(durationS * fps);
  assert.ok(allPx <= 1920 * 1080 * 24 * 8 * 1.05, `${widthPx}×${heightPx}, ${durationS} s, ${fps}`);
  assert.ok(prompt.length <= 20_000 && negativePrompt.length <= 20_000);
}

function assertSpeech({ text, voice, speed }: SpeechJob): void {
  assert.ok(text.length <= 20_000 && voice.length <= 200 && speed >= 0.5 && speed <= 2);
}

function assertBounded(job: RenderJob): void {
  if (job.kind === "picture") assertPicture(job);
  else if (job.kind === "film") assertFilm(job);
  else assertSpeech(job);
}

describe("the plan of anything that an open schema lets through", () => {
  const numberLike = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(0, -1, 1e308, "1e308", "-5", "NaN", "Infinity", "9".repeat(400), "0.0001"),
  );
  const size = fc.tuple(fc.nat(), fc.nat()).map(([width, height]) => `${width}x${height}`);
  const ratio = fc.tuple(fc.nat(99_999), fc.nat(99_999)).map((sides) => sides.join(":"));
  const value = fc.oneof(fc.jsonValue(), numberLike, size, ratio, fc.constantFrom("2160p", "4K"));
  const telling = fc.dictionary(fc.constantFrom(...TELLING_KEYS), value, { maxKeys: 12 });
  const anyInput = fc.tuple(telling, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }));

  it("is within bounds, and made at once", async () => {
    const made = fc.constantFrom<Media>("image", "video", "tts");
    await fc.assert(
      fc.asyncProperty(made, anyInput, async (kind, [known, unknown]) => {
        const input = { ...unknown, ...known };
        const { jobs, dispose } = await plan(openModel(kind), JSON.parse(JSON.stringify(input)));
        await dispose();
        assert.ok(jobs.length >= 1 && jobs.length <= 40);
        for (const job of jobs) assertBounded(job);
      }),
      { numRuns: 1_500 },
    );
  });
});
