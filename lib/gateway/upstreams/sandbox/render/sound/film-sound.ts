import { registerAacEncoder } from "@mediabunny/aac-encoder";
import { AudioSample, AudioSampleSource, type AudioSource } from "mediabunny";

export const AUDIO_BITRATE = 160_000;
/** AAC comes in frames of so many samples, the first of them the encoder's run-up. */
const AAC_FRAME = 1024;
/** A little under half a second. */
const PIECE_FRAMES = 20 * AAC_FRAME;

/** A film's sound, written piece by piece while its picture is. */
export type FilmSound = {
  source: AudioSource;
  /** Adds what plays before this time, in seconds. Never called with an earlier time than before. */
  writeUntil(untilS: number): Promise<void>;
};

/** The sound of some samples, one array for each channel, as AAC. */
export function soundOfSamples(
  channels: readonly Float32Array[],
  { sampleRate, durationS }: { sampleRate: number; durationS: number },
): FilmSound {
  registerAacEncoder();
  const source = new AudioSampleSource({ codec: "aac", bitrate: AUDIO_BITRATE });
  // With the run-up it ends no later than the picture, which alone says how long the film is.
  const total = Math.max(1, Math.floor((durationS * sampleRate) / AAC_FRAME) - 1) * AAC_FRAME;
  let written = 0;
  return {
    source,
    async writeUntil(untilS) {
      while (written < total && written / sampleRate < untilS) {
        const frames = Math.min(PIECE_FRAMES, total - written);
        const planes = new Float32Array(frames * channels.length);
        for (const [index, channel] of channels.entries()) {
          planes.set(channel.subarray(written, written + frames), index * frames);
        }
        using sample = new AudioSample({
          data: planes,
          format: "f32-planar",
          numberOfChannels: channels.length,
          sampleRate,
          timestamp: written / sampleRate,
        });
        written += frames;
        await source.add(sample);
      }
    },
  };
}
