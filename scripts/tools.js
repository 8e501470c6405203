import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { runProgram } from "./hand-over.js";
import { Refusal, say } from "./place.js";

/** Programs of the system that tests run, and the Debian packages that have them. */
const TOOLS = { python3: "python3", curl: "curl" };

/** Makes sure that the programs which the tests of foreign clients run are there. */
export async function ensureTools() {
  const missing = findMissing();
  if (missing.length === 0) {
    return;
  }
  if (canInstall()) {
    say(`Installing ${missing.join(" and ")} for the tests (apt-get).`);
    await installPackages(missing.map((name) => TOOLS[name]));
  }
  const left = findMissing();
  if (left.length > 0) {
    throw new Refusal(
      `The tests of foreign clients need ${left.join(" and ")}. Please install ${left.length > 1 ? "them" : "it"}.`,
    );
  }
}

/** Whether packages of the system can be installed: as root, on Debian. */
export function canInstall() {
  return process.getuid?.() === 0 && isDebian();
}

export async function installPackages(names) {
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  await runProgram("apt-get", ["update", "-qq"], quiet);
  await runProgram("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], quiet);
}

function findMissing() {
  return Object.keys(TOOLS).filter((name) => spawnSync(name, ["--version"]).status !== 0);
}

function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
