import type { Random } from "../scene/random.ts";
import { SAMPLE_RATE_HZ, type Stereo, type Voice } from "./stereo.ts";

/** White noise, -1..1. */
export function createNoise(random: Random): () => number {
  return () => random.next() * 2 - 1;
}

/** A number that wanders smoothly between 0 and 1, turning about once per `periodS`. */
export function createDrift(random: Random, periodS: number, frames: number): Voice {
  const stepFrames = periodS * SAMPLE_RATE_HZ;
  const points = Array.from({ length: Math.ceil(frames / stepFrames) + 2 }, () => random.next());
  return (index) => {
    const position = index / stepFrames;
    const whole = Math.floor(position);
    const part = position - whole;
    const from = points[whole] ?? 0;
    const to = points[whole + 1] ?? 0;
    return from + (to - from) * part * part * (3 - 2 * part);
  };
}

/** Lets through what is slower than the cutoff, 6 dB per octave. */
export function createLowPass(): (input: number, cutoffHz: number) => number {
  let held = 0;
  return (input, cutoffHz) => {
    held += (input - held) * Math.min(1, (2 * Math.PI * cutoffHz) / SAMPLE_RATE_HZ);
    return held;
  };
}

/** Lets through what is near the centre (up to 7 kHz); a smaller `damping` rings more. */
export function createBandPass(damping: number): (input: number, centreHz: number) => number {
  let low = 0;
  let band = 0;
  return (input, centreHz) => {
    const tuning = 2 * Math.sin((Math.PI * centreHz) / SAMPLE_RATE_HZ);
    low += tuning * band;
    band += tuning * (input - low - damping * band);
    return band * damping;
  };
}

export type Chirp = {
  startS: number;
  durationS: number;
  fromHz: number;
  toHz: number;
  gain: number;
  /** -1 is left, 1 is right. */
  pan: number;
  /** How the tone ends: a swell and fall, or struck and dying away. */
  shape: "swell" | "struck";
};

/** Adds a short tone that glides from one pitch to another. */
export function addChirp(target: Stereo, chirp: Chirp): void {
  const start = Math.floor(chirp.startS * SAMPLE_RATE_HZ);
  const length = Math.floor(chirp.durationS * SAMPLE_RATE_HZ);
  const leftGain = chirp.gain * Math.sqrt((1 - chirp.pan) / 2);
  const rightGain = chirp.gain * Math.sqrt((1 + chirp.pan) / 2);
  let phase = 0;
  for (let step = 0; step < length && start + step < target.left.length; step++) {
    const progress = step / length;
    const level = chirp.shape === "swell" ? Math.sin(Math.PI * progress) : Math.exp(-5 * progress);
    phase +=
      (2 * Math.PI * (chirp.fromHz + (chirp.toHz - chirp.fromHz) * progress)) / SAMPLE_RATE_HZ;
    const value = Math.sin(phase) * level;
    target.left[start + step] = (target.left[start + step] ?? 0) + value * leftGain;
    target.right[start + step] = (target.right[start + step] ?? 0) + value * rightGain;
  }
}

/** Adds a fading, crossed repeat: the sound then stands in a space. */
export function addEcho(sound: Stereo, delayS: number, level: number): void {
  const delay = Math.floor(delayS * SAMPLE_RATE_HZ);
  for (let index = delay; index < sound.left.length; index++) {
    const leftBefore = sound.left[index - delay] ?? 0;
    const rightBefore = sound.right[index - delay] ?? 0;
    sound.left[index] = (sound.left[index] ?? 0) + rightBefore * level;
    sound.right[index] = (sound.right[index] ?? 0) + leftBefore * level;
  }
}
