import type { FliteVoice } from "./flite.ts";
import { hashText } from "./scene/random.ts";

/**
 * A speaker made from one of Flite's five voices. `size` shrinks the speaker (pitch and
 * resonances together: 1.2 is a child, 0.9 a giant), `pitch` moves the melody alone, `pace`
 * the speed. `gain` evens out how loud the five are.
 */
export type Speaker = {
  flite: FliteVoice;
  size: number;
  pitch: number;
  pace: number;
  gain: number;
};

const GAINS: Readonly<Record<FliteVoice, number>> = {
  kal: 0.9,
  kal16: 1.8,
  awb: 1.1,
  rms: 1.3,
  slt: 1.1,
};

const WOMEN = new Map<string, Speaker>(
  Object.entries({
    Vivian: speaker("slt", 1.04, 1.06, 1.06),
    Serena: speaker("slt", 0.98, 0.96, 0.96),
    Ono_Anna: speaker("slt", 1.12, 1.1, 1.02),
    Sohee: speaker("slt", 1.07, 0.98, 0.92),
    Wise_Woman: speaker("slt", 0.94, 0.86, 0.9),
    Inspirational_girl: speaker("slt", 1.06, 1.16, 1),
    Calm_Woman: speaker("slt", 0.99, 0.9, 0.86),
    Lively_Girl: speaker("slt", 1.1, 1.12, 1.16),
    Lovely_Girl: speaker("slt", 1.15, 1.08, 0.97),
    Abbess: speaker("slt", 0.91, 0.82, 0.84),
    Sweet_Girl_2: speaker("slt", 1.18, 1.02, 0.93),
    Exuberant_Girl: speaker("slt", 1.13, 1.24, 1.22),
  }),
);

const MEN = new Map<string, Speaker>(
  Object.entries({
    Uncle_Fu: speaker("kal", 0.95, 0.9, 0.94),
    Dylan: speaker("rms", 1.08, 1, 1.1),
    Eric: speaker("kal16", 1.02, 1.08, 1.04),
    Ryan: speaker("rms", 1, 1, 1.04),
    Aiden: speaker("awb", 1.06, 1.1, 1.06),
    Friendly_Person: speaker("awb", 1.1, 1.04, 1),
    Deep_Voice_Man: speaker("rms", 0.86, 1, 0.94),
    Casual_Guy: speaker("kal16", 1.06, 1.16, 1.12),
    Patient_Man: speaker("awb", 0.97, 0.94, 0.86),
    Young_Knight: speaker("awb", 1.14, 1.18, 1.12),
    Determined_Man: speaker("rms", 0.94, 1, 1.1),
    Decent_Boy: speaker("awb", 1.24, 1.14, 1.02),
    Imposing_Manner: speaker("kal16", 0.9, 0.84, 0.88),
    Elegant_Man: speaker("awb", 0.93, 1, 0.95),
  }),
);

const ALL = new Map([...WOMEN, ...MEN]);

const FEMALE_NAME = /woman|girl|lady|female|queen|mother|sister|princess/i;

/**
 * The speaker for a voice name of any model. A name that is not known gets always the same
 * speaker, a woman where the name says so.
 */
export function findSpeaker(voiceName: string): Speaker {
  const known = ALL.get(voiceName);
  if (known !== undefined) return known;
  const candidates = [...(FEMALE_NAME.test(voiceName) ? WOMEN : ALL).values()];
  return candidates[hashText(voiceName) % candidates.length] ?? speaker("slt", 1, 1, 1);
}

/** All voice names that have a speaker of their own. */
export function listSpeakerNames(): string[] {
  return [...ALL.keys()];
}

function speaker(flite: FliteVoice, size: number, pitch: number, pace: number): Speaker {
  return { flite, size, pitch, pace, gain: GAINS[flite] };
}
