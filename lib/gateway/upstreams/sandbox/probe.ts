import { type FileHandle, open } from "node:fs/promises";
import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from "mediabunny";
import type { Size } from "./shape.ts";

/** Without HLS and the like: those lead to further addresses. */
export const INPUT_FORMATS = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, ADTS, FLAC, MPEG_TS];

/** An index is a few MiB for hours of film; whoever wants more read wants the process to choke on it. */
const READ_MAX_BYTES = 16 * 1024 * 1024;
const LENGTH_MAX_S = 24 * 3600;

export type MediaFacts = { size: Size | null; durationS: number | null; hasSound: boolean };

function boundedSource(file: FileHandle, sizeBytes: number): CustomSource {
  let readBytes = 0;
  return new CustomSource({
    getSize: () => sizeBytes,
    read: async (start, end) => {
      readBytes += end - start;
      if (readBytes > READ_MAX_BYTES) throw new Error("The file's index is too large.");
      const buffer = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
      return buffer.subarray(0, bytesRead);
    },
  });
}

async function factsOf(input: Input): Promise<MediaFacts> {
  const picture = await input.getPrimaryVideoTrack();
  const sound = await input.getPrimaryAudioTrack();
  const durationS = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  const isLength = durationS > 0 && durationS <= LENGTH_MAX_S;
  return {
    size: picture && {
      widthPx: await picture.getDisplayWidth(),
      heightPx: await picture.getDisplayHeight(),
    },
    durationS: isLength ? durationS : null,
    hasSound: sound !== null,
  };
}

/**
 * Size, length in seconds and sound of a film or sound file, from its index alone; null when it
 * cannot be read. Reads at most 16 MiB and never decodes.
 */
export async function probeMedia(path: string): Promise<MediaFacts | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    using input = new Input({ source: boundedSource(file, size), formats: INPUT_FORMATS });
    return await factsOf(input);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
