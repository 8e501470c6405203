import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from "node:fs/promises";
import path from "node:path";
import type { MediaStore } from "./media-store.ts";

const MIN_FREE_BYTES = 64 * 1024 * 1024;

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG";
}

async function syncPath(target: string): Promise<void> {
  const handle = await open(target, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a folder and those above it, below the root, up to the first that has something in it. */
async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  let current = folder;
  while (current.startsWith(root + path.sep)) {
    try {
      await rmdir(current);
    } catch (error) {
      if (!isMissing(error)) return;
    }
    current = path.dirname(current);
  }
}

/** Media on the local disk under a folder; a put is an fsync and a rename. */
export async function openDiskStore(folder: string): Promise<MediaStore> {
  const root = path.join(folder, "media");
  const temporary = path.join(folder, "tmp");
  // Nobody else on this machine reads past the signed links.
  await mkdir(root, { recursive: true, mode: 0o700 });
  await mkdir(temporary, { recursive: true, mode: 0o700 });

  /** A key that would lead out of the folder is treated as one that does not exist. */
  function resolve(key: string): string | null {
    const target = path.resolve(root, key);
    const isInside = target.startsWith(root + path.sep);
    return isInside && !key.includes("\0") ? target : null;
  }

  function mustResolve(key: string): string {
    const target = resolve(key);
    if (!target) throw new Error("media key leads out of the store");
    return target;
  }

  async function statFile(key: string) {
    const target = resolve(key);
    if (!target) return null;
    try {
      const info = await stat(target);
      return info.isFile() ? info : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  return {
    async temporaryPath(extension) {
      await mkdir(temporary, { recursive: true });
      return path.join(temporary, `${randomUUID()}.${extension}`);
    },
    async put(key, localPath) {
      const target = mustResolve(key);
      const made = await mkdir(path.dirname(target), { recursive: true });
      if (made) await syncPath(path.dirname(made));
      await syncPath(localPath);
      await rename(localPath, target);
      await syncPath(path.dirname(target));
    },
    async stat(key) {
      const info = await statFile(key);
      return info && { sizeBytes: info.size, modifiedAt: info.mtime };
    },
    read: (key, range) => createReadStream(mustResolve(key), range),
    localPath: async (key) => ((await statFile(key)) ? mustResolve(key) : null),
    async remove(key) {
      const target = mustResolve(key);
      await rm(target, { force: true });
      await removeEmptyFolders(root, path.dirname(target));
    },
    async checkWritable() {
      const free = await statfs(root);
      if (free.bavail * free.bsize < MIN_FREE_BYTES) throw new Error("disk is full");
      const probe = path.join(temporary, `probe-${randomUUID()}`);
      await (await open(probe, "wx")).close();
      await rm(probe);
    },
  };
}

/** Removes temporary files that a dead process left: those older than `maxAgeMs`. */
export async function removeLeftovers(folder: string, maxAgeMs: number, now: Date): Promise<void> {
  const temporary = path.join(folder, "tmp");
  for (const name of await readdir(temporary).catch(() => [])) {
    const target = path.join(temporary, name);
    const info = await stat(target).catch(() => null);
    if (info && now.getTime() - info.mtimeMs > maxAgeMs)
      await rm(target, { force: true, recursive: true });
  }
}
