/**
 * kill -9 at random moments while people generate, with failures, cancels and deletes mixed in: is
 * every credit where it belongs, once everything has been started again and has ended? Not a
 * measurement but a proof; the exit status is 1 when something is broken.
 *
 *     npm run bench crash
 *     npm run bench crash -- --kills 50 --generations 200
 */
import { parseArgs } from "node:util";
import { crash } from "../e2e/support/crash.ts";
import { printConditions, printTable } from "./report.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    generations: { type: "string", default: "200" },
  },
});
const kills = Math.max(1, Number.parseInt(values.kills, 10));
const generations = Math.max(1, Number.parseInt(values.generations, 10));

const report = await crash({ kills, generations });
printConditions();
printTable([
  ["what", "count"],
  ["kill -9 of the server", String(report.kills.server)],
  ["kill -9 of the worker", String(report.kills.worker)],
  ["generations that somebody was told of", String(report.accepted)],
  ["generations stored", String(report.stored)],
  ...Object.entries(report.byStatus).map(([status, n]) => [`of them ${status}`, String(n)]),
  ["holds that span grants", String(report.spanning)],
  ["credits held", String(report.held)],
  ["credits captured", String(report.captured)],
  ["credits released", String(report.released)],
  ["seconds", (report.tookMs / 1000).toFixed(0)],
]);
console.log("");
printTable([
  ["what must hold", "broken"],
  ...report.findings.map(({ invariant, broken }) => [invariant, String(broken)]),
  ["captured + released = held", String(Math.abs(report.held - report.captured - report.released))],
]);
const isBroken =
  report.findings.some(({ broken }) => broken !== 0) ||
  report.captured + report.released !== report.held;
if (isBroken) process.exitCode = 1;
