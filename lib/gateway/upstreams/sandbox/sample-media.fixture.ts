/** Small files of every kind, made as they are needed: what tests put into generations. */
import sharp from "sharp";
import { createH264Encoder } from "./render/h264.ts";
import { createMp3Writer } from "./render/mp3.ts";
import { muxFilm } from "./render/mux.ts";
import { soundOfSamples } from "./render/sound/film-sound.ts";

const RATE_HZ = 24_000;

export type FilmSample = {
  widthPx: number;
  heightPx: number;
  durationS: number;
  hasSound: boolean;
};

function tone(durationS: number, rateHz: number): Float32Array {
  return new Float32Array(Math.round(durationS * rateHz)).map(
    (_, index) => 0.5 * Math.sin((2 * Math.PI * 330 * index) / rateHz),
  );
}

export function samplePicture(widthPx: number, heightPx: number): Promise<Buffer> {
  const create = { width: widthPx, height: heightPx, channels: 3 as const, background: "#c05020" };
  return sharp({ create }).png().toBuffer();
}

export async function sampleFilm(sample: FilmSample): Promise<Uint8Array> {
  const { widthPx, heightPx, durationS, hasSound } = sample;
  const fps = 10;
  const encoder = await createH264Encoder({ widthPx, heightPx, fps });
  for (let frame = 0; frame < durationS * fps; frame += 1) {
    encoder.add(new Uint8Array((widthPx * heightPx * 3) / 2).fill(100 + frame));
  }
  const video = encoder.finish();
  encoder.close();
  const format = { sampleRate: 48_000, durationS };
  const sound = hasSound ? soundOfSamples([tone(durationS, 48_000)], format) : null;
  return muxFilm({ video, sound });
}

export async function sampleMp3(durationS: number): Promise<Uint8Array> {
  const writer = await createMp3Writer(RATE_HZ);
  await writer.add(tone(durationS, RATE_HZ));
  return (await writer.finish()).bytes;
}

/** A mono WAV of 16 bits. */
export function sampleWav(durationS: number): Uint8Array {
  const samples = tone(durationS, RATE_HZ);
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE_HZ, 24);
  bytes.writeUInt32LE(RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.round(sample * 32_767), 44 + index * 2);
  }
  return bytes;
}

/** A file in place, as an input takes it. */
export function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}
