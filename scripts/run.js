/*
 * What every npm script starts: node scripts/run.js <command> [args]. Plain JavaScript without
 * dependencies, because it runs before there are any and on whatever Node the machine has (20 or
 * newer). It installs and builds what is missing and hands over to Node 24.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.js";
import { runReloading } from "./dev.js";
import { handOver } from "./hand-over.js";
import { ensureInstalled } from "./install.js";
import { markRunning } from "./lock.js";
import { findNode, Refusal, root } from "./place.js";

const PRODUCTION = { NODE_ENV: "production" };

const COMMANDS = {
  start: async (args) => {
    await ensureBuilt();
    const server = ["server.ts", ...args];
    return handOver(findNode(), server, { env: PRODUCTION, daemon: true, onEnd: markRunning() });
  },
  dev: (args) =>
    runReloading(findNode(), ["server.ts", "--dev", ...args], { NODE_ENV: "development" }),
  worker: (args) =>
    handOver(findNode(), [command("worker"), ...args], { env: PRODUCTION, daemon: true }),
  ...Object.fromEntries(
    ["key", "login", "workspace", "credits", "audit"].map((name) => [
      name,
      (args) => handOver(findNode(), [command(name), ...args], { env: PRODUCTION }),
    ]),
  ),
  docs: (args) => handOver(findNode(), [command("docs"), ...args]),
  test: (args) => handOver(findNode(), [join("scripts", "test.js"), ...args]),
  bench: async (args) => {
    const bench = findBench(args[0]);
    await ensureBuilt();
    return handOver(findNode(), [bench, ...args.slice(1)], { env: PRODUCTION });
  },
};

function command(name) {
  return join("lib", "gateway", "commands", `${name}.ts`);
}

function findBench(name) {
  const names = readdirSync(join(root, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3));
  if (!names.includes(name)) {
    throw new Refusal(`Usage: npm run bench <name>, where name is one of: ${names.join(", ")}`);
  }
  return join("bench", `${name}.ts`);
}

async function main([name, ...args]) {
  const run = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
  if (run === undefined) {
    throw new Refusal(`Usage: node scripts/run.js ${Object.keys(COMMANDS).join("|")} [arguments]`);
  }
  await ensureInstalled();
  await run(args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) {
    throw error;
  }
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
