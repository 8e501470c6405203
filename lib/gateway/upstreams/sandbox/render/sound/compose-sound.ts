import { createRandom, type Random } from "../scene/random.ts";
import type { Scene } from "../scene/scene.ts";
import { chooseBeds } from "./choose-beds.ts";
import { levelTo, limitPeaks } from "./loudness.ts";
import { narrate } from "./narrate.ts";
import { findQuotedWords } from "./quoted-words.ts";
import { applyGain, createStereo, mixInto, SAMPLE_RATE_HZ, type Stereo } from "./stereo.ts";

export type SoundRequest = { scene: Scene; prompt: string; durationS: number; seed: number };

const AMBIENCE_LUFS = -18;
const SPEECH_LUFS = -17;
const DUCKED_GAIN = 0.28;
const DUCK_RAMP_S = 0.3;
const SPEECH_START_S = 0.45;
const SPEECH_END_MARGIN_S = 0.3;
const FADE_IN_S = 0.35;
const FADE_OUT_S = 0.7;

/**
 * The sound of a film: the ambience of its scene, and over it the words that the prompt puts
 * in quotes. Gives left and right at 48 kHz, exactly `durationS` long, within -1..1, about
 * -18 LUFS. Same request, same samples. Throws `synthesis_failed`.
 */
export function composeSound(request: SoundRequest): Float32Array[] {
  const frames = Math.round(request.durationS * SAMPLE_RATE_HZ);
  const sound = mixAmbience(request, frames);
  const speech = speakQuotes(request);
  if (speech !== null) {
    const startFrame = Math.round(SPEECH_START_S * SAMPLE_RATE_HZ);
    applyGain(sound, duckAround(startFrame, startFrame + speech.left.length));
    mixInto(sound, speech, 1, startFrame);
  }
  limitPeaks(sound);
  applyGain(sound, fadeAtEnds(frames));
  return [sound.left, sound.right];
}

function mixAmbience({ scene, durationS, seed }: SoundRequest, frames: number): Stereo {
  const mix = createStereo(frames);
  for (const { name, bed, levelDb } of chooseBeds(scene)) {
    const sound = bed({ frames, durationS, scene, random: createRandom(seed, name) });
    levelTo(sound, AMBIENCE_LUFS + levelDb);
    mixInto(mix, sound, 1);
  }
  levelTo(mix, AMBIENCE_LUFS);
  return mix;
}

function speakQuotes({ scene, prompt, durationS, seed }: SoundRequest): Stereo | null {
  const words = findQuotedWords(prompt);
  if (words.length === 0) return null;
  const random: Random = createRandom(seed, "narration");
  const roomS = durationS - SPEECH_START_S - SPEECH_END_MARGIN_S;
  const mono = narrate(words, roomS, { scene, random });
  if (mono === null) return null;
  const speech = { left: mono, right: mono.slice() };
  levelTo(speech, SPEECH_LUFS);
  return speech;
}

function duckAround(start: number, end: number): (index: number) => number {
  const rampFrames = DUCK_RAMP_S * SAMPLE_RATE_HZ;
  return (index) => {
    const outside = Math.max(start - index, index - end, 0);
    return DUCKED_GAIN + (1 - DUCKED_GAIN) * Math.min(1, outside / rampFrames);
  };
}

function fadeAtEnds(frames: number): (index: number) => number {
  const fadeIn = Math.min(FADE_IN_S * SAMPLE_RATE_HZ, frames / 4);
  const fadeOut = Math.min(FADE_OUT_S * SAMPLE_RATE_HZ, frames / 4);
  return (index) => Math.min(1, index / fadeIn, (frames - 1 - index) / fadeOut);
}
