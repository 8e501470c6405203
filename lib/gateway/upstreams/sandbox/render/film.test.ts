import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BufferSource, EncodedPacketSink, Input, MP4 } from "mediabunny";
import sharp from "sharp";
import { renderFilm } from "./film.ts";
import { type FilmFrames, prepareFrames } from "./film-frames.ts";
import type { FilmJob } from "./job.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "rushes-film-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const JOB: FilmJob = {
  kind: "film",
  prompt: "a boat on the sea at sunset, the camera rises slowly",
  negativePrompt: "",
  seed: 3,
  widthPx: 193,
  heightPx: 109,
  durationS: 2.5,
  fps: 24,
  hasAudio: false,
  soundPath: null,
  firstFramePath: null,
  lastFramePath: null,
  referencePaths: [],
  outPath: "",
};

async function paintFrame(name: string, colour: string): Promise<string> {
  const path = join(folder, name);
  await sharp({ create: { width: 200, height: 200, channels: 3, background: colour } })
    .png()
    .toFile(path);
  return path;
}

/** Mean red, green and blue of one frame. */
function meanOf(frames: FilmFrames, index: number): readonly number[] {
  const rgba = frames.draw(index);
  const sums = [0, 0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    for (const channel of [0, 1, 2])
      sums[channel] = (sums[channel] ?? 0) + (rgba[at + channel] ?? 0);
  }
  return sums.map((sum) => (sum * 4) / rgba.length);
}

test("makes an H.264 film of the asked length at an even size, with a key frame each second", async () => {
  const reported: string[] = [];
  const bytes = await renderFilm(JOB, (done, total) => reported.push(`${done}/${total}`));
  assert.equal(reported.length, 60);
  assert.deepEqual([reported[0], reported.at(-1)], ["1/60", "60/60"]);
  using input = new Input({ formats: [MP4], source: new BufferSource(bytes) });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track !== null);
  assert.equal(await track.getCodec(), "avc");
  assert.deepEqual([await track.getDisplayWidth(), await track.getDisplayHeight()], [192, 108]);
  assert.ok(Math.abs((await track.computeDuration()) - 2.5) < 0.02);
  const keyTimes: number[] = [];
  let packets = 0;
  const sink = new EncodedPacketSink(track);
  for await (const packet of sink.packets(undefined, undefined, { verifyKeyPackets: true })) {
    packets += 1;
    if (packet.type === "key") keyTimes.push(Math.round(packet.timestamp * 100) / 100);
  }
  assert.equal(packets, 60);
  assert.deepEqual(keyTimes, [0, 1, 2]);
});

test("has as many frames a second as asked, and a key frame each second all the same", async () => {
  const bytes = await renderFilm({ ...JOB, durationS: 2, fps: 10 }, () => {});
  using input = new Input({ formats: [MP4], source: new BufferSource(bytes) });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track !== null);
  assert.ok(Math.abs((await track.computeDuration()) - 2) < 0.02);
  const { packetCount, averagePacketRate } = await track.computePacketStats();
  assert.deepEqual([packetCount, Math.round(averagePacketRate)], [20, 10]);
});

test("moves: later frames differ from the first", async () => {
  const frames = await prepareFrames({ ...JOB, widthPx: 160, heightPx: 90 });
  const first = Buffer.from(frames.draw(0));
  assert.deepEqual(Buffer.from(frames.draw(0)), first);
  assert.notDeepEqual(Buffer.from(frames.draw(30)), first);
});

test("begins on the given first picture and ends on the given last one", async () => {
  const [red, blue] = await Promise.all([
    paintFrame("red.png", "#d01010"),
    paintFrame("blue.png", "#1010d0"),
  ]);
  const frames = await prepareFrames({ ...JOB, firstFramePath: red, lastFramePath: blue });
  const [firstRed = 0, firstGreen = 0] = meanOf(frames, 0);
  assert.ok(firstRed > 195 && firstGreen < 24, `first ${firstRed} ${firstGreen}`);
  const [lastRed = 0, , lastBlue = 0] = meanOf(frames, frames.count - 1);
  assert.ok(lastBlue > 195 && lastRed < 24, `last ${lastRed} ${lastBlue}`);
  const [middleRed = 0, middleGreen = 0] = meanOf(frames, Math.floor(frames.count / 2));
  assert.ok(middleGreen > 40 && middleRed < 200, "the scene stands between them");
});

test("leaves out what the negative prompt names", async () => {
  const frames = await prepareFrames(JOB);
  const without = await prepareFrames({ ...JOB, negativePrompt: "boat" });
  assert.notDeepEqual(Buffer.from(without.draw(0)), Buffer.from(frames.draw(0)));
});
