import { speakWithFlite } from "./flite.ts";
import { resample } from "./sound/resample.ts";
import { findSpeaker } from "./voices.ts";

export type Manner = {
  /** A voice name of any model. */
  voice: string;
  /** 1 is normal. */
  speed: number;
  sampleRateHz: number;
};

/** Flite garbles syllables beyond this. */
const SPEED_RANGE = { min: 0.25, max: 4 };

/**
 * Speaks one piece of speakable text (see speakable-text.ts): mono, values within -1..1.
 * Throws `synthesis_failed`.
 */
export function speakPiece(piece: string, manner: Manner): Float32Array {
  const speaker = findSpeaker(manner.voice);
  const speed = Math.min(Math.max(manner.speed, SPEED_RANGE.min), SPEED_RANGE.max);
  const { samples, sampleRateHz } = speakWithFlite(piece, {
    voice: speaker.flite,
    // Reading the samples faster makes the speaker smaller, and the speech shorter by as much.
    durationStretch: speaker.size / (speaker.pace * speed),
    pitchShift: speaker.pitch,
  });
  const voiced = resample(samples, (sampleRateHz / manner.sampleRateHz) * speaker.size);
  return voiced.map((sample) => Math.min(Math.max(sample * speaker.gain, -1), 1));
}
