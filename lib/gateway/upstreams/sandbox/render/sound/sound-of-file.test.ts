import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { BufferSource, EncodedPacketSink, Input, MP4 } from "mediabunny";
import { sampleFilm, sampleMp3, sampleWav } from "../../sample-media.fixture.ts";
import { measureFilm } from "../measure.ts";
import { muxFilm } from "../mux.ts";
import { soundOfFile } from "./sound-of-file.ts";

const FILM_S = 2;

let folder: string;
let video: Uint8Array;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rushes-sound-"));
  video = await sampleFilm({ widthPx: 64, heightPx: 64, durationS: FILM_S, hasSound: false });
});
after(() => rm(folder, { recursive: true, force: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, crypto.randomUUID());
  await writeFile(file, bytes);
  return file;
}

/** The film with the sound of a file: its codec, where the sound ends, and how long the film is. */
async function filmWith(bytes: Uint8Array) {
  using sound = await soundOfFile(await fileOf(bytes));
  assert.ok(sound);
  const film = await muxFilm({ video, sound });
  const { durationS, hasAudio } = await measureFilm(film);
  assert.equal(hasAudio, true);
  using input = new Input({ source: new BufferSource(film), formats: [MP4] });
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  let endS = 0;
  assert.ok(track);
  for await (const packet of new EncodedPacketSink(track).packets()) {
    endS = packet.timestamp + packet.duration;
  }
  return { codec, endS, durationS };
}

test("an MP3 and the sound of a film go into a film as they are, from their beginning", async () => {
  const mp3 = await filmWith(await sampleMp3(5));
  assert.equal(mp3.codec, "mp3");
  const other = await sampleFilm({ widthPx: 64, heightPx: 64, durationS: 3, hasSound: true });
  const aac = await filmWith(other);
  assert.equal(aac.codec, "aac");
  for (const { endS, durationS } of [mp3, aac]) {
    assert.ok(Math.abs((durationS ?? 0) - FILM_S) < 0.03, `film ${durationS}`);
    assert.ok(endS > FILM_S - 0.2 && endS <= FILM_S + 0.03, `sound ${endS}`);
  }
});

test("a WAV becomes AAC", async () => {
  const { codec, endS } = await filmWith(sampleWav(1));
  assert.equal(codec, "aac");
  assert.ok(endS > 0.9 && endS < 1.2, String(endS));
});

test("a sound that is shorter than the film leaves it as long as it is", async () => {
  const { durationS } = await filmWith(await sampleMp3(0.5));
  assert.ok(Math.abs((durationS ?? 0) - FILM_S) < 0.03, String(durationS));
});

test("a file that breaks off is heard as far as it goes", async () => {
  const whole = await sampleMp3(3);
  const { durationS } = await filmWith(whole.subarray(0, whole.length / 3));
  assert.ok(Math.abs((durationS ?? 0) - FILM_S) < 0.03, String(durationS));
});

test("silent films and files that are no sound give none", async () => {
  assert.equal(await soundOfFile(await fileOf(video)), null);
  assert.equal(await soundOfFile(await fileOf(Buffer.from("RIFF but not really"))), null);
});
