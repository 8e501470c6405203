import type { Bed } from "../bed.ts";
import { addChirp, createDrift, createLowPass, createNoise } from "../signal.ts";
import { renderStereo } from "../stereo.ts";

/** A steady hiss with single drops near the ear; a storm has more of both. */
export const rain: Bed = ({ frames, durationS, scene, random }) => {
  const dropsPerS = scene.weather === "storm" ? 160 : 90;
  const strength = createDrift(random, 2.4, frames);
  const sound = renderStereo(frames, () => {
    const noise = createNoise(random);
    const treble = createLowPass();
    const bass = createLowPass();
    return (index) => {
      const bright = treble(noise(), 5200);
      return (bright - bass(bright, 500)) * (0.2 + 0.06 * strength(index));
    };
  });
  for (let drop = 0; drop < durationS * dropsPerS; drop++) {
    const pitchHz = random.range(900, 3800);
    addChirp(sound, {
      startS: random.range(0, durationS),
      durationS: random.range(0.008, 0.03),
      fromHz: pitchHz,
      toHz: pitchHz * random.range(0.7, 1.1),
      gain: 0.16 * random.next() ** 3,
      pan: random.range(-0.9, 0.9),
      shape: "struck",
    });
  }
  return sound;
};
