import { clamp, firstNumber, type Input } from "./values.ts";

export const FILM_MAX_S = 60;
const FILM_MIN_S = 0.5;
const FALLBACK_S = 5;
const FPS_MAX = 60;
const FALLBACK_FPS = 24;

/** How long the films and sounds are that go in, in seconds; null where there is none or nobody knows. */
export type InputLengths = { soundS: number | null; filmS: number | null };

/**
 * Seconds of a film, 0.5 to 60: those asked for; where none or 0 are, as long as the sound that
 * drives it, else as the film that goes in, else 5.
 */
export function filmLength(input: Input, lengths: InputLengths): number {
  const asked = firstNumber(input, ["seconds", "duration"]) ?? 0;
  const wanted = asked > 0 ? asked : (lengths.soundS ?? lengths.filmS ?? FALLBACK_S);
  return clamp(wanted, FILM_MIN_S, FILM_MAX_S);
}

/** Frames a second, whole, 1 to 60; 24 where none are asked for. */
export function filmFps(input: Input): number {
  const asked = firstNumber(input, ["fps", "frames_per_second"]);
  return asked === null || asked <= 0 ? FALLBACK_FPS : clamp(Math.round(asked), 1, FPS_MAX);
}

/** Frames of a film so long, at least one. */
export function countFrames({ durationS, fps }: { durationS: number; fps: number }): number {
  return Math.max(1, Math.round(durationS * fps));
}
