import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { runProgram } from "./hand-over.js";
import { packageBin, Refusal, say } from "./place.js";
import { canInstall, installPackages } from "./tools.js";

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
  if (canInstall()) {
    say("Installing Debian's Chromium for the browser tests (apt-get).");
    await installPackages(["chromium"]);
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
