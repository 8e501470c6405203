import { RenderError } from "../render-error.ts";
import type { Random } from "../scene/random.ts";
import { type Scene, shows } from "../scene/scene.ts";
import { speakPiece } from "../speak.ts";
import { toSpeakablePieces } from "../speakable-text.ts";
import { SAMPLE_RATE_HZ } from "./stereo.ts";

/** Faster than this nobody follows; what is still too long is cut. */
const MAX_SPEED = 1.5;
const CUT_FADE_S = 0.08;
/** About four seconds of speech, so that little is spoken only to be cut. */
const PIECE_LENGTH = 60;

/**
 * Speaks words, mono, in at most `roomS` seconds: in a hurry if it must, cut if even that is
 * too long. Null where nothing of them can be spoken.
 */
export function narrate(
  words: readonly string[],
  roomS: number,
  context: { scene: Scene; random: Random },
): Float32Array | null {
  const pieces = findPieces(words);
  if (pieces === null || roomS <= 0) return null;
  const voice = chooseVoice(context);
  const relaxed = speakUpTo(pieces, roomS * MAX_SPEED, { voice, speed: 1 });
  const room = Math.floor(roomS * SAMPLE_RATE_HZ);
  if (relaxed.length <= room) return relaxed;
  const speed = Math.min(MAX_SPEED, relaxed.length / room + 0.03);
  return cutTo(room, speakUpTo(pieces, roomS, { voice, speed }));
}

function findPieces(words: readonly string[]): string[] | null {
  const sentences = words.map((each) => (/[.!?]$/.test(each) ? each : `${each}.`));
  try {
    return toSpeakablePieces(sentences.join(" "), PIECE_LENGTH);
  } catch (error) {
    if (error instanceof RenderError && error.code === "nothing_to_say") return null;
    throw error;
  }
}

/** Stops asking for pieces once there is enough: a quoted novel costs no more than a line. */
function speakUpTo(
  pieces: readonly string[],
  enoughS: number,
  manner: { voice: string; speed: number },
): Float32Array {
  const chunks: Float32Array[] = [];
  let frames = 0;
  for (const piece of pieces) {
    const chunk = speakPiece(piece, { ...manner, sampleRateHz: SAMPLE_RATE_HZ });
    chunks.push(chunk);
    frames += chunk.length;
    if (frames > enoughS * SAMPLE_RATE_HZ) break;
  }
  return concatenate(chunks, frames);
}

function concatenate(chunks: readonly Float32Array[], frames: number): Float32Array {
  const whole = new Float32Array(frames);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function cutTo(frames: number, samples: Float32Array): Float32Array {
  if (samples.length <= frames) return samples;
  const fadeFrames = CUT_FADE_S * SAMPLE_RATE_HZ;
  return samples
    .subarray(0, frames)
    .map((sample, index) => sample * Math.min(1, (frames - index) / fadeFrames));
}

function chooseVoice({ scene, random }: { scene: Scene; random: Random }): string {
  if (shows(scene, "woman")) return "Serena";
  if (shows(scene, "person", "astronaut")) return "Ryan";
  if (shows(scene, "robot")) return "Eric";
  return random.pick(["Serena", "Ryan", "Calm_Woman", "Elegant_Man"]);
}
