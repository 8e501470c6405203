import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import sharp from "sharp";
import { findModel } from "#lib/contract/models/catalogue.ts";
import { openDiskStore } from "../../assets/disk-store.ts";
import { signMediaUrl } from "../../assets/signed-url.ts";
import { endless } from "../../testing/sample-files.ts";
import type { UpstreamError } from "../adapter.ts";
import { planRender } from "./plan.ts";

const folder = await mkdtemp(path.join(tmpdir(), "rushes-plan-"));
const NO_PICTURE =
  "does not lead to a picture: it is of no type that is known here; must be one of image/png, image/jpeg, image/webp, image/gif, image/avif";

after(() => rm(folder, { recursive: true, force: true }));
const media = await openDiskStore(folder);
const now = new Date("2026-11-23T10:00:00Z");
const ctx = { media, urlSecret: "secret of the test", now: () => now };

const picture = await sharp({
  create: { width: 4, height: 3, channels: 3, background: "#c05020" },
})
  .png()
  .toBuffer();
const dataUrl = `data:image/png;base64,${picture.toString("base64")}`;

async function ownUrl(key: string, bytes: Uint8Array, secret = ctx.urlSecret): Promise<string> {
  const local = await media.temporaryPath("png");
  await writeFile(local, bytes);
  await media.put(key, local);
  // Nobody answers there: what is read from it is read from the store.
  return signMediaUrl({ origin: "http://127.0.0.1:1", secret, key, now });
}

function plan(modelId: string, input: Record<string, unknown>) {
  const model = findModel(modelId);
  assert.ok(model);
  return planRender(ctx, { generationId: "gen_plan", model, input });
}

async function planOne(modelId: string, input: Record<string, unknown>) {
  const { jobs, dispose } = await plan(modelId, input);
  assert.equal(jobs.length, 1);
  const [job] = jobs;
  assert.ok(job);
  return { job, dispose };
}

const leftovers = async () => (await readdir(path.join(folder, "tmp"))).length;

describe("the input pictures of a render", () => {
  it("are read from data URLs, and put away afterwards", async () => {
    const before = await leftovers();
    const { job, dispose } = await planOne("bytedance/seedream-4.5", {
      prompt: "a",
      image_urls: [dataUrl, dataUrl],
    });
    assert.ok(job.kind === "picture");
    assert.equal(job.referencePaths.length, 2);
    for (const file of job.referencePaths) assert.deepEqual(await readFile(file), picture);
    await dispose();
    assert.equal(await leftovers(), before);
  });

  it("are not fetched any more once nobody wants them", async () => {
    const before = await leftovers();
    const model = findModel("bytedance/seedream-4.5");
    assert.ok(model);
    const canceler = new AbortController();
    // While the first of the two is fetched: the second never is.
    const image_urls = [dataUrl, dataUrl];
    const temporaryPath = (extension: string) => {
      canceler.abort(new Error("nobody wants it"));
      return ctx.media.temporaryPath(extension);
    };
    const media = { ...ctx.media, temporaryPath };
    const job = { generationId: "gen_plan", model, input: { prompt: "a", image_urls } };
    await assert.rejects(planRender({ ...ctx, media }, job, canceler.signal), /nobody wants it/);
    assert.equal(await leftovers(), before);
  });

  it("are read from our own store without a request, and stay there", async () => {
    const url = await ownUrl("gen_own/picture.png", picture);
    const { job, dispose } = await planOne("google/nano-banana-2", {
      prompt: "a",
      image_urls: [url],
    });
    assert.ok(job.kind === "picture");
    assert.deepEqual(job.referencePaths, [path.join(folder, "media", "gen_own/picture.png")]);
    await dispose();
    assert.ok(await stat(job.referencePaths[0] ?? ""));
  });

  it("are first frame, last frame and references of a film by the field that names them", async () => {
    const [first, last, other] = await Promise.all(
      ["first", "last", "other"].map((name) => ownUrl(`gen_own/${name}.png`, picture)),
    );
    const nameOf = (file: string | null) => file && path.basename(file);
    const whole = await planOne("kling-ai/v3/video", {
      prompt: "a",
      image_url: other,
      first_frame_url: first,
      last_frame_url: last,
    });
    assert.ok(whole.job.kind === "film");
    const { firstFramePath, lastFramePath, referencePaths } = whole.job;
    assert.deepEqual([firstFramePath, lastFramePath, ...referencePaths].map(nameOf), [
      "first.png",
      "last.png",
      "other.png",
    ]);
    const alone = await planOne("kling-ai/v3/video", { prompt: "a", image_url: other });
    assert.ok(alone.job.kind === "film");
    assert.equal(nameOf(alone.job.firstFramePath), "other.png");
  });

  const unusable: [string, () => Promise<string>, string][] = [
    ["text", async () => `data:image/png;base64,${btoa("not a picture")}`, NO_PICTURE],
    ["nothing", async () => "data:image/png;base64,", NO_PICTURE],
    ["our own film", () => ownUrl("gen_own/film.mp4", Buffer.from("film")), NO_PICTURE],
    [
      "an SVG drawing",
      async () => `data:image/png;base64,${btoa('<svg xmlns="http://www.w3.org/2000/svg"/>')}`,
      NO_PICTURE,
    ],
    [
      "frames without end",
      async () => `data:image/webp;base64,${endless("webp", 5_000).toString("base64")}`,
      "does not lead to a picture: it is a picture of over 500 frames; at most 500 are taken",
    ],
    ["a private address", async () => "http://127.0.0.1:1/a.png", "leads to a private address"],
    [
      "a link that we did not sign",
      () => ownUrl("gen_own/forged.png", picture, "another secret"),
      "leads to a private address",
    ],
  ];
  for (const [what, url, message] of unusable) {
    it(`are refused by their path when one leads to ${what}, and nothing is left over`, async () => {
      const image_urls = [dataUrl, await url()];
      const before = await leftovers();
      await assert.rejects(plan("bytedance/seedream-4.5", { prompt: "a", image_urls }), (error) => {
        const { failure } = error as UpstreamError;
        assert.deepEqual(failure, {
          subCode: "INVALID_INPUT",
          message: `image_urls.1 ${message}.`,
          issues: [{ path: ["image_urls", 1], message }],
        });
        return true;
      });
      assert.equal(await leftovers(), before);
    });
  }
});

