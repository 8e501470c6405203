import type { Bed } from "../bed.ts";
import { createBandPass, createDrift, createLowPass, createNoise } from "../signal.ts";
import { renderStereo } from "../stereo.ts";

/** Gusts that rise in pitch as they rise in strength. */
export const wind: Bed = ({ frames, random }) => {
  const gust = createDrift(random, 1.9, frames);
  return renderStereo(frames, () => {
    const noise = createNoise(random);
    const whistle = createBandPass(0.5);
    const soften = createLowPass();
    const sway = createDrift(random, 1.1, frames);
    return (index) => {
      const strength = 0.3 + 0.5 * gust(index) + 0.2 * sway(index);
      return soften(whistle(noise(), 170 + 430 * strength), 900) * strength * strength;
    };
  });
};
