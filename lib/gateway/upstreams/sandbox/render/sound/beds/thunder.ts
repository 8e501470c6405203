import type { Bed } from "../bed.ts";
import { createDrift, createLowPass, createNoise } from "../signal.ts";
import { renderStereo, SAMPLE_RATE_HZ } from "../stereo.ts";

/** A clap soon after the start, others every few seconds, each rolling away. */
export const thunder: Bed = ({ frames, durationS, random }) => {
  const claps: { startS: number; strength: number }[] = [];
  let startS = random.range(0.4, 1.4);
  while (startS < durationS) {
    claps.push({ startS, strength: random.range(0.5, 1) });
    startS += random.range(3.5, 7);
  }
  const levelAt = (timeS: number) =>
    claps.reduce((level, clap) => level + clap.strength * rollAfter(timeS - clap.startS), 0);

  return renderStereo(frames, () => {
    const noise = createNoise(random);
    const first = createLowPass();
    const second = createLowPass();
    const roll = createDrift(random, 0.16, frames);
    return (index) => {
      const level = levelAt(index / SAMPLE_RATE_HZ);
      const cutoffHz = 70 + 500 * level * level;
      return second(first(noise(), cutoffHz), cutoffHz) * level * (0.35 + roll(index));
    };
  });
};

/** How loud a clap is so many seconds after it began. */
function rollAfter(elapsedS: number): number {
  if (elapsedS < 0) return 0;
  const attack = Math.min(1, elapsedS / 0.04);
  return attack * (0.6 * Math.exp(-elapsedS * 4) + 0.4 * Math.exp(-elapsedS * 0.8));
}
