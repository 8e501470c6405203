import type { Random } from "../../scene/random.ts";
import type { Bed } from "../bed.ts";
import { createDrift, createLowPass, createNoise } from "../signal.ts";
import { renderStereo, SAMPLE_RATE_HZ, type Voice } from "../stereo.ts";

const TABLE_SIZE = 4096;

/** A car from inside: its motor, pulling and easing off, over the noise of the road. */
export const engine: Bed = ({ frames, random }) => {
  const cycle = composeCycle(random);
  const pull = createDrift(random, 2.6, frames);
  return renderStereo(frames, () => {
    const noise = createNoise(random);
    const road = createLowPass();
    const muffle = createLowPass();
    const motor = createMotor(cycle, pull);
    return (index) => {
      const load = 0.6 + 0.4 * pull(index);
      return muffle(motor(index) * load, 700) * 0.5 + road(noise(), 320) * 0.5;
    };
  });
};

/** A rocket: deep noise that shakes. */
export const rumble: Bed = ({ frames, random }) => {
  const shake = createDrift(random, 0.05, frames);
  return renderStereo(frames, () => {
    const noise = createNoise(random);
    const first = createLowPass();
    const second = createLowPass();
    return (index) => second(first(noise(), 240), 420) * (0.6 + 0.4 * shake(index));
  });
};

/** One turn of the motor: four strokes that are not quite alike. */
function composeCycle(random: Random): Float32Array {
  const harmonics = Array.from({ length: 14 }, (_, index) => ({
    number: index + 1,
    level: ((index + 1) % 4 === 0 ? 1 : 0.35) / (index + 1) ** 0.7,
    phase: random.range(0, 2 * Math.PI),
  }));
  return new Float32Array(TABLE_SIZE).map((_, index) =>
    harmonics.reduce(
      (sum, { number, level, phase }) =>
        sum + level * Math.sin((2 * Math.PI * number * index) / TABLE_SIZE + phase),
      0,
    ),
  );
}

function createMotor(cycle: Float32Array, pull: Voice): Voice {
  let turns = 0;
  return (index) => {
    turns += (19 + 7 * pull(index)) / SAMPLE_RATE_HZ;
    return cycle[Math.floor(turns * TABLE_SIZE) % TABLE_SIZE] ?? 0;
  };
}
