import type { Bed } from "../bed.ts";
import { addChirp } from "../signal.ts";
import { createStereo } from "../stereo.ts";

const PULSE_S = 0.016;

/** Crickets near and far, each pulsing in its own steady rhythm. */
export const crickets: Bed = ({ frames, durationS, random }) => {
  const sound = createStereo(frames);
  for (let cricket = 0; cricket < 4; cricket++) {
    const pitchHz = random.range(3700, 4700);
    const everyS = random.range(0.42, 0.75);
    const pulses = random.int(3, 4);
    const gain = random.range(0.15, 0.8) ** 1.5;
    const pan = random.range(-0.9, 0.9);
    for (let startS = random.range(0, everyS); startS < durationS; startS += everyS) {
      for (let pulse = 0; pulse < pulses; pulse++) {
        addChirp(sound, {
          startS: startS + pulse * PULSE_S * 1.7,
          durationS: PULSE_S,
          fromHz: pitchHz,
          toHz: pitchHz * 0.985,
          gain: gain * (0.7 + 0.3 * (pulse / pulses)),
          pan,
          shape: "swell",
        });
      }
    }
  }
  return sound;
};
