import type { TimeOfDay } from "../../scene/scene.ts";
import type { Bed } from "../bed.ts";
import { addEcho } from "../signal.ts";
import { createStereo, SAMPLE_RATE_HZ, type Stereo } from "../stereo.ts";

const TABLE_SIZE = 2048;
/** A soft organ tone: mostly the ground note. */
const TONE = new Float32Array(TABLE_SIZE).map((_, index) => {
  const angle = (2 * Math.PI * index) / TABLE_SIZE;
  return Math.sin(angle) + 0.28 * Math.sin(2 * angle) + 0.1 * Math.sin(3 * angle);
});

const CHORD_S = 3.2;

/** Semitones above the root, chord by chord; each progression ends where it can begin again. */
const BRIGHT = [
  [0, 7, 12, 16, 19],
  [-3, 9, 12, 16, 19],
  [-7, 5, 12, 16, 21],
  [-5, 7, 11, 14, 19],
] as const;
const DARK = [
  [0, 7, 12, 15, 22],
  [-4, 8, 12, 15, 19],
  [-9, 3, 10, 14, 19],
  [-2, 5, 10, 14, 17],
] as const;
const PROGRESSIONS: Readonly<Record<TimeOfDay, readonly (readonly number[])[]>> = {
  sunrise: BRIGHT,
  day: BRIGHT,
  sunset: BRIGHT,
  dusk: DARK,
  night: DARK,
};

/** Slow warm chords that melt into each other, major by day and minor by night. */
export const pad: Bed = ({ frames, durationS, scene, random }) => {
  const sound = createStereo(frames);
  const progression = PROGRESSIONS[scene.timeOfDay];
  const rootHz = 110 * 2 ** (random.int(-3, 4) / 12);
  for (let step = 0; step * CHORD_S < durationS; step++) {
    for (const semitones of progression[step % progression.length] ?? []) {
      addPadNote(sound, { startS: step * CHORD_S, hz: rootHz * 2 ** (semitones / 12) });
    }
  }
  addEcho(sound, 0.31, 0.3);
  return sound;
};

/** One note, slightly out of tune between the ears, overlapping the chords around it. */
function addPadNote(sound: Stereo, note: { startS: number; hz: number }): void {
  const start = Math.max(0, Math.floor((note.startS - 0.5) * SAMPLE_RATE_HZ));
  const length = Math.floor((CHORD_S + 1) * SAMPLE_RATE_HZ);
  const end = Math.min(start + length, sound.left.length);
  const stepLeft = (note.hz * 0.9985 * TABLE_SIZE) / SAMPLE_RATE_HZ;
  const stepRight = (note.hz * 1.0015 * TABLE_SIZE) / SAMPLE_RATE_HZ;
  const gain = 0.2 * (110 / note.hz) ** 0.5;
  for (let index = start; index < end; index++) {
    const age = index - start;
    const level = gain * Math.sin((Math.PI * age) / length) ** 0.7;
    const leftTone = TONE[Math.floor(age * stepLeft) % TABLE_SIZE] ?? 0;
    const rightTone = TONE[Math.floor(age * stepRight) % TABLE_SIZE] ?? 0;
    sound.left[index] = (sound.left[index] ?? 0) + leftTone * level;
    sound.right[index] = (sound.right[index] ?? 0) + rightTone * level;
  }
}
