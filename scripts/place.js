import { accessSync, constants } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const packageBin = join(root, "node_modules", ".bin");

const NODE_MAJOR = 24;

/** Prints what the launcher does, so that it can be told from what the programs say. */
export function say(text) {
  process.stdout.write(`\n${text}\n`);
}

/** A failure that is explained to the person at the terminal; no stack trace. */
export class Refusal extends Error {}

/**
 * Node 24, which Rushes is run by: the one that `npm ci` brought, else the one that runs this when
 * it is new enough. Undefined when there is neither.
 */
export function findNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const installed = join(root, "node_modules", "node", "bin", name);
  if (isExecutable(installed)) {
    return installed;
  }
  const major = Number(process.versions.node.split(".")[0]);
  return major >= NODE_MAJOR ? process.execPath : undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
