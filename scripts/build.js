/*
 * Makes the build of the console match its sources. A stamp with the hash of the contents is left in
 * .next after a complete build and removed before the next one begins, so half a build is built
 * again. A build is not replaced under a server that still serves it.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./hand-over.js";
import { refuseUnderRunningServer, withLock } from "./lock.js";
import { findNode, Refusal, root, say } from "./place.js";

/** As in next.config.js. */
const OUTPUT = join(root, process.env.RUSHES_NEXT_DIR ?? ".next");
const STAMP = join(OUTPUT, "rushes-built");
const BUILD_ID = join(OUTPUT, "BUILD_ID");

/** What Next bundles, and what decides how. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const NOT_BUNDLED = new Set([join("lib", "gateway"), join("lib", "architecture")]);
const TEST_FILE = /\.test\.tsx?$/;

/** Builds when needed. Costs some ten milliseconds when not. */
export async function ensureBuilt() {
  if (isBuilt(hashSources(root))) {
    return;
  }
  await withLock("build", async () => {
    const hash = hashSources(root);
    if (isBuilt(hash)) {
      return;
    }
    await refuseUnderRunningServer("The sources");
    say("Building the console (next build).");
    rmSync(STAMP, { force: true });
    const { code, signal } = await runProgram(findNode(), [
      join(root, "node_modules", "next", "dist", "bin", "next"),
      "build",
    ]);
    if (code !== 0) {
      const how = signal ?? `exit code ${code}`;
      throw new Refusal(`Building the console failed (next build: ${how}); see above for why.`);
    }
    writeFileSync(STAMP, hash);
  });
}

function isBuilt(hash) {
  return existsSync(BUILD_ID) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;
}

/** A hash over names and contents, so that neither a checkout nor a copy asks for a new build. */
export function hashSources(directory) {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((name) => listFiles(directory, name)).sort()) {
    const content = readFileSync(join(directory, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function listFiles(directory, path) {
  if (NOT_BUNDLED.has(path)) {
    return [];
  }
  const stats = statSync(join(directory, path), { throwIfNoEntry: false });
  if (stats === undefined) {
    return [];
  }
  if (!stats.isDirectory()) {
    return TEST_FILE.test(path) ? [] : [path];
  }
  const names = readdirSync(join(directory, path));
  return names.flatMap((name) => listFiles(directory, join(path, name)));
}
