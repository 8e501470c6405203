import { open } from "node:fs/promises";
import {
  ADTS,
  CustomSource,
  EncodedPacketSink,
  FLAC,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from "mediabunny";
import { FILM_MAX_S } from "./length.ts";

/** Without HLS and the like: those lead to further addresses. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, ADTS, FLAC, MPEG_TS];

/** A minute of sound with its film around it; whoever wants more read wants us to choke on it. */
const READ_MAX_BYTES = 64 * 1024 * 1024;
/** No minute of sound has more; a file made to choke whoever reads it does. */
export const PACKETS_MAX = 60_000;

/** A film or sound file of somebody else's, to be read to 64 MiB at most. To be disposed. */
export async function openMediaFile(path: string): Promise<Input> {
  const file = await open(path);
  const { size } = await file.stat();
  let readBytes = 0;
  const source = new CustomSource({
    getSize: () => size,
    read: async (start, end) => {
      readBytes += end - start;
      if (readBytes > READ_MAX_BYTES) throw new Error("The file is too large to be read.");
      const buffer = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    },
    dispose: () => file.close(),
    handleUnhandledError: () => {},
  });
  return new Input({ source, formats: FORMATS });
}

/**
 * Whether there is sound that a film could get, by walking over all of it that one would get: what
 * comes through here without choking can be read anywhere. One that breaks off is heard to there.
 */
export async function isAudible(track: InputAudioTrack): Promise<boolean> {
  let packets = 0;
  try {
    const sink = new EncodedPacketSink(track);
    for await (const { timestamp } of sink.packets(undefined, undefined, { metadataOnly: true })) {
      packets += 1;
      if (timestamp > FILM_MAX_S || packets > PACKETS_MAX) break;
    }
  } catch {
    // It broke off.
  }
  return packets > 0;
}
