import type { SpeechJob } from "./job.ts";
import { createMp3Writer } from "./mp3.ts";
import { speakPiece } from "./speak.ts";
import { toSpeakablePieces } from "./speakable-text.ts";

const SAMPLE_RATE_HZ = 24_000;

/**
 * Speaks a text as an MP3 and gives the file with the seconds that it plays. A long text is
 * spoken and encoded in pieces, counted by `onPiece`.
 * Throws `nothing_to_say` and `synthesis_failed`.
 */
export async function renderSpeech(
  job: SpeechJob,
  onPiece: (done: number, total: number) => void = () => {},
): Promise<{ bytes: Uint8Array; durationS: number }> {
  const pieces = toSpeakablePieces(job.text);
  const mp3 = await createMp3Writer(SAMPLE_RATE_HZ);
  try {
    for (const [index, piece] of pieces.entries()) {
      await mp3.add(speakPiece(piece, { ...job, sampleRateHz: SAMPLE_RATE_HZ }));
      onPiece(index + 1, pieces.length);
    }
    return await mp3.finish();
  } catch (error) {
    await mp3.cancel();
    throw error;
  }
}
