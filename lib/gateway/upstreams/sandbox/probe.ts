/**
 * Looks into films and sound files that callers bring. A thousand bytes can claim four thousand
 * million frames, and whoever believes them runs out of memory, which takes even a thread's whole
 * process with it. So each file is read by a program of its own, in its bounds, one at a time.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const PROGRAM = fileURLToPath(new URL("./probe-program.ts", import.meta.url));
const TIMEOUT_MS = 10_000;
/** The index of hours of film takes a part of this. */
const HEAP_MAX_MB = 192;

const mediaFacts = z.object({
  size: z.object({ widthPx: z.number(), heightPx: z.number() }).nullable(),
  durationS: z.number().nullable(),
  hasSound: z.boolean(),
});
export type MediaFacts = z.infer<typeof mediaFacts>;

async function runProgram(path: string): Promise<MediaFacts | null> {
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`--max-old-space-size=${HEAP_MAX_MB}`, PROGRAM, path],
      // Nothing of ours goes along.
      { timeout: TIMEOUT_MS, killSignal: "SIGKILL", env: { NODE_ENV: "production" } },
    );
    return mediaFacts.parse(JSON.parse(stdout));
  } catch {
    return null;
  }
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Size, length in seconds and sound of a film or sound file, from its index alone; null when it
 * cannot be read, or not in 64 MiB of it, 192 MB of memory and ten seconds. Never decodes.
 */
export function probeMedia(path: string): Promise<MediaFacts | null> {
  const facts = last.then(() => runProgram(path));
  last = facts;
  return facts;
}
