import type { Bed } from "../bed.ts";
import { createLowPass, createNoise } from "../signal.ts";
import { renderStereo, SAMPLE_RATE_HZ } from "../stereo.ts";

const BEATS_PER_S = 25;
const BREATH_S = 1.5;

/** A cat: soft beats, a little deeper breathing in than out. */
export const purr: Bed = ({ frames, random }) => {
  const offset = random.next();
  return renderStereo(frames, () => {
    const noise = createNoise(random);
    const first = createLowPass();
    const second = createLowPass();
    return (index) => {
      const timeS = index / SAMPLE_RATE_HZ;
      const breath = Math.sin(2 * Math.PI * (timeS / BREATH_S + offset));
      const beat = 0.2 + 0.8 * Math.max(0, Math.sin(2 * Math.PI * BEATS_PER_S * timeS)) ** 1.5;
      const cutoffHz = 330 + 110 * breath;
      return second(first(noise(), cutoffHz), cutoffHz) * beat * (0.45 + 0.4 * Math.abs(breath));
    };
  });
};
