import { setImmediate } from "node:timers/promises";
import { registerMp3Encoder } from "@mediabunny/mp3-encoder";
import {
  AudioSample,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  Input,
  MP3,
  Mp3OutputFormat,
  Output,
} from "mediabunny";

const BITRATE = 64_000;
const LEAD_IN_S = 0.05;

/** Takes sound as it is made, so that a long text is never held as samples. */
export type Mp3Writer = {
  /** Mono samples, -1..1, that follow what was added before. */
  add(samples: Float32Array): Promise<void>;
  /** The file, and how long a player plays it (a little more than was added). */
  finish(): Promise<{ bytes: Uint8Array; durationS: number }>;
  /** Ends the encoder's thread when no file is wanted any more. */
  cancel(): Promise<void>;
};

/**
 * Starts a mono MP3 of 64 kbit/s with a moment of silence, which wakes the encoder's thread
 * while the caller still makes the first samples.
 */
export async function createMp3Writer(sampleRateHz: number): Promise<Mp3Writer> {
  registerMp3Encoder();
  const target = new BufferTarget();
  const output = new Output({ format: new Mp3OutputFormat(), target });
  const source = new AudioSampleSource({ codec: "mp3", bitrate: BITRATE });
  output.addAudioTrack(source);
  await output.start();
  let appendedSamples = 0;

  const append = async (samples: Float32Array): Promise<void> => {
    using sample = new AudioSample({
      data: samples,
      format: "f32-planar",
      numberOfChannels: 1,
      sampleRate: sampleRateHz,
      timestamp: appendedSamples / sampleRateHz,
    });
    appendedSamples += samples.length;
    await source.add(sample);
  };

  const opened = append(new Float32Array(LEAD_IN_S * sampleRateHz));
  opened.catch(() => {}); // Whoever adds next hears of it.
  await setImmediate(); // A turn of the loop for the thread to be started in.

  return {
    async add(samples) {
      await opened;
      await append(samples);
    },
    async finish() {
      await opened;
      await output.finalize();
      const bytes = new Uint8Array(target.buffer ?? new ArrayBuffer(0));
      return { bytes, durationS: await measureMp3(bytes) };
    },
    cancel: () => output.cancel(),
  };
}

async function measureMp3(bytes: Uint8Array): Promise<number> {
  using input = new Input({ source: new BufferSource(bytes), formats: [MP3] });
  return await input.computeDuration();
}
