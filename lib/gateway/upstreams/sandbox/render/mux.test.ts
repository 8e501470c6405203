import assert from "node:assert/strict";
import { before, test } from "node:test";
import h264 from "h264-mp4-encoder";
import { BufferSource, EncodedPacketSink, Input, MP4 } from "mediabunny";
import { measureFilm } from "./measure.ts";
import { muxFilm } from "./mux.ts";
import { soundOfSamples } from "./sound/film-sound.ts";

const RATE_HZ = 48_000;
const DURATION_S = 2;

let video: Uint8Array;

before(async () => {
  const encoder = await h264.createH264MP4Encoder();
  Object.assign(encoder, { width: 64, height: 48, frameRate: 24, groupOfPictures: 24 });
  encoder.initialize();
  for (let frame = 0; frame < DURATION_S * 24; frame++) {
    encoder.addFrameRgba(new Uint8Array(64 * 48 * 4).fill(frame * 5));
  }
  encoder.finalize();
  video = encoder.FS.readFile(encoder.outputFilename);
  encoder.delete();
});

function muxWith(channels: readonly Float32Array[] | null): Promise<Uint8Array> {
  const format = { sampleRate: RATE_HZ, durationS: DURATION_S };
  return muxFilm({ video, sound: channels && soundOfSamples(channels, format) });
}

function tone(hz: number): Float32Array {
  return new Float32Array(DURATION_S * RATE_HZ).map(
    (_, index) => 0.4 * Math.sin((2 * Math.PI * hz * index) / RATE_HZ),
  );
}

/** The names of an MP4's outermost boxes, in order. */
function boxesOf(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const names: string[] = [];
  for (let offset = 0; offset + 8 <= bytes.length; offset += Math.max(8, view.getUint32(offset))) {
    names.push(String.fromCharCode(...bytes.subarray(offset + 4, offset + 8)));
  }
  return names;
}

async function picturePackets(bytes: Uint8Array): Promise<Uint8Array[]> {
  using input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track);
  const packets: Uint8Array[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet.data);
  return packets;
}

test("a film with sound has both tracks and lasts as long as its picture", async () => {
  const film = await muxWith([tone(440), tone(660)]);
  const measured = await measureFilm(film);
  assert.equal(measured.hasAudio, true);
  assert.equal(measured.widthPx, 64);
  assert.equal(measured.heightPx, 48);
  assert.equal(measured.durationS, DURATION_S);
  assert.ok(Math.abs((measured.fps ?? 0) - 24) < 0.01, `${measured.fps}`);
  using input = new Input({ source: new BufferSource(film), formats: [MP4] });
  const sound = await input.getPrimaryAudioTrack();
  assert.equal(await sound?.getCodec(), "aac");
  assert.ok(((await sound?.computeDuration()) ?? 0) > DURATION_S - 0.05);
});

test("a film without sound has one track", async () => {
  const measured = await measureFilm(await muxWith(null));
  assert.equal(measured.hasAudio, false);
  assert.equal(measured.durationS, DURATION_S);
});

test("the index comes before the media, though the encoder put it last", async () => {
  assert.ok(boxesOf(video).indexOf("moov") > boxesOf(video).indexOf("mdat"));
  for (const film of [await muxWith(null), await muxWith([tone(440), tone(660)])]) {
    assert.ok(boxesOf(film).indexOf("moov") < boxesOf(film).indexOf("mdat"));
  }
});

test("the picture is copied, not encoded again", async () => {
  assert.deepEqual(await picturePackets(await muxWith([tone(440)])), await picturePackets(video));
});

test("only frames that stand alone are marked as places to seek to", async () => {
  using input = new Input({ source: new BufferSource(await muxWith(null)), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track);
  const marked: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const isMarked = packet.type === "key";
    assert.equal(isMarked, (await track.determinePacketType(packet)) === "key");
    if (isMarked) marked.push(packet.timestamp);
  }
  assert.deepEqual(marked, [0, 1]);
});

test("refuses what is not a film", async () => {
  await assert.rejects(muxFilm({ video: new Uint8Array(64), sound: null }));
});
