import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 10;

/** Waits for a condition: gives the first value that is neither false, null nor undefined. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
): Promise<Exclude<T, false | null | undefined>> {
  const deadlineMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) {
      return found as Exclude<T, false | null | undefined>;
    }
    if (Date.now() > deadlineMs) throw new Error(`waited in vain until ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
