/*
 * Marks between launchers of the same checkout, as files in the system's temporary directory (npm
 * and Next delete what lies in node_modules and .next). A mark is alive while its owner touches it;
 * one that has not been touched for a while was left by a process that was killed.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal, root, say } from "./place.js";

const TOUCH_MS = 1000;
const DEAD_AFTER_MS = 8000;
const POLL_MS = 100;
const DRAIN_MS = 10_000;
const RUNNING = "running-";

/** Runs `work` while no other launcher of this checkout runs work of that name. */
export async function withLock(name, work) {
  const path = join(markDirectory(), `${name}.lock`);
  const token = randomBytes(8).toString("hex");
  let waited = false;
  while (!tryCreate(path, token)) {
    if (!waited) {
      say(`Waiting for another Rushes that is busy with the ${name} in this folder.`);
      waited = true;
    }
    await sleep(POLL_MS);
  }
  const release = keepAlive(path, token);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Says that a server runs from this checkout until the returned function is called. */
export function markRunning() {
  const token = String(process.pid);
  const path = join(markDirectory(), `${RUNNING}${token}`);
  writeFileSync(path, token);
  return keepAlive(path, token);
}

/** What a server runs from is not replaced under it. One that was told to stop may still drain. */
export async function refuseUnderRunningServer(what) {
  const deadlineMs = Date.now() + DRAIN_MS;
  let running = listRunning();
  while (running.length > 0 && Date.now() < deadlineMs) {
    await sleep(POLL_MS);
    running = listRunning();
  }
  if (running.length > 0) {
    throw new Refusal(
      `${what} have changed, and another Rushes (process ${running[0]}) still runs from this ` +
        "folder. Stop it first.",
    );
  }
}

/** The process ids of the launchers whose servers run from this checkout. */
function listRunning() {
  const directory = markDirectory();
  const marks = readdirSync(directory).filter((name) => name.startsWith(RUNNING));
  for (const name of marks.filter((name) => !isAlive(join(directory, name)))) {
    removeDead(join(directory, name));
  }
  return marks
    .filter((name) => isAlive(join(directory, name)))
    .map((name) => name.slice(RUNNING.length));
}

function markDirectory() {
  const user = process.getuid?.() ?? "user";
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const directory = join(tmpdir(), `rushes-${user}-${hash}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

function tryCreate(path, token) {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") {
      throw error;
    }
  }
  if (!isAlive(path)) {
    removeDead(path);
  }
  return false;
}

/** Two may find the same dead mark; only that one is removed, never what replaced it. */
function removeDead(path) {
  const aside = `${path}.${process.pid}`;
  try {
    const dead = readFileSync(path, "utf8");
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") === dead) {
      rmSync(aside, { force: true });
    } else {
      renameSync(aside, path);
    }
  } catch {
    // It is gone already.
  }
}

function keepAlive(path, token) {
  const timer = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Removed by hand; it only means that nobody waits for us.
    }
  }, TOUCH_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    try {
      if (readFileSync(path, "utf8") === token) {
        rmSync(path, { force: true });
      }
    } catch {
      // Removed by hand.
    }
  };
}

function isAlive(path) {
  try {
    return Date.now() - statSync(path).mtimeMs < DEAD_AFTER_MS;
  } catch {
    return false;
  }
}
