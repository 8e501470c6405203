import type { Random } from "../../scene/random.ts";
import type { Bed } from "../bed.ts";
import { addChirp, addEcho } from "../signal.ts";
import { createStereo, type Stereo } from "../stereo.ts";

/** A few birds, each with a song, a place and a pause of its own. */
export const birds: Bed = ({ frames, durationS, random }) => {
  const sound = createStereo(frames);
  for (let bird = 0; bird < 5; bird++) {
    const song = composeSong(random);
    let startS = random.range(0, 1.6);
    while (startS < durationS) {
      startS = sing(sound, song, startS, random) + random.range(0.7, 2.6);
    }
  }
  addEcho(sound, 0.083, 0.22);
  return sound;
};

type Note = { durationS: number; fromHz: number; toHz: number; gapS: number };
type Song = { notes: readonly Note[]; gain: number; pan: number };

function composeSong(random: Random): Song {
  const baseHz = random.range(2100, 4300);
  const notes = Array.from({ length: random.int(2, 5) }, () => ({
    durationS: random.range(0.05, 0.15),
    fromHz: baseHz * random.range(0.85, 1.25),
    toHz: baseHz * random.range(0.8, 1.35),
    gapS: random.range(0.03, 0.12),
  }));
  return { notes, gain: random.range(0.15, 1) ** 2, pan: random.range(-0.85, 0.85) };
}

/** Gives the time at which the song ends. */
function sing(sound: Stereo, song: Song, startS: number, random: Random): number {
  const tune = random.range(0.98, 1.02);
  let timeS = startS;
  for (const note of song.notes) {
    addChirp(sound, {
      startS: timeS,
      durationS: note.durationS,
      fromHz: note.fromHz * tune,
      toHz: note.toHz * tune,
      gain: song.gain,
      pan: song.pan,
      shape: "swell",
    });
    timeS += note.durationS + note.gapS;
  }
  return timeS;
}
