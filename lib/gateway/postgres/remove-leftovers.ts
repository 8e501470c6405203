import { readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { clusterFiles, clusterPath } from "./cluster.ts";
import { stopPostmaster } from "./postmaster.ts";
import { SHARED_DIRECTORY } from "./share-binaries.ts";

/** File in a cluster outside of its data directory, which it names; the name says how far it got. */
export const ownerFiles = { unfinished: "unfinished-for", finished: "made-for" } as const;

const UNFINISHED_NAME = /^postgres\.tmp-[0-9a-f]+$/;
const OLD_MS = 10 * 60_000;

/**
 * Removes what nobody can use any more: what killed processes left half made for this data
 * directory, once it is old, and clusters in the shared directory whose data directory was a
 * temporary one and is gone.
 */
export async function removeLeftovers(rushesDataDir: string, nowMs = Date.now()): Promise<void> {
  const inPlace = (await list(rushesDataDir))
    .filter((name) => UNFINISHED_NAME.test(name))
    .map((name) => join(rushesDataDir, name));
  for (const directory of [...inPlace, ...(await unfinishedElsewhere(rushesDataDir))]) {
    const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: nowMs }));
    if (nowMs - mtimeMs > OLD_MS) {
      await rm(directory, { recursive: true, force: true });
    }
  }
  for (const directory of await abandonedElsewhere()) {
    await stopPostmaster(join(directory, clusterFiles.data));
    await rm(directory, { recursive: true, force: true });
  }
}

async function unfinishedElsewhere(rushesDataDir: string): Promise<string[]> {
  const linked = await readlink(clusterPath(rushesDataDir)).catch(() => undefined);
  const clusters = await listShared(ownerFiles.unfinished);
  return clusters
    .filter(({ owner, directory }) => owner === rushesDataDir && directory !== linked)
    .map(({ directory }) => directory);
}

async function abandonedElsewhere(): Promise<string[]> {
  const abandoned: string[] = [];
  for (const { owner, directory } of await listShared(ownerFiles.finished)) {
    const isTemporary = owner.startsWith(tmpdir() + sep);
    const isGone = await stat(owner).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === "ENOENT",
    );
    if (isTemporary && isGone) {
      abandoned.push(directory);
    }
  }
  return abandoned;
}

async function listShared(file: string): Promise<{ owner: string; directory: string }[]> {
  const found: { owner: string; directory: string }[] = [];
  for (const name of await list(SHARED_DIRECTORY)) {
    const directory = join(SHARED_DIRECTORY, name);
    const owner = await readFile(join(directory, file), "utf8").catch(() => undefined);
    if (owner !== undefined) {
      found.push({ owner, directory });
    }
  }
  return found;
}

async function list(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}
