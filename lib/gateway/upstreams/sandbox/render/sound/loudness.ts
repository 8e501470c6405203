import { applyGain, type Stereo } from "./stereo.ts";

/**
 * Loudness by ITU-R BS.1770 (K weighting at 48 kHz, without its gate), in LUFS;
 * -Infinity for silence.
 */
export function measureLoudness(sound: Stereo): number {
  const power = meanWeightedSquare(sound.left) + meanWeightedSquare(sound.right);
  return -0.691 + 10 * Math.log10(power);
}

/** Brings a sound to a loudness, in place. Silence stays silence. */
export function levelTo(sound: Stereo, targetLufs: number): void {
  const lufs = measureLoudness(sound);
  if (!Number.isFinite(lufs)) return;
  const gain = 10 ** ((targetLufs - lufs) / 20);
  applyGain(sound, () => gain);
}

const KNEE = 0.7;
const CEILING = 0.95;

/** Rounds off peaks in place, so that nothing reaches full scale; quiet parts stay as they are. */
export function limitPeaks(sound: Stereo): void {
  const room = CEILING - KNEE;
  for (const channel of [sound.left, sound.right]) {
    for (let index = 0; index < channel.length; index++) {
      const value = channel[index] ?? 0;
      const excess = Math.abs(value) - KNEE;
      if (excess > 0) channel[index] = Math.sign(value) * (KNEE + room * Math.tanh(excess / room));
    }
  }
}

function meanWeightedSquare(channel: Float32Array): number {
  const shelf = createBiquad(
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [-1.69065929318241, 0.73248077421585],
  );
  const highPass = createBiquad([1, -2, 1], [-1.99004745483398, 0.99007225036621]);
  let sum = 0;
  for (const sample of channel) sum += highPass(shelf(sample)) ** 2;
  return sum / Math.max(1, channel.length);
}

function createBiquad(
  [b0, b1, b2]: readonly [number, number, number],
  [a1, a2]: readonly [number, number],
): (input: number) => number {
  let first = 0;
  let second = 0;
  return (input) => {
    const output = b0 * input + first;
    first = b1 * input - a1 * output + second;
    second = b2 * input - a2 * output;
    return output;
  };
}
