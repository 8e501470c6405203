import { createRandom } from "./random.ts";

/**
 * Noise that repeats without a seam. Made once per thread and sampled everywhere: clouds,
 * water, paper, brush directions. Values run from 0 to 1.
 */
export const NOISE_SIZE = 512;
const MASK = NOISE_SIZE - 1;

let cloudField: Float32Array | undefined;

/** Soft many-octave noise of `NOISE_SIZE` squared. */
export function getCloudField(): Float32Array {
  cloudField ??= stretch(createFractal(7, 4, 7));
  return cloudField;
}

/** The cloud field at any point, smooth between its cells; coordinates in cells. */
export function sampleField(field: Float32Array, x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const row0 = (y0 & MASK) * NOISE_SIZE;
  const row1 = ((y0 + 1) & MASK) * NOISE_SIZE;
  const left = x0 & MASK;
  const right = (x0 + 1) & MASK;
  const top = (field[row0 + left] ?? 0) * (1 - fx) + (field[row0 + right] ?? 0) * fx;
  const bottom = (field[row1 + left] ?? 0) * (1 - fx) + (field[row1 + right] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** A wavy line: octaves of one-dimensional noise, from about -1 to 1. */
export function createContour(seed: number, name: string, octaves = 6, roughness = 0.5) {
  const random = createRandom(seed, name);
  const cells = Float32Array.from({ length: 1024 }, () => random.range(-1, 1));
  return (x: number): number => {
    let sum = 0;
    let weight = 1;
    let frequency = 1;
    let total = 0;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += weight * contourAt(cells, x * frequency + octave * 37.7);
      total += weight;
      weight *= roughness;
      frequency *= 2.03;
    }
    return sum / total;
  };
}

function contourAt(cells: Float32Array, x: number): number {
  const cell = Math.floor(x);
  const from = cells[cell & 1023] ?? 0;
  const to = cells[(cell + 1) & 1023] ?? 0;
  return from + (to - from) * smooth(x - cell);
}

function createFractal(seed: number, cells: number, octaves: number): Float32Array {
  const field = new Float32Array(NOISE_SIZE * NOISE_SIZE);
  let weight = 1;
  for (let octave = 0; octave < octaves; octave += 1) {
    addOctave(field, cells << octave, weight, seed + octave);
    weight *= 0.52;
  }
  return field;
}

function addOctave(field: Float32Array, cells: number, weight: number, seed: number): void {
  const random = createRandom(seed, "octave");
  const lattice = Float32Array.from({ length: cells * cells }, () => random.next());
  const step = cells / NOISE_SIZE;
  for (let y = 0; y < NOISE_SIZE; y += 1) {
    const gy = Math.floor(y * step);
    const fy = smooth(y * step - gy);
    const row0 = gy * cells;
    const row1 = ((gy + 1) % cells) * cells;
    for (let x = 0; x < NOISE_SIZE; x += 1) {
      const gx = Math.floor(x * step);
      const fx = smooth(x * step - gx);
      const right = (gx + 1) % cells;
      const top = (lattice[row0 + gx] ?? 0) * (1 - fx) + (lattice[row0 + right] ?? 0) * fx;
      const bottom = (lattice[row1 + gx] ?? 0) * (1 - fx) + (lattice[row1 + right] ?? 0) * fx;
      const index = y * NOISE_SIZE + x;
      field[index] = (field[index] ?? 0) + weight * (top * (1 - fy) + bottom * fy);
    }
  }
}

function stretch(field: Float32Array): Float32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of field) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return field.map((value) => (value - low) / (high - low));
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
