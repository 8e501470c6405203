import { watch } from "node:fs";
import { join } from "node:path";
import { endAs, standBetween, startProgram } from "./hand-over.js";
import { root, say } from "./place.js";

const WATCHED = ["server.ts", join("lib", "gateway"), join("lib", "contract")];
const IGNORED = /\.test\.ts$|~$|^\./;
/** Editors and git write many files for one change. */
const SETTLE_MS = 150;

/**
 * Runs the server and starts it again when a file changes that Node itself runs; what Next bundles is
 * reloaded by Next. A server that failed is started again by the next change.
 */
export function runReloading(node, args, env) {
  let child;
  let stopping = false;
  let timer;
  const start = () => {
    child = startProgram(node, args, { env, daemon: true });
    child.on("exit", (code, signal) => {
      child = undefined;
      if (stopping) {
        endAs(code, signal);
      } else if (timer === undefined) {
        say("The server has ended; it is started again when a file changes.");
      } else {
        clearTimeout(timer);
        timer = undefined;
        start();
      }
    });
  };
  const change = () => {
    if (child === undefined) {
      timer = undefined;
      start();
    } else {
      say("A file has changed; starting the server again.");
      child.kill("SIGTERM");
    }
  };
  for (const path of WATCHED) {
    watch(join(root, path), { recursive: true }, (_event, name) => {
      if (!stopping && (name === null || !IGNORED.test(name))) {
        clearTimeout(timer);
        timer = setTimeout(change, SETTLE_MS);
      }
    });
  }
  standBetween((signal) => {
    stopping = true;
    if (child === undefined) {
      process.exit(0);
    }
    child.kill(signal);
  });
  start();
  return new Promise(() => {});
}
