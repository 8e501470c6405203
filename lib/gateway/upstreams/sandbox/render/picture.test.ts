import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import sharp, { type Region } from "sharp";
import type { PictureJob } from "./job.ts";
import { renderPicture } from "./picture.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "rushes-picture-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const JOB: PictureJob = {
  kind: "picture",
  prompt: "mountains at noon",
  seed: 7,
  widthPx: 160,
  heightPx: 120,
  format: "png",
  isTransparent: false,
  referencePaths: [],
  outPath: "",
};

/** Mean red, green and blue of a part of the picture. */
async function meanOf(bytes: Uint8Array, part?: Region): Promise<readonly number[]> {
  const image =
    part === undefined ? sharp(bytes) : sharp(await sharp(bytes).extract(part).toBuffer());
  const { channels } = await image.stats();
  return channels.slice(0, 3).map((channel) => channel.mean);
}

async function paintReference(name: string, colour: string): Promise<string> {
  const path = join(folder, name);
  await sharp({ create: { width: 90, height: 70, channels: 3, background: colour } })
    .png()
    .toFile(path);
  return path;
}

test("gives the same bytes for the same seed and others for another", async () => {
  const first = await renderPicture(JOB);
  assert.deepEqual(await renderPicture(JOB), first);
  assert.notDeepEqual(await renderPicture({ ...JOB, seed: 8 }), first);
});

test("gives the asked size in the asked format", async () => {
  for (const format of ["png", "jpeg", "webp"] as const) {
    const bytes = await renderPicture({ ...JOB, format, widthPx: 201, heightPx: 97 });
    const { format: made, width, height } = await sharp(bytes).metadata();
    assert.deepEqual({ made, width, height }, { made: format, width: 201, height: 97 });
  }
});

test("enlarges what is too large to be drawn in time", async () => {
  const bytes = await renderPicture({
    ...JOB,
    prompt: "pixel art sea",
    widthPx: 3000,
    heightPx: 2000,
    format: "jpeg",
  });
  const { width, height } = await sharp(bytes).metadata();
  assert.deepEqual({ width, height }, { width: 3000, height: 2000 });
});

test("draws every style of one scene differently", async () => {
  const styles = ["", "watercolor", "oil painting", "line art", "pixel art", "neon"];
  const pictures = await Promise.all(
    styles.map((style) => renderPicture({ ...JOB, prompt: `sea and mountains, ${style}` })),
  );
  assert.equal(
    new Set(pictures.map((bytes) => Buffer.from(bytes).toString("base64"))).size,
    styles.length,
  );
});

test("limits pixel art to few colours", async () => {
  const bytes = await renderPicture({ ...JOB, prompt: "pixel art forest with moon and stars" });
  const pixels = await sharp(bytes)
    .extract({ left: 0, top: 0, width: 160, height: 90 })
    .raw()
    .toBuffer();
  const colours = new Set<number>();
  for (let at = 0; at < pixels.length; at += 3) colours.add(pixels.readUIntBE(at, 3));
  assert.ok(colours.size <= 30, `${colours.size} colours`);
});

test("builds on an input picture where the prompt names no place", async () => {
  const red = await paintReference("red.png", "#c02020");
  const [r = 0, g = 0, b = 0] = await meanOf(
    await renderPicture({ ...JOB, prompt: "make it glow", referencePaths: [red] }),
  );
  assert.ok(r > g + 60 && r > b + 60, `mean ${r} ${g} ${b}`);
});

test("hangs an input picture in the place that the prompt names", async () => {
  const green = await paintReference("green.png", "#10b020");
  const middle = { left: 65, top: 50, width: 30, height: 30 };
  const job = { ...JOB, prompt: "desert at sunset" };
  const [r = 0, g = 0, b = 0] = await meanOf(
    await renderPicture({ ...job, referencePaths: [green] }),
    middle,
  );
  assert.ok(g > r + 60 && g > b + 60, `mean ${r} ${g} ${b}`);
  const [plainRed = 0, plainGreen = 0] = await meanOf(await renderPicture(job), middle);
  assert.ok(plainRed > plainGreen, "without it the middle is sand");
});

test("shows an input picture as it is where there are no words, and else draws by the seed", async () => {
  const green = await paintReference("plain.png", "#30a060");
  const job = { ...JOB, prompt: "", referencePaths: [green] };
  const [r = 0, g = 0, b = 0] = await meanOf(await renderPicture(job));
  assert.ok(
    Math.abs(r - 0x30) < 14 && Math.abs(g - 0xa0) < 14 && Math.abs(b - 0x60) < 14,
    `${r} ${g} ${b}`,
  );
  const wordless = { ...JOB, prompt: " ... " };
  const scenes = await Promise.all(
    [1, 2, 3, 4].map((seed) => renderPicture({ ...wordless, seed })),
  );
  const means = await Promise.all(scenes.map(async (bytes) => (await meanOf(bytes)).join()));
  assert.equal(new Set(means).size, 4);
});

test("cuts a picture out where the background is to be transparent", async () => {
  for (const format of ["png", "webp"] as const) {
    const bytes = await renderPicture({ ...JOB, format, isTransparent: true });
    const { hasAlpha } = await sharp(bytes).metadata();
    assert.equal(hasAlpha, true);
    const pixels = await sharp(bytes).raw().toBuffer();
    const opacityAt = (x: number, y: number) => pixels[(y * 160 + x) * 4 + 3];
    assert.deepEqual([opacityAt(1, 1), opacityAt(80, 60)], [0, 255]);
  }
  const { hasAlpha } = await sharp(await renderPicture(JOB)).metadata();
  assert.equal(hasAlpha, false);
});

test("marks the lower right corner as TEST", async () => {
  const size = { widthPx: 320, heightPx: 320 };
  const reference = await paintReference("white.png", "#ffffff");
  const bytes = await renderPicture({ ...JOB, ...size, prompt: "x", referencePaths: [reference] });
  const pill = await sharp(
    await sharp(bytes).extract({ left: 270, top: 297, width: 40, height: 14 }).toBuffer(),
  ).stats();
  const [channel] = pill.channels;
  assert.ok(
    channel !== undefined && channel.max - channel.min > 90,
    "light letters on a dark pill",
  );
});

test("rejects an input picture that is not one", async () => {
  await assert.rejects(renderPicture({ ...JOB, referencePaths: [import.meta.filename] }));
});
