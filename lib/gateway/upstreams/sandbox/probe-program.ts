/** The program that looks into the file that it is given, and writes what it found as JSON. */
import type { Input } from "mediabunny";
import { isAudible, openMediaFile } from "./media-file.ts";
import type { MediaFacts } from "./probe.ts";

const LENGTH_MAX_S = 24 * 3600;

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
    hasSound: sound !== null && (await isAudible(sound)),
  };
}

using input = await openMediaFile(process.argv[2] ?? "");
process.stdout.write(JSON.stringify(await factsOf(input)));
