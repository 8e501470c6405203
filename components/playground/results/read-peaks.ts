import { peaksOf } from "./peaks.ts";

/** Enough for bars; decoding to it keeps a long voice small in memory. */
const SAMPLE_RATE = 8_000;

/** Fetches and decodes a sound and measures it. Browser only; rejects when it cannot be read. */
export async function readPeaks(
  url: string,
  count: number,
  signal: AbortSignal,
): Promise<number[]> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`The sound answered ${response.status}.`);
  const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
  const sound = await context.decodeAudioData(await response.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) =>
    sound.getChannelData(index),
  );
  return peaksOf(channels, count);
}
