import { readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { clusterPath } from "./cluster.ts";
import { SHARED_DIRECTORY } from "./share-binaries.ts";

/** File in a cluster directory that is still being made; names the data directory it is for. */
export const UNFINISHED_MARK = "unfinished";

const UNFINISHED_NAME = /^postgres\.tmp-[0-9a-f]+$/;
const OLD_MS = 10 * 60_000;

/** Removes what killed processes left half made for this data directory, once it is old. */
export async function removeLeftovers(rushesDataDir: string, nowMs = Date.now()): Promise<void> {
  const inPlace = (await list(rushesDataDir))
    .filter((name) => UNFINISHED_NAME.test(name))
    .map((name) => join(rushesDataDir, name));
  const shared = await unfinishedElsewhere(rushesDataDir);
  for (const directory of [...inPlace, ...shared]) {
    const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: nowMs }));
    if (nowMs - mtimeMs > OLD_MS) {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

async function unfinishedElsewhere(rushesDataDir: string): Promise<string[]> {
  const linked = await readlink(clusterPath(rushesDataDir)).catch(() => undefined);
  const found: string[] = [];
  for (const name of await list(SHARED_DIRECTORY)) {
    const directory = join(SHARED_DIRECTORY, name);
    const owner = await readFile(join(directory, UNFINISHED_MARK), "utf8").catch(() => undefined);
    if (owner === rushesDataDir && directory !== linked) {
      found.push(directory);
    }
  }
  return found;
}

async function list(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}
