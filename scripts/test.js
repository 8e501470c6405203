/*
 * npm test: every check, in the order in which they are cheap, up to the first that fails.
 * `npm test -- unit` runs single steps; anything that is not the name of a step is handed to the
 * test runners of the chosen steps (a file, or an option).
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { startTestPostgres } from "../lib/gateway/testing/test-postgres.ts";
import { ensureBrowser } from "./browser.js";
import { ensureBuilt } from "./build.js";
import { runProgram } from "./hand-over.js";
import { packageBin, Refusal, root, say } from "./place.js";
import { ensureTools } from "./tools.js";

const UNIT_TESTS = ["{lib,app,components}/**/*.test.ts", "scripts/*.test.js"];
const BROWSER_CONFIG = join("e2e", "playwright.config.ts");

const STEPS = {
  lint: () => check("biome", ["check", "."]),
  knip: () => check("knip", []),
  types: checkTypes,
  unit: runUnitTests,
  build: async () => {
    await ensureBuilt();
    return { passed: 1, failed: 0 };
  },
  browser: runBrowserTests,
};

/** Set by a signal: the program that runs is ended, then everything is put away as after a failure. */
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    interrupted = true;
  });
}

async function main(args) {
  const names = args.filter((arg) => Object.hasOwn(STEPS, arg));
  const rest = args.filter((arg) => !Object.hasOwn(STEPS, arg));
  if (rest.length > 0 && names.length === 0) {
    throw new Refusal(`Usage: npm test [-- ${Object.keys(STEPS).join("|")} [file or option]]`);
  }
  const total = { passed: 0, failed: 0 };
  for (const name of names.length > 0 ? names : Object.keys(STEPS)) {
    say(`━━ ${name}`);
    const startMs = performance.now();
    const { passed, failed } = await STEPS[name](rest);
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    say(`━━ ${name} ${failed > 0 ? "FAILED" : "passed"} in ${seconds} s`);
    if (failed > 0 || interrupted) {
      break;
    }
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 || interrupted ? 1 : 0;
}

async function checkTypes() {
  // Types of routes that Next has written for pages that are gone would be errors.
  rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true });
  const generated = await check("next", ["typegen"]);
  return generated.failed > 0 ? generated : check("tsc", ["--noEmit"]);
}

async function runUnitTests(rest) {
  const results = mkdtempSync(join(tmpdir(), "rushes-results-"));
  const tap = join(results, "unit.tap");
  const postgres = await startTestPostgres();
  try {
    const files = rest.length > 0 ? rest : UNIT_TESTS;
    const { code } = await runProgram(
      process.execPath,
      [
        "--test",
        `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
        ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
        ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
        ...files,
      ],
      { RUSHES_TEST_DATABASE_URL: postgres.url },
    );
    return count(
      code,
      existsSync(tap) ? readFileSync(tap, "utf8") : "",
      /^# pass (\d+)$/m,
      /^# fail (\d+)$/m,
    );
  } finally {
    await postgres.stop();
    rmSync(results, { recursive: true, force: true });
  }
}

async function runBrowserTests(rest) {
  if (!existsSync(join(root, BROWSER_CONFIG))) {
    throw new Refusal(`${BROWSER_CONFIG} is missing: there are no browser tests to run.`);
  }
  await ensureTools();
  await ensureBuilt();
  const results = mkdtempSync(join(tmpdir(), "rushes-results-"));
  const json = join(results, "browser.json");
  try {
    const { code } = await runProgram(
      join(packageBin, "playwright"),
      ["test", "-c", BROWSER_CONFIG, "--reporter=list,json", ...rest],
      {
        RUSHES_TEST_BROWSER: await ensureBrowser(),
        PLAYWRIGHT_JSON_OUTPUT_FILE: json,
      },
    );
    const report = existsSync(json) ? readFileSync(json, "utf8") : "";
    return count(code, report, /"expected": (\d+),/, /"unexpected": (\d+),/);
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

/** What a runner counted. A run that fails or that ran nothing has failed, whatever it counted. */
function count(code, report, passedPattern, failedPattern) {
  const passed = Number(report.match(passedPattern)?.[1] ?? 0);
  const failed = Number(report.match(failedPattern)?.[1] ?? 0);
  if (passed + failed === 0) {
    say("No test was run.");
  }
  return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(1, failed) };
}

async function check(program, args) {
  const { code } = await runProgram(join(packageBin, program), args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal || error.code === "STARTUP")) {
    throw error;
  }
  process.stderr.write(`\n${error.message}\n\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}