describe("the plan of a render", () => {
  it("has one job a result, each with a seed and a file of its own, the same each time", async () => {
    const input = { prompt: "a", n: 4 };
    const [first, again] = await Promise.all([
      plan("bytedance/seedream-4.5", input),
      plan("bytedance/seedream-4.5", input),
    ]);
    const seeds = (of: typeof first) => of.jobs.map((job) => "seed" in job && job.seed);
    assert.equal(new Set(seeds(first)).size, 4);
    assert.deepEqual(seeds(again), seeds(first));
    assert.equal(new Set([...first.jobs, ...again.jobs].map((job) => job.outPath)).size, 8);
  });

  it("follows the seed that was asked for, whatever the generation", async () => {
    const model = findModel("google/veo-3.1");
    assert.ok(model);
    const seeds = await Promise.all(
      ["gen_a", "gen_b"].map(async (generationId) => {
        const { jobs } = await planRender(ctx, { generationId, model, input: { seed: 7 } });
        return jobs.map((job) => "seed" in job && job.seed);
      }),
    );
    assert.deepEqual(seeds[0], seeds[1]);
  });

  it("makes a film as long, as big and as loud as asked", async () => {
    const { job } = await planOne("google/veo-3.1", {
      prompt: "waves",
      duration: 3,
      resolution: "720p",
      aspect_ratio: "9:16",
      generate_audio: false,
      negative_prompt: "people",
    });
    assert.ok(job.kind === "film");
    const { durationS, widthPx, heightPx, hasAudio, prompt, negativePrompt } = job;
    assert.deepEqual([durationS, widthPx, heightPx, hasAudio], [3, 720, 1280, false]);
    assert.deepEqual([prompt, negativePrompt], ["waves", "people"]);
  });

  it("speaks the text with the voice, at a bounded speed", async () => {
    const { job } = await planOne("minimax-tts/speech-02-hd", {
      text: "Hello",
      voice: "Calm_Woman",
      speed: 99,
    });
    assert.ok(job.kind === "speech");
    assert.deepEqual([job.text, job.voice, job.speed], ["Hello", "Calm_Woman", 2]);
  });
});
