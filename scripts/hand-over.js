/*
 * Runs the real program and stands between it and the terminal.
 *
 * Ctrl-C reaches every process of the terminal's foreground group, and npm sends it once more. A
 * server that gets a second signal hurries, so it is started in a session of its own and gets each
 * signal from here, once: what arrives within a moment is one wish. Other programs stay in the
 * foreground group, where they can read from the terminal; for them twice is as good as once.
 *
 * Nobody can announce a kill -9. Killed here, the server sees its channel to the launcher closed
 * ("disconnect") and drains. Killed above (npm, or the shell that npm starts), the launcher sees
 * that its ancestors changed and tells the server to stop.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { root } from "./place.js";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];
const SAME_WISH_MS = 400;
const ANCESTORS_POLL_MS = 500;

/** Runs a short program of the toolchain in the foreground, until its end; signals end it, not us. */
export function runProgram(file, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    });
    const forward = (signal) => child.kill(signal);
    for (const signal of FORWARDED) {
      process.on(signal, forward);
    }
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of FORWARDED) {
        process.off(name, forward);
      }
      resolve({ code, signal });
    });
  });
}

/** Runs a program that the terminal talks to; ends as it ends. Never returns. */
export function handOver(node, args, { env = {}, daemon = false, onEnd = () => {} } = {}) {
  const child = startProgram(node, args, { env, daemon });
  standBetween((signal) => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`\n${node} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    onEnd();
    endAs(code, signal);
  });
  return new Promise(() => {});
}

/** Starts a program of Rushes. A daemon gets its own session and a channel to the launcher. */
export function startProgram(node, args, { env, daemon }) {
  return spawn(node, args, {
    cwd: root,
    stdio: daemon ? ["ignore", "inherit", "inherit", "ipc"] : "inherit",
    detached: daemon,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
}

/** Calls `stop(signal)` once per wish of the terminal, and when the processes above are gone. */
export function standBetween(stop) {
  let lastMs = 0;
  const wish = (signal) => {
    const nowMs = Date.now();
    if (nowMs - lastMs > SAME_WISH_MS) {
      lastMs = nowMs;
      stop(signal);
    }
  };
  for (const signal of FORWARDED) {
    process.on(signal, wish);
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    const ancestors = listAncestors();
    const timer = setInterval(() => {
      if (listAncestors() !== ancestors) {
        clearInterval(timer);
        wish("SIGTERM");
      }
    }, ANCESTORS_POLL_MS);
    timer.unref();
  }
}

/** Ends this process the way its child ended. */
export function endAs(code, signal) {
  if (signal === null) {
    process.exit(code ?? 1);
  }
  for (const name of FORWARDED) {
    process.removeAllListeners(name);
  }
  process.kill(process.pid, signal);
}

/** The parent, and above it npm itself when the parent is only the shell that npm started. */
function listAncestors() {
  const parent = process.ppid;
  try {
    const [, name, grandparent] = readFileSync(`/proc/${parent}/stat`, "utf8").match(
      /^\d+ \((.*)\) \S (\d+)/s,
    );
    return /^(sh|dash|bash|ash)$/.test(name) ? `${parent} ${grandparent}` : String(parent);
  } catch {
    return String(parent);
  }
}
