import { readdir } from "node:fs/promises";
import path from "node:path";

/** Every file that a gateway keeps in its folder, stored or temporary, by its path in there. */
export async function listFiles(dataDir: string): Promise<string[]> {
  const found = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataDir, path.join(entry.parentPath, entry.name)))
    .sort();
}
