import { existsSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { runProgram } from "./hand-over.js";
import { packageBin, Refusal, say } from "./place.js";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/**
 * Gives the path of a Chromium for the browser tests, installing one when there is none: Debian's own
 * where that is possible, else Playwright's.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) {
    return found;
  }
  if (process.getuid?.() === 0 && isDebian()) {
    say("Installing Debian's Chromium for the browser tests (apt-get).");
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await runProgram("apt-get", ["update", "-qq"], quiet);
    await runProgram(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
      quiet,
    );
  } else {
    say("Downloading Playwright's Chromium for the browser tests.");
    await runProgram(`${packageBin}/playwright`, ["install", "chromium"]);
  }
  const installed = findBrowser();
  if (installed === undefined) {
    throw new Refusal("The browser tests need Chromium, and it could not be installed; see above.");
  }
  return installed;
}

function findBrowser() {
  const own = chromium.executablePath();
  return [...SYSTEM_BROWSERS, own].find((path) => path && existsSync(path));
}

function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
