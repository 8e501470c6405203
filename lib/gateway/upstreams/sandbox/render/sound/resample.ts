const HALF_WIDTH = 8;
const PHASES = 256;

const kernels = new Map<number, Float32Array>();

/**
 * Reads `samples` at `step` times their speed through a windowed-sinc filter: `step` is the
 * old rate divided by the new one, and larger still to raise the pitch. The result has
 * `samples.length / step` samples.
 */
export function resample(samples: Float32Array, step: number): Float32Array {
  const kernel = kernelFor(Math.max(1, step));
  const taps = HALF_WIDTH * 2;
  const output = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < output.length; index++) {
    const position = index * step;
    const whole = Math.floor(position);
    const phase = Math.floor((position - whole) * PHASES) * taps;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      sum += (samples[whole + tap - HALF_WIDTH + 1] ?? 0) * (kernel[phase + tap] ?? 0);
    }
    output[index] = sum;
  }
  return output;
}

/** A table of the filter at each fraction of a sample; `narrowing` keeps aliases out. */
function kernelFor(narrowing: number): Float32Array {
  const known = kernels.get(narrowing);
  if (known !== undefined) return known;
  const taps = HALF_WIDTH * 2;
  const kernel = new Float32Array(PHASES * taps);
  for (let phase = 0; phase < PHASES; phase++) {
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - HALF_WIDTH + 1 - phase / PHASES;
      const window = Math.cos((Math.PI * distance) / (2 * HALF_WIDTH)) ** 2;
      kernel[phase * taps + tap] = (sinc(distance / narrowing) / narrowing) * window;
    }
  }
  kernels.set(narrowing, kernel);
  return kernel;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
