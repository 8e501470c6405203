/** All film sound is made at this rate. */
export const SAMPLE_RATE_HZ = 48_000;

export type Stereo = { left: Float32Array; right: Float32Array };

/** Gives the next sample of one channel each time that it is called with its index. */
export type Voice = (index: number) => number;

export function createStereo(frames: number): Stereo {
  return { left: new Float32Array(frames), right: new Float32Array(frames) };
}

/** Two channels that each follow a voice of their own, which is what makes noise sound wide. */
export function renderStereo(frames: number, createVoice: (side: -1 | 1) => Voice): Stereo {
  const left = createVoice(-1);
  const right = createVoice(1);
  return {
    left: new Float32Array(frames).map((_, index) => left(index)),
    right: new Float32Array(frames).map((_, index) => right(index)),
  };
}

/** Adds `source` times `gain`, which may change over time, from the frame `at` on. */
export function mixInto(target: Stereo, source: Stereo, gain: number | Voice, at = 0): void {
  const gainAt = typeof gain === "number" ? () => gain : gain;
  const end = Math.min(source.left.length, target.left.length - at);
  for (let index = 0; index < end; index++) {
    const factor = gainAt(index);
    target.left[at + index] = (target.left[at + index] ?? 0) + (source.left[index] ?? 0) * factor;
    target.right[at + index] =
      (target.right[at + index] ?? 0) + (source.right[index] ?? 0) * factor;
  }
}

/** Multiplies both channels in place. */
export function applyGain(sound: Stereo, gainAt: Voice): void {
  for (const channel of [sound.left, sound.right]) {
    for (let index = 0; index < channel.length; index++) {
      channel[index] = (channel[index] ?? 0) * gainAt(index);
    }
  }
}
