import assert from "node:assert/strict";
import { test } from "node:test";
import { BufferSource, EncodedPacketSink, Input, MP3 } from "mediabunny";
import { speakPiece } from "./speak.ts";
import { renderSpeech } from "./speech.ts";

const SENTENCE = "The quick brown fox jumps over the lazy dog today.";
const RATE_HZ = 24_000;

function render(text: string, voice = "Ryan", speed = 1) {
  return renderSpeech({ kind: "speech", text, voice, speed, outPath: "" });
}

function speakAs(voice: string, speed = 1): Float32Array {
  return speakPiece(SENTENCE, { voice, speed, sampleRateHz: RATE_HZ });
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** The middle of the pitches of all voiced parts, by autocorrelation. */
function medianPitchHz(samples: Float32Array): number {
  const frame = RATE_HZ / 25;
  const pitches: number[] = [];
  for (let start = 0; start + 2 * frame < samples.length; start += frame) {
    const pitch = pitchAt(samples.subarray(start, start + 2 * frame), frame);
    if (pitch !== null) pitches.push(pitch);
  }
  return pitches.sort((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? 0;
}

function pitchAt(samples: Float32Array, frame: number): number | null {
  let best = { likeness: 0.8, lag: 0 };
  for (let lag = Math.floor(RATE_HZ / 400); lag < RATE_HZ / 60; lag++) {
    let [product, here, there] = [0, 1e-3, 1e-3];
    for (let index = 0; index < frame; index += 2) {
      const a = samples[index] ?? 0;
      const b = samples[index + lag] ?? 0;
      product += a * b;
      here += a * a;
      there += b * b;
    }
    const likeness = product / Math.sqrt(here * there);
    if (likeness > best.likeness) best = { likeness, lag };
  }
  return best.lag === 0 ? null : RATE_HZ / best.lag;
}

test("makes an MP3 whose length is what it says", async () => {
  const { bytes, durationS } = await render(SENTENCE);
  using input = new Input({ source: new BufferSource(bytes), formats: [MP3] });
  const track = await input.getPrimaryAudioTrack();
  assert.ok(track);
  assert.equal(await track.getCodec(), "mp3");
  const playedS = await input.computeDuration();
  assert.ok(Math.abs(playedS - durationS) <= durationS * 0.05, `${playedS} is not ${durationS}`);
  const spokenS = speakAs("Ryan").length / RATE_HZ;
  assert.ok(durationS >= spokenS && durationS < spokenS + 0.3, `${durationS}, spoken ${spokenS}`);
  let packets = 0;
  for await (const packet of new EncodedPacketSink(track).packets())
    packets += Number(packet.byteLength > 0);
  assert.ok(packets > 50);
});

test("is heard: neither silent nor clipped", () => {
  for (const voice of ["Ryan", "Vivian", "Uncle_Fu", "Eric", "Aiden"]) {
    const samples = speakAs(voice);
    const loudness = rootMeanSquare(samples);
    assert.ok(loudness > 0.03 && loudness < 0.3, `${voice}: ${loudness}`);
    const clipped = samples.filter((sample) => Math.abs(sample) >= 1).length;
    assert.ok(clipped < samples.length / 1000, `${voice}: ${clipped} clipped`);
  }
});

test("voices differ in pitch as their names promise", () => {
  const deep = medianPitchHz(speakAs("Deep_Voice_Man"));
  const boy = medianPitchHz(speakAs("Decent_Boy"));
  const woman = medianPitchHz(speakAs("Wise_Woman"));
  const girl = medianPitchHz(speakAs("Lovely_Girl"));
  assert.ok(deep < 100 && deep > 60, `deep ${deep}`);
  assert.ok(boy > deep * 1.4, `boy ${boy}`);
  assert.ok(girl > woman * 1.25, `girl ${girl}, woman ${woman}`);
});

test("speed makes it shorter or longer, within what can be understood", () => {
  const normal = speakAs("Vivian").length;
  assert.ok(Math.abs(speakAs("Vivian", 2).length / normal - 0.5) < 0.06);
  assert.ok(Math.abs(speakAs("Vivian", 0.5).length / normal - 2) < 0.2);
  assert.deepEqual(speakAs("Vivian", 100), speakAs("Vivian", 4));
});

test("the same text gives the same bytes", async () => {
  const [one, other] = [await render("Again."), await render("Again.")];
  assert.deepEqual(one.bytes, other.bytes);
});

test("speaks a long text piece by piece and says how far it is", async () => {
  const text = "This is a fairly ordinary sentence of text. ".repeat(30);
  const seen: [number, number][] = [];
  const { durationS } = await renderSpeech(
    { kind: "speech", text, voice: "Eric", speed: 4, outPath: "" },
    (done, total) => seen.push([done, total]),
  );
  assert.ok(durationS > 15, `${durationS}`);
  assert.ok(seen.length > 3);
  assert.deepEqual(seen.at(-1), [seen.length, seen.length]);
});

test("answers a script that Flite cannot speak with its length", async () => {
  const { durationS } = await render("你好，世界。");
  assert.ok(durationS > 1, `${durationS}`);
});

test("refuses a text with nothing in it to say", async () => {
  await assert.rejects(render(" … 😀"), { code: "nothing_to_say" });
});
