import type { Bed } from "../bed.ts";
import { createLowPass, createNoise } from "../signal.ts";
import { renderStereo, SAMPLE_RATE_HZ } from "../stereo.ts";

/** Breakers on a beach: each rises slowly, breaks and hisses back. */
export const waves: Bed = (request) => roll(request, { periodS: 5.6, brightHz: 2600 });

/** Small water against a bank or a hull. */
export const lapping: Bed = (request) => roll(request, { periodS: 2.1, brightHz: 1100 });

type Swell = { periodS: number; brightHz: number };

function roll({ frames, random }: Parameters<Bed>[0], swell: Swell): ReturnType<Bed> {
  const offset = random.range(0.25, 0.45);
  return renderStereo(frames, (side) => {
    const noise = createNoise(random);
    const body = createLowPass();
    const foam = createLowPass();
    const phase = offset + side * 0.04;
    return (index) => {
      const cycles = index / SAMPLE_RATE_HZ / swell.periodS;
      const near = breakerAt(cycles + phase);
      const far = breakerAt(cycles * 0.73 + phase + 0.5);
      const height = 0.1 + 0.7 * near + 0.35 * far;
      const water = body(noise(), 160 + swell.brightHz * height * height);
      return foam(water, 3200) * height;
    };
  });
}

/** One wave per whole number: two thirds rising ever faster, one third falling. */
function breakerAt(cycles: number): number {
  const part = cycles - Math.floor(cycles);
  const rise = 0.62;
  if (part < rise) return (part / rise) ** 2.4;
  const fall = (part - rise) / (1 - rise);
  return (1 - fall) ** 1.6;
}
