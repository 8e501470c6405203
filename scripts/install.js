/*
 * Makes node_modules match package-lock.json.
 *
 * It is installed from nothing, and afterwards a stamp with the hash of the lock file is left in it.
 * A half-finished node_modules has no stamp. Without a stamp that fits (somebody ran `npm install`
 * by hand, or changed branches) the list of installed packages that npm itself keeps is compared
 * with the lock file; npm writes it when an installation is complete.
 *
 * `npm install --no-save` and not `npm ci`: it installs the same locked versions, but npm 11's `ci`
 * refuses a lock file that lacks the optional packages of some other platform (npm/cli#9846).
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { refuseUnderRunningServer, withLock } from "./lock.js";
import { findNode, packageBin, Refusal, root, say } from "./place.js";

const LOCK_FILE = join(root, "package-lock.json");
const INSTALLED_LIST = join(root, "node_modules", ".package-lock.json");
const STAMP = join(root, "node_modules", ".rushes-installed");

/** Installs when needed. Costs a few milliseconds when not. */
export async function ensureInstalled() {
  if (isInstalled()) {
    return;
  }
  await withLock("install", async () => {
    // Another starter may have done it while this one waited.
    if (!isInstalled()) {
      await refuseUnderRunningServer("The packages");
      say("Installing the packages (npm install); the first time this takes about a minute.");
      await runNpmInstall();
      writeFileSync(STAMP, currentHash());
    }
  });
  if (findNode() === undefined) {
    throw new Refusal(
      "Node.js 24 is not in node_modules although the packages are installed. It comes by the " +
        "install script of the package node; does your npm have ignore-scripts on? " +
        "Run npm install --ignore-scripts=false, or use Node.js 24 or newer.",
    );
  }
}

function isInstalled() {
  const hash = currentHash();
  if (read(INSTALLED_LIST) === undefined) {
    return false;
  }
  if (read(STAMP) === hash) {
    return true;
  }
  if (!matchesLock(parse(LOCK_FILE), parse(INSTALLED_LIST))) {
    return false;
  }
  writeFileSync(STAMP, hash);
  return true;
}

/**
 * Whether every package of the lock file is installed in that very version. Optional ones may be
 * absent: they are for other platforms.
 */
export function matchesLock(lock, installed) {
  return Object.entries(lock?.packages ?? { "": undefined }).every(([path, wanted]) => {
    if (path === "") {
      return wanted !== undefined;
    }
    const found = installed?.packages?.[path];
    if (found === undefined) {
      return wanted.optional === true || wanted.devOptional === true;
    }
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function runNpmInstall() {
  rmSync(join(root, "node_modules"), { recursive: true, force: true });
  return new Promise((resolve, reject) => {
    const npm = spawn("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: pathWithoutPackages() },
      shell: process.platform === "win32",
    });
    npm.on("error", (error) => reject(new Refusal(`npm could not be started: ${error.message}`)));
    npm.on("exit", (code, signal) => {
      if (code === 0) {
        resolve();
      } else {
        const how = signal ?? `exit code ${code}`;
        reject(
          new Refusal(`Installing the packages failed (npm install: ${how}); see above for why.`),
        );
      }
    });
  });
}

/** npm must not run on the Node that it is about to delete. */
function pathWithoutPackages() {
  const entries = (process.env.PATH ?? "").split(delimiter);
  return entries.filter((entry) => entry !== packageBin).join(delimiter);
}

function currentHash() {
  const content = read(LOCK_FILE);
  if (content === undefined) {
    throw new Refusal(`package-lock.json is missing in ${root}; restore it from the repository.`);
  }
  return createHash("sha256").update(content).digest("hex");
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function parse(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
