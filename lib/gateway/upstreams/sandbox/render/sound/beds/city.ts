import type { Bed } from "../bed.ts";
import { createBandPass, createLowPass, createNoise } from "../signal.ts";
import { renderStereo, SAMPLE_RATE_HZ } from "../stereo.ts";

/** The far rumble of a town, and cars that pass from one side to the other. */
export const city: Bed = ({ frames, durationS, random }) => {
  const cars: { atS: number; lastsS: number; heading: -1 | 1 }[] = [];
  for (let atS = random.range(0.6, 1.8); atS < durationS; atS += random.range(1.8, 3.8)) {
    cars.push({ atS, lastsS: random.range(0.7, 1.3), heading: random.chance(0.5) ? 1 : -1 });
  }
  return renderStereo(frames, (side) => {
    const noise = createNoise(random);
    const rumble = createLowPass();
    const deep = createLowPass();
    const tyres = createBandPass(0.9);
    return (index) => {
      const timeS = index / SAMPLE_RATE_HZ;
      let passing = 0;
      for (const { atS, lastsS, heading } of cars) {
        // A car is heard a moment earlier on the side that it comes from.
        const away = (timeS - atS - side * heading * lastsS * 0.25) / lastsS;
        if (Math.abs(away) < 3) passing += Math.exp(-away * away * 2);
      }
      const hum = Math.sin(2 * Math.PI * 50 * timeS) + 0.4 * Math.sin(2 * Math.PI * 100 * timeS);
      const hiss = noise();
      const traffic = tyres(hiss, 480 + 200 * passing) * passing * 0.5;
      return deep(rumble(hiss, 190), 260) * 0.9 + hum * 0.004 + traffic;
    };
  });
};
